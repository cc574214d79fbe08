import Testing

/// One payout from options is checked as a row of a batch is.
@Suite struct PayeeRefusalTests {
  private func single(_ options: [String]) -> Outcome {
    let bench = Bench()
    bench.shop("notify-url = https://shop.example/n", gateway: "lianhe")
    let usual = [
      "--account-name": "张三", "--account-no": "6222020200112233445", "--bank": "工商银行",
    ]
    var words = ["payout", "-p", "shop", "--order", "PO1", "--amount", "10", "--dry-run"]
    for (name, value) in usual.sorted(by: { $0.key < $1.key }) where !options.contains(name) {
      words += [name, value]
    }
    return bench.run(words + options)
  }

  @Test(arguments: [
    ("--account-no", "12345"), ("--account-no", "`6222020200112233445"),
    ("--account-no", "6222020200112230000"), ("--account-no", "#N/A"),
    ("--account-name", "#N/A"), ("--account-name", "????"), ("--account-name", "锟斤拷"),
    ("--account-name", "\u{FFFD}"), ("--bank", "#REF!"),
  ])
  func aSinglePayoutIsCheckedAsARowIs(option: String, value: String) {
    let run = single([option, value])
    #expect(run.code == 65, "\(run.all)")
    #expect(run.output.isEmpty, "\(run.all)")
    #expect(run.errors.contains(option == "--bank" ? "--bank-name" : option), "\(run.errors)")
  }

  @Test func roundNumbersAndCompaniesPass() {
    #expect(single(["--account-no", "6222020200112230000", "--round-numbers"]).code == 0)
    #expect(single(["--account-no", "1100123456789010"]).code == 0)
    let unknown = single(["--bank", "火星银行"])
    #expect(unknown.code == 0)
    #expect(unknown.errors.contains("火星银行"))
  }

  @Test func errorsStayUnderQuiet() {
    let run = single(["--account-no", "12345", "-q"])
    #expect(run.code == 65)
    #expect(run.errors.contains("12345") == false)
    #expect(run.errors.contains("fewer than 8"))
  }

  @Test func aBatchOfCompaniesIsPlannedAndASpreadsheetIsNamed() {
    let bench = Bench()
    bench.shop("notify-url = https://shop.example/n", gateway: "lianhe")
    let header = "ref,amount,bank,account-name,account-no\n"
    let good = bench.file("c.csv", header + "C1,88,工商银行,北京某某科技有限公司,1100123456789010\n")
    #expect(bench.run(["payout", "plan", "-p", "shop", "--file", good]).code == 0)
    let round = bench.file("r.csv", header + "C2,88,工商银行,北京某某科技有限公司,11001234567890100\n")
    #expect(bench.run(["payout", "plan", "-p", "shop", "--file", round]).code == 65)
    #expect(
      bench.run(["payout", "plan", "-p", "shop", "--file", round, "--round-numbers"]).code == 0)
    let sheet = bench.file("x.xlsx", [0x50, 0x4B, 3, 4, 20, 0, 6, 0])
    let run = bench.run(["payout", "plan", "-p", "shop", "--file", sheet])
    #expect(run.code == 65)
    #expect(run.errors.contains("byte 1"))
    #expect(run.errors.contains("CSV"))
  }
}
