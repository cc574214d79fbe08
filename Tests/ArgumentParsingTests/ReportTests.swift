import ArgumentParsing
import Testing
import TextLayout

/// Words and the lines that are shown about them.
struct ReportCase: CustomTestStringConvertible, Sendable {
  var words: [String]
  var lines: [String]
  var testDescription: String { "\(words)" }
}

@Suite struct ReportTests {
  @Test(arguments: [
    ReportCase(
      words: ["create-order", "--amout", "10", "--bank", "903"],
      lines: [
        "error: unknown option '--amout' for 'create-order'",
        "  merchant create-order --amout 10 --bank 903",
        "                        ^^^^^^^",
        "  did you mean '--amount'?",
        "  run 'merchant create-order -h' for usage",
      ]),
    ReportCase(
      words: ["verify", "--payee", "x"],
      lines: [
        "error: unknown option '--payee' for 'verify'",
        "  merchant verify --payee x",
        "                  ^^^^^^^",
        "  '--payee' belongs to 'payout'",
        "  to pass it as a value use '-- --payee'",
        "  run 'merchant verify -h' for usage",
      ]),
    ReportCase(
      words: ["order", "-a1", "--name", "--verbose"],
      lines: [
        "error: option '--name' needs a value, and '--verbose' looks like an option",
        "  merchant order -a1 --name --verbose",
        "                     ^^^^^^",
        "  if '--verbose' is the value, write '--name=--verbose'",
        "  run 'merchant create-order -h' for usage",
      ]),
    ReportCase(
      words: ["order", "-a1", "-p", "a", "-p", "b"],
      lines: [
        "error: option '-p' given twice: 'a' (argument 3), 'b' (argument 5)",
        "  merchant order -a1 -p a -p b",
        "                             ^",
        "  run 'merchant create-order -h' for usage",
      ]),
    ReportCase(
      words: ["refund"],
      lines: [
        "error: unknown command 'refund'",
        "  merchant refund",
        "           ^^^^^^",
        "  these gateways have no refunds",
        "  run 'merchant -h' for usage",
      ]),
    ReportCase(
      words: ["order", "-a1", "--key", "S3CRET"],
      lines: [
        "error: '--key' is not taken: a key on the command line can be read by others; "
          + "use --key-file",
        "  merchant order -a1 --key '***'",
        "                     ^^^^^",
        "  run 'merchant create-order -h' for usage",
      ]),
  ])
  func theReportTellsCausePlaceAndRemedy(_ row: ReportCase) throws {
    let failure = try #require(SampleProgram.failure(row.words))
    #expect(FailureReport(failure).lines(language: .en) == row.lines)
  }

  @Test(arguments: [
    (["verify", "-xvq"], "  merchant verify -xvq", "                   ^"),
    (["verify", "-vqx"], "  merchant verify -vqx", "                     ^"),
    (
      ["order", "--name", "张三", "--x"], "  merchant order --name 张三 --x",
      "                             ^^^"
    ),
    (
      ["order", "--name", "张 三", "--x"], "  merchant order --name '张 三' --x",
      "                                ^^^"
    ),
    (
      ["verify", "x", "--output=表格"], "  merchant verify x --output=表格",
      "                             ^^^^"
    ),
    (
      ["order", "--name", "e\u{301}", "--x"], "  merchant order --name e\u{301} --x",
      "                          ^^^"
    ),
    (
      ["order", "--name", "a\tb", "--x"], "  merchant order --name $'a\\tb' --x",
      "                                ^^^"
    ),
    (
      ["order", "--name", "it's", "--x"], "  merchant order --name 'it'\\''s' --x",
      "                                  ^^^"
    ),
    (["order", "-a", "1 2"], "  merchant order -a '1 2'", "                     ^^^"),
    (
      ["order", "--name", "", "--x"], "  merchant order --name '' --x",
      "                           ^^^"
    ),
    (["order", "－a"], "  merchant order －a", "                 ^^"),
    (["order", "--dry-run"], "  merchant order --dry-run", "                           ^"),
    (
      ["order", "--name", "\u{1B}[2J", "--x"], "  merchant order --name $'\\x1b[2J' --x",
      "                                   ^^^"
    ),
    (
      ["order", "-F", "key=abc", "--x"], "  merchant order -F 'key=***' --x",
      "                              ^^^"
    ),
    (["order", "--kee", "abc", "--x"], "  merchant order --kee abc --x", "                 ^^^^^"),
    (
      ["order", "--sign-key=abc"], "  merchant order '--sign-key=***'",
      "                  ^^^^^^^^^^"
    ),
  ])
  func caretsStandUnderTheOffence(_ words: [String], _ line: String, _ carets: String) throws {
    let failure = try #require(SampleProgram.failure(words))
    let lines = FailureReport(failure).lines(language: .en)
    #expect(Array(lines[1...2]) == [line, carets])
  }

  @Test func longLinesAreWindowed() throws {
    let long = String(repeating: "a", count: 300)
    let failure = try #require(
      SampleProgram.failure(["order", "--name", long, "--x", "--order", long]))
    let lines = FailureReport(failure).lines(language: .en, width: 60)
    #expect(lines[1].hasPrefix("  …aaa"))
    #expect(lines[1].hasSuffix("…"))
    #expect(DisplayWidth().columns(of: lines[1]) <= 60)
    let start = try #require(lines[2].firstIndex(of: "^"))
    let offset = lines[2].distance(from: lines[2].startIndex, to: start)
    #expect(lines[1].dropFirst(offset).hasPrefix("--x "))
  }

  @Test(arguments: [
    (
      ["create-order", "--amout", "10"],
      #"{"error":{"code":"unknown_option","message":"unknown option '--amout' for 'create-order'","#
        + #""token":"--amout","index":2,"suggestions":["--amount"],"exit":64}}"#
    ),
    (
      ["order", "--dry-run"],
      #"{"error":{"code":"missing_required","message":"missing --amount","#
        + #""missing":["--amount"],"suggestions":[],"exit":64}}"#
    ),
    (
      ["verify", "-vx"],
      #"{"error":{"code":"unknown_option","message":"unknown option '-x' in '-vx' for 'verify'","#
        + #""token":"-vx","index":2,"suggestions":[],"exit":64}}"#
    ),
    (
      ["\u{1B}\""],
      #"{"error":{"code":"unknown_command","message":"unknown command '\\u{1b}\"'","#
        + #""token":"\\u{1b}\"","index":1,"suggestions":[],"exit":64}}"#
    ),
  ])
  func programsReadJSON(_ words: [String], _ json: String) throws {
    let failure = try #require(SampleProgram.failure(words))
    #expect(FailureReport(failure).json(language: .en) == json)
  }

  @Test(arguments: [
    (["order", "--amout"], "错误：“create-order”没有选项“--amout”"), (["order"], "错误：缺少 --amount"),
    (["verify", "－v"], "错误：第2个参数以全角或特殊字符“－”（U+FF0D）开头"),
    (["order", "-a1.234"], "错误：“-a”的值“1.234”无效：以元计的金额最多两位小数"),
  ])
  func failuresAreToldInChinese(_ words: [String], _ message: String) throws {
    let failure = try #require(SampleProgram.failure(words))
    #expect(FailureReport(failure).lines(language: .zh)[0] == message)
  }

  @Test(arguments: [
    ["order", "--key", "CANARY"], ["order", "--key=CANARY"], ["order", "--secret", "CANARY"],
    ["order", "--app-token=CANARY"], ["order", "-F", "key=CANARY", "--x"],
    ["order", "--field", "key=CANARY", "--x"], ["order", "--field=key=CANARY", "--x"],
    ["verify", "a=1&key=CANARY&b=2", "extra"], ["--key", "CANARY"], ["verify", "key=CANARY", "b"],
    ["verify", "a", "key=CANARY"], ["order", "-n", "key=CANARY"], ["--key", "CANARY", "nonsense"],
    ["order", "-Fkey=CANARY", "--x"], ["order", "--amount=key=CANARY"], ["key=CANARY"],
  ])
  func secretsAreNeverEchoed(_ words: [String]) throws {
    let failure = try #require(SampleProgram.failure(words))
    let report = FailureReport(failure)
    let all = report.lines(language: .en).joined() + report.lines(language: .zh).joined()
    #expect(!(all + report.json(language: .en)).contains("CANARY"))
  }

  @Test func commandsCanBlameAValue() throws {
    let parsed = try SampleProgram.parse("order -a1 --bank 9O3").get()
    let failure = parsed.failure(
      SampleProgram.bank, reason: Text("no such bank", zh: "没有此银行"), suggestions: ["903"])
    #expect(
      FailureReport(failure).lines(language: .en) == [
        "error: '--bank' cannot be '9O3': no such bank",
        "  merchant order -a1 --bank 9O3", "                            ^^^",
        "  did you mean '903'?",
      ])
  }
}
