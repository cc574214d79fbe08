import ArgumentParsing
import TestSupport
import Testing
import WireFormat

@testable import MerchantCommands

/// docs/json.md is what `help json` prints; a schema is to be had of every command that prints JSON.
@Suite struct JSONPageTests {
  private static let path = TestFiles.root + "/docs/json.md"

  private static func table(_ heads: [String], _ rows: [[String]]) -> String {
    ([heads, heads.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }
      .joined()
  }

  private static var page: String {
    let page = JSONPage(language: .en)
    let objects = JSONPage.shapes.map { shape in
      "\n## \(shape.name)\n\(shape.meaning.en) · \(shape.meaning.zh)\n\n"
        + table(
          ["member", "type or unit", "meaning"],
          page.rows(shape).map { ["`\($0[0])`"] + $0.dropFirst() })
    }
    return """
      # The JSON of every command

      `-o json` prints one object with a member `schema`, the version of this contract: it grows when a member changes its name, type or unit. `-o ndjson` prints one object a line. Amounts are whole fen and named `…_fen`; times are RFC 3339 with Beijing's offset. `--fields` leaves the other members out. `merchant COMMAND --json=schema` prints the JSON Schema (draft 2020-12) of a command: the root is `-o json`, `$defs/line` a line of `-o ndjson`, `$defs/failure` what standard error has. The tests hold every output against it, and so does a validator that is not ours (`make schemas`). Made by the test `JSONPageTests`; `make docs` renews it.


      """
        + table(["command", "when", "-o json", "-o ndjson"], page.commandRows) + objects.joined()
  }

  @Test func thePageIsUpToDate() {
    if TestFiles.isRecording { #expect(TestFiles.write(Self.page, to: Self.path)) }
    #expect(TestFiles.text(Self.path) == Self.page, "renew with make docs")
  }

  @Test(arguments: Language.allCases)
  func theTopicHasEveryObject(language: Language) {
    let text = Bench().run(["help", "json", "--lang", language.rawValue]).output
    for shape in JSONPage.shapes {
      #expect(text.contains("\(shape.name): \(shape.meaning[language])"))
      for member in shape.members { #expect(text.contains(member.meaning[language])) }
    }
  }

  /// A name that two objects share means the same things, or pages would show one of them twice.
  @Test func objectsAreNamedOnce() {
    let names = JSONPage.shapes.map { $0.members.map(\.name) }
    #expect(Set(JSONPage.shapes.map(\.name)).count == names.count)
    for (_, definition) in JSONPage.commands {
      for shape in definition.results.flatMap({ [$0.object, $0.line].compactMap { $0 } }) {
        let listed = JSONPage.shapes.first { $0.name == shape.name }
        #expect(listed?.members.map(\.name) == shape.members.map(\.name), "\(shape.name)")
      }
    }
  }

  @Test func everyNameOfFenIsANumberOfFen() {
    for shape in JSONPage.shapes {
      for member in shape.members {
        guard case .fen = member.type else {
          #expect(!member.name.hasSuffix("_fen"), "\(shape.name).\(member.name)")
          continue
        }
        #expect(member.name.hasSuffix("_fen"), "\(shape.name).\(member.name)")
      }
    }
  }

  @Test(arguments: JSONPage.commands.map(\.path))
  func aSchemaAsksForNothingElse(path: [String]) throws {
    let outcome = Bench().run(path + ["--json=schema"])
    #expect(outcome.code == 0, "\(outcome.all)")
    let schema = try #require(outcome.json)
    #expect(schema["title"]?.stringValue == (["merchant"] + path).joined(separator: " "))
    #expect(schema["$defs"]?["line"]?["anyOf"]?.arrayElements?.isEmpty == false)
    #expect(schema["$defs"]?["failure"]?["properties"]?["error"] != nil)
    let chinese = Bench().run(path + ["--json=schema", "--lang", "zh"]).output
    #expect(chinese != outcome.output)
  }

  /// What prints no JSON has none, and what stands behind `--` is no option.
  @Test(arguments: [["sandbox"], ["help"], ["gateways", "export"], ["bank-codes", "--"]])
  func elsewhereThereIsNoSchema(path: [String]) {
    let outcome = Bench().run(path + ["--json=schema"])
    #expect(outcome.code == (path.last == "--" ? 1 : 64), "\(outcome.all)")
    #expect(!outcome.output.contains("$schema"))
    #expect(path.last == "--" || outcome.errors.contains("prints no JSON"))
  }

  static let broken: [(String, String)] = [
    (#"{"subject":"payout","order":"A","batch":"b","ref":"r"}"#, ".state is missing"),
    (
      #"{"subject":"payout","order":"A","batch":"b","ref":"r","state":"GONE"}"#, ".state is no word"
    ),
    (
      #"{"subject":7,"order":"A","batch":"b","ref":"r","state":"PAID"}"#, ".subject is no text"
    ),
    (
      #"{"subject":null,"order":"A","batch":"b","ref":"r","state":"PAID"}"#, ".subject is no text"
    ),
    (
      #"{"subject":"","order":"","batch":"","ref":"","state":"PAID","key":"k"}"#,
      ".key is not promised"
    ),
  ]

  @Test(arguments: broken)
  func theContractCanBeBroken(json: String, fault: String) throws {
    let value = try JSONValue.parse(Array(json.utf8))
    let faults = JSONContract.faults(in: value, .openRow, at: "")
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix(fault) == true, "\(faults)")
  }
}
