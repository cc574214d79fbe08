import Glibc
import Testing
import WireFormat

/// How `reconcile` prints, and what it refuses before it reads.
@Suite struct ReconcileOutputTests {
  private func run(_ options: [String], _ bench: Bench = Bench()) -> Outcome {
    bench.run(
      [
        "reconcile", "--ours",
        bench.file("o.csv", "order,amount,status\n00123,10.00,paid\nA2,5.00,paid\n"),
        "--theirs", bench.file("t.csv", "order,amount,status\n00123,9.50,paid\nA2,5.00,failed\n"),
      ] + options)
  }

  @Test func tsvHasTabsAndLineFeeds() {
    let run = run(["-o", "tsv", "--fields", "class,order,difference_fen"])
    #expect(
      run.output
        == "class\torder\tdifference_fen\namount-differs\t00123\t-50\nstatus-differs\tA2\t0\n")
  }

  @Test(arguments: ["csv", "tsv", "ndjson", "json", "table"])
  func aMemberThatThereIsNotIsNamedWithAllThereAre(form: String) {
    let run = run(["-o", form, "--fields", form == "json" ? "classes,ordr" : "class,ordr"])
    #expect(run.code == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("ordr"))
    #expect(run.errors.contains("members are"))
  }

  @Test func ndjsonAndTemplatesHaveTheChosenMembers() {
    let lines = run(["-o", "ndjson", "--fields", "order,class,ours_amount"])
    #expect(
      lines.output.hasPrefix(#"{"order":"00123","class":"amount-differs","ours_amount":"10.00"}"#))
    let text = run(["--template", "{class}\\t{order}"])
    #expect(text.code == 1)
    #expect(text.output == "amount-differs\t00123\nstatus-differs\tA2\n")
  }

  @Test func numbersNeedNoGuardForASpreadsheetButOrdersDo() {
    let run = run(["-o", "csv", "--excel", "--fields", "order,difference_fen,ours_amount"])
    #expect(run.output.contains("'00123,-50,10.00\r\n"))
    #expect(!run.output.contains("'-50"))
  }

  @Test(arguments: [
    ("who=amount", "columns_unknown_role"), ("amount", "columns_syntax"),
    ("order=order:fen", "columns_unit"), ("amount=amount:jiao", "columns_missing"),
    ("order=order,order=x", "columns_twice"), ("amount=", "columns_syntax"),
  ])
  func aWrongMappingIsRefusedWithTheRoles(map: String, code: String) {
    for option in ["--theirs-columns", "--ours-columns"] {
      let run = run([option, map, "-o", "json"])
      #expect(run.errorCode == code, "\(run.errors)")
      #expect(run.code == (code == "columns_missing" ? 65 : 64))
      if code != "columns_missing" {
        #expect(run.errors.contains("gateway-order"))
        #expect(run.errors.contains("amount-fen"))
      }
      #expect(run.errors.contains(option))
    }
  }

  @Test(arguments: [("amount=amount:fen", 1), ("amount=amount:yuan", 1), ("amount-fen=amount", 1)])
  func aUnitIsHonoured(map: String, code: Int32) {
    let bench = Bench()
    let run = bench.run([
      "reconcile", "--ours", bench.file("o.csv", "order,amount\nA,10.00\n"), "--theirs",
      bench.file("t.csv", "order,amount\nA,1000\n"), "--theirs-columns", map,
    ])
    #expect(run.code == (map.hasSuffix("yuan") ? 1 : 0))
  }

  @Test func theJournalAndFilesAreNoOneSide() {
    #expect(run(["--ours", "journal"]).code == 64)
  }

  /// Every refusal names a row, a byte or an option.
  @Test(arguments: [
    ("", "row 1"), ("日期,说明\n1,2\n", "row 1"), ("order,amount,amount\nA,1,2\n", "row 1"),
    ("order,amount\nA,x\n", "row 2"), ("order,amount\n,1\n", "row 2"),
    ("order,amount\nA,1,2,3\n", "row 2"), ("order,amount\n#N/A,1.00\n", "row 2"),
    ("order,amount\n6.22E+18,1.00\n", "row 2"), ("order,amount\n\"A,1\n", "row 2"),
    ("PK\u{3}\u{4}\u{0}\u{0}\u{1}", "byte"), ("{\"order\":\"A\",", "row 1"),
    ("{\"order\":\"A\"}\n", "row 1"),
  ])
  func everyRefusalOfAFileHasAPlace(text: String, place: String) {
    let bench = Bench()
    let run = bench.run([
      "reconcile", "--ours", bench.file("o.csv", "order,amount\nA,1.00\n"), "--theirs",
      bench.file("t.csv", text),
    ])
    #expect(run.code == 65)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("t.csv"), "\(run.errors)")
    #expect(run.errors.contains(place), "\(run.errors)")
  }

  /// A device or a pipe in a report's place stays what it is.
  @Test func aReportReplacesNoPipe() {
    let bench = Bench()
    let path = bench.folder + "/report.html"
    #expect(mkfifo(path, 0o600) == 0)
    let ours = bench.file("ours.csv", "order,amount\nA,1.00\n")
    let run = bench.run([
      "reconcile", "--ours", ours, "--theirs", ours, "--html", path, "--json",
    ])
    #expect(run.code == 74)
    #expect(run.errorCode == "report_not_written")
    var status = stat()
    #expect(lstat(path, &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFIFO)
  }
}
