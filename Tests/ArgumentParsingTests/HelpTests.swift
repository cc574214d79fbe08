import ArgumentParsing
import Testing
import TextLayout

@Suite struct HelpTests {
  private func page(
    _ path: [String], _ depth: Request.Help = .short, _ language: Language = .en, width: Int = 80
  ) -> [String] {
    HelpPage(
      root: SampleProgram.root, path: path, depth: depth, language: language, width: width
    ).lines
  }

  @Test func shortHelpIsOneScreen() {
    #expect(
      page(["payout"]) == [
        "Pay out", "", "USAGE",
        "  merchant payout [--file <FILE>] [--payee <TEXT>] [--yes] [--ask]",
        "  merchant payout <COMMAND> [OPTIONS]", "", "COMMANDS", "  resend  Send again", "",
        "OPTIONS", "      --file <FILE>   The batch", "      --payee <TEXT>  The payee",
        "  -y, --yes           No questions", "      --ask           Ask", "", "OUTPUT",
        "  -o, --output <OUTPUT>  Form of the result (values: table, json, csv) (default:",
        "                         table)", "      --json[=<N>]       JSON of a version",
        "      --color            Colour", "", "GLOBAL OPTIONS",
        "  -p, --profile <TEXT>  Account",
        "  -t, --timeout <TIME>  Longest wait (default: 30s)", "  -v, --verbose         Say more",
        "  -q, --quiet           Say less", "  -h, --help            Show help; -h is one screen",
        "  -V, --version         Show the version", "", "More: merchant payout --help",
      ])
  }

  @Test(arguments: [
    "EXAMPLES", "ARGUMENTS", "OPTIONS", "GLOBAL OPTIONS", "ENVIRONMENT", "EXIT STATUS", "SEE ALSO",
    "  merchant order --amount 100分 --bank 903", "The order is sent once and never resent.",
  ])
  func longHelpTellsEverything(_ line: String) {
    #expect(page(["create-order"], .long).contains(line))
  }

  @Test(arguments: ["用法", "示例", "参数", "选项", "全局选项", "环境变量", "退出码", "另见"])
  func headingsAreTranslated(_ line: String) {
    #expect(page(["create-order"], .long, .zh).contains(line))
  }

  @Test(arguments: [40, 80, 120], Language.allCases)
  func textStaysWithinTheWidth(_ width: Int, _ language: Language) {
    for path in [[], ["create-order"], ["payout"], ["payout", "resend"], ["config"]] {
      for depth in [Request.Help.short, .long, .all] {
        for line in page(path, depth, language, width: width) {
          // Examples are meant to be copied, so they are not wrapped.
          if line.contains("merchant order --amount") { continue }
          #expect(DisplayWidth().columns(of: line) <= min(width, 100), "\(line)")
          #expect(line.last != " ")
        }
      }
    }
  }

  @Test func variablesStayInOnePiece() {
    let lines = page(["create-order"], .long, .zh, width: 40)
    #expect(!lines.contains { $0.hasSuffix("[env:") })
  }

  @Test func hiddenOptionsAreShownOnRequestOnly() {
    #expect(!page([], .long).contains { $0.contains("--trace") })
    #expect(page([], .all).contains { $0.contains("--trace") })
  }

  @Test func refusedOptionsAreNeverShown() {
    #expect(!page(["create-order"], .all).contains { $0.contains("--key ") })
  }

  @Test func everyVisibleOptionIsInHelp() {
    for command in [SampleProgram.create, SampleProgram.payout] {
      let text = page([command.name], .long).joined(separator: "\n")
      for option in command.options where option.refusal == nil {
        #expect(text.contains("--\(option.name)"))
      }
    }
  }

  @Test func theMapListsEveryCommand() {
    let tree = CommandMap.tree(SampleProgram.root, language: .en)
    #expect(tree.contains("    resend  Send again"))
    #expect(tree.contains("      --confirm <N>"))
    let json = CommandMap.json(SampleProgram.root)
    #expect(json.hasPrefix(#"{"name":"merchant","aliases":[],"summary":{"en":"Merchant tools""#))
    #expect(json.contains(#""choices":["table","json","csv"]"#))
    #expect(!json.contains(#""name":"trace""#))
    #expect(!json.contains(#""name":"key""#))
  }

  @Test func everyExampleParses() throws {
    for command in [SampleProgram.root, SampleProgram.create] {
      for example in command.examples {
        let words = example.line.split(separator: " ").map(String.init).dropFirst()
        #expect(try SampleProgram.parse(Array(words)).get().request == .run)
      }
    }
  }
}
