import ArgumentParsing
import Testing

/// Pages in mdoc.
@Suite struct ManualTests {
  private let edition = ManualPage.Edition(release: "merchant 1.0", date: "January 2, 2026")

  private func page() -> ManualPage {
    ManualPage(name: "m", section: 1, summary: "s", edition: edition)
  }

  @Test(arguments: [
    (".Sh is no request", "\\&.Sh is no request"), ("'quoted' words", "\\(aqquoted\\(aq words"),
    ("a\\fBb", "a\\efBb"), ("--dry-run", "\\-\\-dry\\-run"), ("1元", "1\\[u5143]"),
    ("a\u{A0}b", "a\\ b"), ("one\n.two", "one .two"), ("a. b", "a.\nb"), ("😀", "\\[u1F600]"),
  ])
  func proseIsEscaped(text: String, lines: String) {
    var page = page()
    let before = page.text
    page.paragraph(text)
    #expect(page.text == before + ".Pp\n" + lines + "\n")
  }

  @Test(arguments: [
    ("plain", ".It Ev plain"), ("two words", ".It Ev \"two words\""), ("No", ".It Ev \\&No"),
    (".", ".It Ev \\&."), ("", ".It Ev \"\""), ("a\"b", ".It Ev a\\(dqb"),
  ])
  func argumentsOfMacrosAreEscaped(label: String, line: String) {
    var page = page()
    page.list("Ev", [(label, "text")])
    #expect(page.text.contains("\n\(line)\n"))
  }

  @Test func linesThatLookLikeRequestsStayLines() {
    var page = page()
    page.literal([".hidden", "'a", "", "\\n"])
    #expect(page.text.contains("\n\\&.hidden\n\\(aqa\n\n\\en\n.Ed\n"))
  }

  @Test func aPageHasEverythingOfItsCommand() throws {
    let manual = try #require(
      CommandManual(
        root: SampleProgram.root, path: ["create-order"], language: .en, edition: edition))
    let text = manual.page().text
    for part in [
      ".Dt MERCHANT-CREATE-ORDER 1\n", ".Nd Place an order\n", ".Fl \\-amount Ar AMOUNT\n",
      ".Op Ar NOTE\n", "Also called order.\n", ".It Fl F , Fl \\-field Ar NAME=VALUE ...\n",
      ".It Ev MERCHANT_BANK\n", ".It 0\nplaced.\n", "\nmerchant create\\-order \\-\\-amount 1.00\n",
      ".Xr merchant 1\n",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("\\-key Ar"))
    #expect(!text.contains("trace"))
  }

  @Test func thereIsNoPageOfNoCommand() {
    let path = ["nonsense"]
    #expect(
      CommandManual(root: SampleProgram.root, path: path, language: .en, edition: edition) == nil)
  }
}
