import Callbacks
import TestSupport
import Testing

/// docs/codes.md has a row for every code that the program prints, and for no other.
@Suite struct CodesPageTests {
  private static let path = TestFiles.root + "/docs/codes.md"

  /// The rows of the page: code and meaning.
  private static let rows: [(code: String, meaning: String)] = SourceTree.text("docs/codes.md")
    .split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      let cells = line.dropFirst(2).dropLast(2).split(separator: "|", maxSplits: 1)
      let code = cells[0].filter { $0 != "`" && $0 != " " }
      return (code, cells.count > 1 ? String(cells[1].drop { $0 == " " }) : "")
    }

  private static let codes = PrintedCodes.all.union(AcknowledgementFault.allCases.map(\.rawValue))

  @Test func thePageIsUpToDate() throws {
    if TestFiles.isRecording {
      let page = try #require(TestFiles.text(Self.path))
      let known = Dictionary(
        Self.rows.map { ($0.code, $0.meaning) }, uniquingKeysWith: { first, _ in first })
      let head = page.split(separator: "\n", omittingEmptySubsequences: false).prefix {
        !$0.hasPrefix("| `")
      }
      let lines = Self.codes.sorted().map { "| `\($0)` | \(known[$0] ?? "") |" }
      #expect(
        TestFiles.write(
          (head + lines.map { $0[...] }).joined(separator: "\n") + "\n", to: Self.path))
    }
    let listed = Self.rows.map(\.code)
    #expect(listed == Set(listed).sorted(), "each once, in order")
    #expect(
      Self.codes.subtracting(listed).sorted() == [],
      "renew with make docs, then say what each means")
    #expect(
      Set(listed).subtracting(Self.codes).sorted() == [], "no longer printed; renew with make docs")
  }

  @Test func everyCodeHasAMeaning() {
    for row in Self.rows { #expect(row.meaning.count > 10, "\(row.code) has none") }
  }

  @Test(arguments: [
    ("Finding(.error, \"a_b\", \"why\")", ["a_b"]), ("Failure(\n  .usage, \"gone\", x)", ["gone"]),
    ("code: \"a\"", ["a"]), ("case wrong = \"a_b\"", ["a_b"]), ("throw error(\"a_b\", 1)", ["a_b"]),
    ("x ? \"a_b\" : \"c_d\"", ["a_b", "c_d"]), ("case .locked: \"a_b\"", ["a_b"]),
    ("environment.variable(\"a_b\")", []), ("call: \"a_b\"", []), ("// code: \"a_b\"", []),
    ("(\"a_b\", .text(x))", []),
  ])
  func aCodeIsFound(text: String, codes: [String]) {
    #expect(PrintedCodes.codes(in: text) == Set(codes))
  }
}
