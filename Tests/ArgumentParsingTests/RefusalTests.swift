import ArgumentParsing
import Testing

/// A line and the code of its failure, with the index and bytes it blames.
struct RefusalCase: CustomTestStringConvertible, Sendable {
  var line: [String]
  var code: String
  var place: Place?

  init(_ line: String, _ code: String, _ word: Int? = nil, _ bytes: Range<Int> = 0..<0) {
    self.line = line.split(separator: " ").map(String.init)
    self.code = code
    place = word.map { Place(word: $0, bytes: bytes) }
  }

  var testDescription: String { "\(line) → \(code)" }
}

@Suite struct RefusalTests {
  @Test(arguments: [
    RefusalCase("", "missing_command"),
    RefusalCase("config", "missing_command"),
    RefusalCase("--profile x", "missing_command"),
    RefusalCase("creat-order", "unknown_command", 0, 0..<11),
    RefusalCase("create", "unknown_command", 0, 0..<6),
    RefusalCase("config shw", "unknown_command", 1, 0..<3),
    RefusalCase("--amount 1 creat-order", "unknown_command", 2, 0..<11),
    RefusalCase("order --amout 10", "unknown_option", 1, 0..<7),
    RefusalCase("--amout 10 order", "unknown_option", 0, 0..<7),
    RefusalCase("order --amout=10", "unknown_option", 1, 0..<7),
    RefusalCase("order --nm Bob -a1", "unknown_option", 1, 0..<4),
    RefusalCase("order --amou 1", "unknown_option", 1, 0..<6),
    RefusalCase("verify --amount 1 x", "unknown_option", 1, 0..<8),
    RefusalCase("verify --no-quiet x", "unknown_option", 1, 0..<10),
    RefusalCase("verify --=x", "unknown_option", 1, 0..<2),
    RefusalCase("verify -xvq a", "unknown_option", 1, 1..<2),
    RefusalCase("verify -vxq a", "unknown_option", 1, 2..<3),
    RefusalCase("verify -v中 a", "unknown_option", 1, 2..<5),
    RefusalCase("order -amount 1", "single_dash_long_option", 1, 0..<7),
    RefusalCase("order -amount=1", "single_dash_long_option", 1, 0..<7),
    RefusalCase("verify -no-color x", "single_dash_long_option", 1, 0..<9),
    RefusalCase("order --amount", "missing_value", 1, 0..<8),
    RefusalCase("order -a1 --name --verbose", "missing_value", 2, 0..<6),
    RefusalCase("order -a1 --name -x", "missing_value", 2, 0..<6),
    RefusalCase("order -a1 --name --", "missing_value", 2, 0..<6),
    RefusalCase("order -a1 -vn", "missing_value", 2, 2..<3),
    RefusalCase("order -a1 --dry-run=1", "option_takes_no_value", 2, 10..<11),
    RefusalCase("verify -v=1 a", "option_takes_no_value", 1, 3..<4),
    RefusalCase("verify --no-color=x a", "option_takes_no_value", 1, 11..<12),
    RefusalCase("order --amount 1,000", "invalid_value", 2, 0..<5),
    RefusalCase("order --amount -1", "invalid_value", 2, 0..<2),
    RefusalCase("order -a１", "invalid_value", 1, 2..<5),
    RefusalCase("order -a1 -n0", "invalid_value", 2, 2..<3),
    RefusalCase("order -a1 -n100", "invalid_value", 2, 2..<5),
    RefusalCase("order -a1 --fields a,,b", "invalid_value"),
    RefusalCase("order -a1 --number=", "invalid_value", 2, 0..<8),
    RefusalCase("order -a1 -F x", "invalid_value", 3, 0..<1),
    RefusalCase("verify x --output=jsn", "invalid_value", 2, 9..<12),
    RefusalCase("verify x -t 30", "invalid_value", 3, 0..<2),
    RefusalCase("verify x -t 1h", "invalid_value", 3, 0..<2),
    RefusalCase("order -p a -a1 -p b", "given_twice", 5, 0..<1),
    RefusalCase("order --amount 1.00 -a1", "given_twice", 3, 2..<3),
    RefusalCase("verify x --json --json=2", "given_twice", 3, 7..<8),
    RefusalCase("verify x --json=2 --json", "given_twice", 3, 0..<6),
    RefusalCase("payout --yes --ask", "conflicting_options", 2, 0..<5),
    RefusalCase("payout --ask -y", "conflicting_options", 2, 1..<2),
    RefusalCase("order --dry-run", "missing_required"),
    RefusalCase("verify", "missing_required"),
    RefusalCase("verify a b", "unexpected_argument", 2, 0..<1),
    RefusalCase("payout resnd", "unexpected_argument", 1, 0..<5),
    RefusalCase("order －－amount 1", "look_alike_character", 1, 0..<3),
    RefusalCase("order —amount 1", "look_alike_character", 1, 0..<3),
    RefusalCase("order –a 1", "look_alike_character", 1, 0..<3),
    RefusalCase("－－profile x order -a1", "look_alike_character", 0, 0..<3),
    RefusalCase("order --amount＝1", "look_alike_character", 1, 8..<11),
    RefusalCase("order --“amount” 1", "look_alike_character", 1, 2..<5),
    RefusalCase("order -a1 --key 123", "secret_on_command_line", 2, 0..<5),
    RefusalCase("order -a1 --key=123", "secret_on_command_line", 2, 0..<5),
  ])
  func theOffendingWordIsBlamed(_ row: RefusalCase) throws {
    let failure = try #require(SampleProgram.failure(row.line))
    #expect(failure.cause.code == row.code)
    if let place = row.place { #expect(failure.place == place) }
    #expect(failure.exitStatus == 64)
  }

  @Test func allThatIsMissingIsToldInOrder() throws {
    let both = CommandSpec(
      "merchant", summary: Text(both: ""),
      arguments: [ArgumentSpec("FILE", help: Text(both: ""))],
      options: [
        OptionSpec("zeta", kind: .text, help: Text(both: ""), isRequired: true),
        OptionSpec(
          "alpha", kind: .text, help: Text(both: ""), environment: .off, isRequired: true),
      ])
    let result = Parser.parse(words: [], environment: { _ in nil }, root: both)
    guard case .failure(let failure) = result else { throw UnexpectedSuccess() }
    #expect(
      FailureReport(failure).message(language: .en)
        == "missing <FILE>, --zeta [env: MERCHANT_ZETA], --alpha")
  }

  @Test func namesThatAreNotUTF8AreRefused() throws {
    for word: [UInt8] in [
      [0x2D, 0x2D, 0xFF], [0x2D, 0xFF], [0x2D, 0x2D, 0xFF, 0x3D, 0x61], [0xFF],
    ] {
      let result = Parser.parse(
        words: [word], environment: { _ in nil }, root: SampleProgram.root)
      guard case .failure(let failure) = result else { throw UnexpectedSuccess() }
      #expect(failure.cause.code == "invalid_utf8")
    }
  }

  @Test func textValuesThatAreNotUTF8AreRefused() throws {
    let words = ["order", "-a1", "--name"].map { Array($0.utf8) } + [[0x61, 0xFF]]
    let result = Parser.parse(words: words, environment: { _ in nil }, root: SampleProgram.root)
    guard case .failure(let failure) = result else { throw UnexpectedSuccess() }
    #expect(failure.cause.code == "invalid_value")
  }
}

struct UnexpectedSuccess: Error {}
