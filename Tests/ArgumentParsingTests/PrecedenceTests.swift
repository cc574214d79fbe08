import ArgumentParsing
import Testing

@Suite struct PrecedenceTests {
  @Test(
    arguments: [
      ("", nil, 30, nil), ("", "", 30, nil),
      ("", "5s", 5, ValueOrigin.environment("MERCHANT_TIMEOUT")),
      ("--timeout=7s", nil, 7, .word(Place(word: 2, bytes: 10..<12))),
      ("--timeout=7s", "", 7, .word(Place(word: 2, bytes: 10..<12))),
      ("--timeout=7s", "5s", 7, .word(Place(word: 2, bytes: 10..<12))),
      ("--timeout=7s", "nonsense", 7, .word(Place(word: 2, bytes: 10..<12))),
    ] as [(String, String?, Int64, ValueOrigin?)])
  func theLineBeatsTheEnvironmentBeatsTheDefault(
    _ words: String, _ variable: String?, _ seconds: Int64,
    _ origin: ValueOrigin?
  ) throws {
    let environment = variable.map { ["MERCHANT_TIMEOUT": $0] } ?? [:]
    let parsed = try SampleProgram.parse("verify x \(words)", environment: environment).get()
    #expect(parsed[SampleProgram.timeout] == seconds * 1000)
    #expect(parsed.origin(SampleProgram.timeout) == origin)
  }

  @Test(arguments: [
    ("MERCHANT_COLOR", "1", true), ("MERCHANT_COLOR", "yes", true),
    ("MERCHANT_COLOR", "off", false), ("MERCHANT_COLOR", "0", false),
    ("MERCHANT_COLOR", "", false), ("MERCHANT_QUIET", "TRUE", false),
  ])
  func flagsAreReadFromTheEnvironment(_ name: String, _ value: String, _ isOn: Bool) throws {
    let parsed = try SampleProgram.parse("verify x", environment: [name: value]).get()
    #expect(parsed[SampleProgram.color] == isOn)
  }

  @Test func aNegationOnTheLineBeatsTheEnvironment() throws {
    let parsed = try SampleProgram.parse(
      "verify x --no-color", environment: ["MERCHANT_COLOR": "1"]
    ).get()
    #expect(!parsed[SampleProgram.color])
  }

  @Test func listsInTheEnvironmentAreSplitAtCommas() throws {
    let environment = ["MERCHANT_FIELDS": "a,b", "MERCHANT_ORDER": "a,b"]
    let parsed = try SampleProgram.parse("order -a1", environment: environment).get()
    #expect(parsed[SampleProgram.fields] == ["a", "b"])
    #expect(parsed[SampleProgram.orders] == ["a,b"])
  }

  @Test func anOptionWithoutAVariableReadsNone() {
    let failure = SampleProgram.failure(["order"], environment: ["MERCHANT_AMOUNT": "1"])
    #expect(failure?.cause.code == "missing_required")
  }

  @Test func aRefusedOptionReadsNoVariable() throws {
    let parsed = try SampleProgram.parse("order -a1", environment: ["MERCHANT_KEY": "s"]).get()
    #expect(parsed[SampleProgram.key] == nil)
  }

  @Test(arguments: [
    ("MERCHANT_TIMEOUT", "abc"), ("MERCHANT_OUTPUT", "jsn"), ("MERCHANT_COLOR", "perhaps"),
    ("MERCHANT_VERBOSE", "-1"),
  ])
  func anInvalidVariableIsBlamedByName(_ name: String, _ value: String) throws {
    let failure = try #require(SampleProgram.failure(["verify", "x"], environment: [name: value]))
    #expect(failure.cause.code == "invalid_value")
    #expect(failure.variable?.name == name)
    let lines = FailureReport(failure).lines(language: .en)
    #expect(lines[1] == "  \(name)=\(value)")
    #expect(lines[2].filter { $0 == "^" }.count == value.count)
  }

  @Test(
    arguments: [
      ([:], [], Language.en), (["LANG": "zh_CN.UTF-8"], [], .zh),
      (["LANG": "zh_CN.UTF-8", "LC_ALL": "C"], [], .en),
      (["LC_ALL": "", "LANG": "zh_TW"], [], .zh),
      (["LANG": "C", "MERCHANT_LANG": "zh"], [], .zh),
      (["MERCHANT_LANG": "zh"], ["--lang", "en"], .en), ([:], ["--lang=zh"], .zh),
      ([:], ["--", "--lang=zh"], .en), (["LANG": "de_DE"], [], .en), ([:], ["--lang"], .en),
    ] as [([String: String], [String], Language)])
  func theLanguageIsFoundBeforeParsing(
    _ environment: [String: String], _ words: [String], _ language: Language
  ) {
    let found = Language.preferred(words: words.map { Array($0.utf8) }) { environment[$0] }
    #expect(found == language)
  }
}
