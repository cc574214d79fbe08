@testable import ArgumentParsing
import Testing

/// A line and what one option or argument of it should be.
struct TokenCase: CustomTestStringConvertible, Sendable {
  var line: [String]
  var name: String
  var values: [String]

  init(_ line: [String], _ name: String, _ values: [String]) {
    self.line = line
    self.name = name
    self.values = values
  }

  init(_ line: String, _ name: String, _ values: [String]) {
    self.init(line.split(separator: " ").map(String.init), name, values)
  }

  var testDescription: String { "\(line) → \(name)=\(values)" }
}

@Suite struct TokenTests {
  @Test(arguments: [
    TokenCase("order --amount 1.00", "amount", ["1.00"]),
    TokenCase("order --amount=1.00", "amount", ["1.00"]),
    TokenCase("order -a 1.00", "amount", ["1.00"]),
    TokenCase("order -a1.00", "amount", ["1.00"]),
    TokenCase("order -a=1.00", "amount", ["1.00"]),
    TokenCase("order -a1 --name=", "name", [""]),
    TokenCase(["order", "-a1", "--name", ""], "name", [""]),
    TokenCase("order -a1 --name=a=b", "name", ["a=b"]),
    TokenCase("order -a1 --name=-x", "name", ["-x"]),
    TokenCase("order -a1 --name=--", "name", ["--"]),
    TokenCase("order -a1 --name -", "name", ["-"]),
    TokenCase("order -a1 --name -5", "name", ["-5"]),
    TokenCase("order -a1 --name -.5", "name", ["-.5"]),
    TokenCase("order -a1 --name -1e3", "name", ["-1e3"]),
    TokenCase("order -a1 --since -2d", "since", ["-2d"]),
    TokenCase(["order", "-a1", "--name", "张 三"], "name", ["张 三"]),
    TokenCase("order -a1 -n5", "number", ["5"]),
    TokenCase("order -a1 -vqn5", "number", ["5"]),
    TokenCase("order -a1 -vqn 5", "number", ["5"]),
    TokenCase("order -a1 -vn=5", "number", ["5"]),
    TokenCase("order -a1 --order A --order B", "order", ["A", "B"]),
    TokenCase("order -a1 --order A,B", "order", ["A,B"]),
    TokenCase("order -a1 --fields a,b --fields c", "fields", ["a", "b", "c"]),
    TokenCase("order -a1 --fields=", "fields", []),
    TokenCase("order -a1 -F a=1 -Fb:=2", "field", ["a=1", "b:=2"]),
    TokenCase("order -a1 --profile x --profile x", "profile", ["x"]),
    TokenCase("--profile x order -a1", "profile", ["x"]),
    TokenCase("--amount 1 order", "amount", ["1"]),
    TokenCase("-a 1 order", "amount", ["1"]),
    TokenCase("-va1 order", "amount", ["1"]),
    TokenCase("--profile order order -a1", "profile", ["order"]),
    TokenCase("--json order -a1", "json", ["1"]),
    TokenCase("order -a1 --json=2", "json", ["2"]),
    TokenCase("order -a1 --json 2", "json", ["1"]),
    TokenCase("order -a1 --no-color --color -o json", "output", ["json"]),
    TokenCase("payout resend --confirm 3", "confirm", ["3"]),
    TokenCase("payout --file - resend --confirm 3", "confirm", ["3"]),
  ])
  func optionsAreRead(_ row: TokenCase) throws {
    // The one line whose option belongs to another command must fail; all others are understood.
    if row.line.contains("--file") {
      #expect(SampleProgram.failure(row.line)?.owners == ["payout"])
      return
    }
    #expect(try SampleProgram.parse(row.line).get().values[row.name]?.map(\.text) == row.values)
  }

  @Test(arguments: [
    TokenCase("verify captured.txt", "FILE", ["captured.txt"]),
    TokenCase("verify -", "FILE", ["-"]),
    TokenCase("verify -- --name", "FILE", ["--name"]),
    TokenCase("verify -- --", "FILE", ["--"]),
    TokenCase("verify -- -h", "FILE", ["-h"]),
    TokenCase("verify -5", "FILE", ["-5"]),
    TokenCase("verify -v a", "FILE", ["a"]),
    TokenCase("verify a -v", "FILE", ["a"]),
    TokenCase(["verify", ""], "FILE", [""]),
    TokenCase(["verify", "a=1&b=“2”"], "FILE", ["a=1&b=“2”"]),
    TokenCase("-- verify a", "FILE", ["a"]),
    TokenCase("verify -- －a", "FILE", ["－a"]),
    TokenCase("order -a1 --json 2", "NOTE", ["2"]),
    TokenCase("order -a1 --color yes", "NOTE", ["yes"]),
  ])
  func positionalsAreRead(_ row: TokenCase) throws {
    let parsed = try SampleProgram.parse(row.line).get()
    #expect((parsed.arguments[row.name] ?? []).map(\.text) == row.values)
  }

  @Test func positionalsKeepAnyBytes() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0xC0, 0x80]
    let parsed = try Parser.parse(
      words: [Array("verify".utf8), bytes], environment: { _ in nil }, root: SampleProgram.root
    ).get()
    #expect(parsed.arguments["FILE"]?.last?.bytes == bytes)
  }

  @Test(arguments: [
    ("-v", 1), ("-vv", 2), ("-vvv", 3), ("-vvvvv", 3), ("-v --verbose", 2), ("-q", 0),
  ])
  func repeatedLettersAreCounted(_ words: String, _ count: Int) throws {
    #expect(try SampleProgram.parse("verify x \(words)").get()[SampleProgram.verbose] == count)
  }

  @Test(arguments: [
    ("", false), ("--color", true), ("--no-color", false), ("--color --no-color", false),
    ("--no-color --color", true), ("--no-color --no-color", false),
  ])
  func theLastSwitchWins(_ words: String, _ isOn: Bool) throws {
    #expect(try SampleProgram.parse("verify x \(words)").get()[SampleProgram.color] == isOn)
  }

  @Test func theWordNoneSwitchesAnOptionalValueOff() throws {
    let parsed = try SampleProgram.parse("verify x --json=none").get()
    #expect(parsed[SampleProgram.json] == nil)
    #expect(parsed.isGiven(SampleProgram.json))
  }

  @Test func everyValueKnowsItsPlace() throws {
    let parsed = try SampleProgram.parse("order --amount=1.00 -n5 --name x").get()
    #expect(parsed.origin(SampleProgram.amount) == .word(Place(word: 1, bytes: 9..<13)))
    #expect(parsed.origin(SampleProgram.number) == .word(Place(word: 2, bytes: 2..<3)))
    #expect(parsed.origin(SampleProgram.name) == .word(Place(word: 4, bytes: 0..<1)))
    #expect(parsed.origin(SampleProgram.timeout) == nil)
    #expect(parsed.origin(SampleProgram.bank) == nil)
  }

  @Test func deprecatedNamesWorkAndAreTold() throws {
    let parsed = try SampleProgram.parse("payout --assume-yes").get()
    #expect(parsed[SampleProgram.yes])
    #expect(parsed.deprecations.map(\.old) == ["--assume-yes"])
    #expect(parsed.deprecations.map(\.new) == ["--yes"])
  }

  @Test func anOptionGivesAValueOfItsType() throws {
    let parsed = try SampleProgram.parse("order -a1 -n5 -t 1m30s -o csv").get()
    #expect(parsed[SampleProgram.number] == 5)
    #expect(parsed[SampleProgram.timeout] == 90_000)
    #expect(parsed[SampleProgram.form] == .csv)
    #expect(parsed.path == ["create-order"])
  }
}
