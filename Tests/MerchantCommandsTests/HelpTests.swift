import ArgumentParsing
import Testing
import TextLayout

@testable import MerchantCommands

@Suite struct HelpTests {
  static let paths: [[String]] = below(CommandTree.root, [])

  private static func below(_ node: CommandSpec, _ path: [String]) -> [[String]] {
    [path] + node.subcommands.flatMap { below($0, path + [$0.name]) }
  }

  private func command(_ path: [String]) -> CommandSpec {
    CommandTree.root.command(at: path) ?? CommandTree.root
  }

  /// A command is found by the words of the list before it is made.
  @Test func theListOfCommandsHasTheirOwnWords() {
    for entry in CommandTree.entries {
      let spec = entry.definition().spec
      #expect(entry.words == [spec.name] + spec.aliases)
    }
  }

  @Test(arguments: paths)
  func helpFitsEveryTerminal(path: [String]) {
    let bench = Bench()
    let width = DisplayWidth()
    for language in ["en", "zh"] {
      for columns in [40, 80, 120] {
        for depth in ["-h", "--help", "--help-all"] {
          let outcome = bench.run(path + [depth, "--lang", language], columns: columns)
          #expect(outcome.code == 0)
          #expect(outcome.errors.isEmpty)
          let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
          #expect(lines.count > 3)
          // An example is copied as a whole, so it is not wrapped; nor is a single long word.
          let tooWide = lines.filter { line in
            let isOneWord = line.drop(while: { $0 == " " }).split(separator: " ").count == 1
            return width.columns(of: String(line)) > columns && !line.contains("merchant ")
              && !isOneWord
          }
          #expect(tooWide.isEmpty, "\(language) \(columns): \(tooWide)")
        }
      }
    }
  }

  @Test(arguments: paths)
  func helpIsWrittenInBothLanguages(path: [String]) {
    let bench = Bench()
    let english = bench.run(path + ["--help", "--lang", "en"]).output
    let chinese = bench.run(path + ["--help"], variables: ["LANG": "zh_CN.UTF-8"]).output
    #expect(english != chinese)
    #expect(english.contains("USAGE"))
    #expect(chinese.contains("用法"))
    let spec = command(path)
    for text in [spec.summary] + spec.options.map(\.help) + spec.examples.map(\.help) {
      #expect(!text.en.isEmpty)
      #expect(!text.zh.isEmpty)
    }
  }

  @Test(arguments: paths)
  func everyExampleIsUnderstood(path: [String]) {
    for example in command(path).examples {
      let words = example.line.split(separator: " ").map { word in
        Array(word.filter { $0 != "'" && $0 != "\"" }.utf8)
      }
      #expect(words.first == Array("merchant".utf8))
      switch Parser.parse(
        words: Array(words.dropFirst()), environment: { _ in nil }, root: CommandTree.root)
      {
      case .success: break
      case .failure(let failure):
        Issue.record("\(example.line): \(FailureReport(failure).lines(language: .en, width: 80))")
      }
    }
  }

  @Test(arguments: paths)
  func helpWinsOverABrokenLine(path: [String]) {
    let bench = Bench()
    #expect(bench.run(path + ["--no-such-option", "-h"]).code == 0)
    // A topic goes before a command of the same name.
    let isTopic = HelpTopics.all.contains { [$0.name] == path }
    guard !path.isEmpty, !isTopic else { return }
    #expect(bench.run(path + ["--help"]).output == bench.run(["help"] + path).output)
  }

  @Test(arguments: HelpTopics.all.map(\.name))
  func everyTopicHasAText(name: String) {
    for language in ["en", "zh"] {
      let outcome = Bench().run(["help", name, "--lang", language])
      #expect(outcome.code == 0)
      #expect(outcome.output.utf8.count > 40)
    }
  }

  @Test func everyCommandHasADefinition() {
    for path in Self.paths where !path.isEmpty {
      let definition = CommandTree.command(at: path)
      #expect(definition?.spec == command(path), "\(path)")
      #expect((definition?.run != nil) == command(path).runsWithoutSubcommand, "\(path)")
    }
  }
}
