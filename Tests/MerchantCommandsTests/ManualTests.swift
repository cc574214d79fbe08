import ArgumentParsing
import PaymentValues
import Testing

@testable import MerchantCommands

/// The pages of the manual.
@Suite struct ManualTests {
  private static let entries = Manuals(root: CommandTree.root, language: .en).entries

  /// What mdoc's macros may begin a line with here.
  private static let macros: Set<String> = [
    "Dd", "Dt", "Os", "Sh", "Ss", "Nm", "Nd", "Pp", "Bl", "It", "El", "Bd", "Ed", "Op", "Ar", "Fl",
    "Xr",
  ]

  private func page(_ words: [String], section: String = "1", lang: String = "en") -> String {
    let outcome = Bench().run(["help", "--lang", lang, "--man=\(section)"] + words)
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    return outcome.output
  }

  @Test(arguments: HelpTests.paths)
  func everyCommandHasAPageThatNamesItsOptions(path: [String]) {
    let spec = CommandTree.root.command(at: path)
    guard path != [CompleteCommand.name], let spec else { return }
    #expect(Self.entries.contains { $0.words == path && $0.section == 1 })
    for language in ["en", "zh"] {
      let text = page(path, lang: language)
      for option in spec.options where !option.isHidden && option.refusal == nil {
        let name = "Fl \\-" + option.name.split(separator: "-").joined(separator: "\\-")
        #expect(text.contains(".It \(name)") || text.contains(" , \(name)"), "\(name)")
        if let variable = option.environmentName { #expect(text.contains(".It Ev \(variable)\n")) }
      }
      for argument in spec.arguments { #expect(text.contains(".It Ar \(argument.name)\n")) }
    }
  }

  @Test(arguments: entries.map(\.file))
  func noLineIsARequestByAccident(file: String) throws {
    let entry = try #require(Self.entries.first { $0.file == file })
    for language in Language.allCases {
      let manuals = Manuals(root: CommandTree.root, language: language)
      let page = try #require(manuals.page(entry.words, section: entry.section))
      for line in page.text.split(separator: "\n") {
        #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(!line.hasPrefix("'"))
        guard line.hasPrefix(".") else { continue }
        let macro = String(line.dropFirst().prefix { $0 != " " })
        #expect(Self.macros.contains(macro), "\(line)")
      }
    }
  }

  @Test func theListNamesEveryPageOnce() {
    let lines = Bench().run(["help", "--man-list"]).output.split(separator: "\n")
    #expect(lines.contains("man1/merchant.1 1"))
    #expect(lines.contains("man5/merchant-config.5 5 config"))
    #expect(lines.contains("man1/merchant-payout-plan.1 1 payout plan"))
    #expect(Set(lines).count == lines.count)
    #expect(!lines.contains { $0.contains("__complete") })
  }

  @Test func theConfigurationHasAPageWithEveryKey() {
    let text = page(["config"], section: "5")
    for name in ConfigKeys.global.map(\.name) + ConfigKeys.allProfileNames {
      let escaped = name.split(separator: "-").joined(separator: "\\-")
      #expect(text.contains(".It Cm \(escaped)\n"), "\(name)")
    }
  }

  @Test func theFirstPageExplainsEveryExitCode() {
    let text = page([])
    for code in ExitCode.allCases { #expect(text.contains(".It \(code.rawValue)\n")) }
  }

  @Test(arguments: [["nonsense"], ["payout", "nonsense"], ["exit-codes"]])
  func thereIsNoPageOfNoCommand(words: [String]) {
    #expect(Bench().run(["help", "--man"] + words).code == 64)
    #expect(Bench().run(["help", "--man=5"] + words).code == 64)
  }

  @Test(arguments: ["config", "gateways"])
  func aTopicSaysWhereTheCommandOfItsNameIsExplained(name: String) {
    #expect(Bench().run(["help", name]).output.hasSuffix("merchant \(name) --help\n"))
    let chinese = Bench().run(["help", name, "--lang", "zh"]).output
    #expect(chinese.contains("同名命令的手册：merchant \(name) --help"))
    #expect(!Bench().run(["help", "environment"]).output.contains("of this name"))
  }
}
