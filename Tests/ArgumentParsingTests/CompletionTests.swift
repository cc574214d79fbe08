import ArgumentParsing
import Testing

/// A line with `|` at the cursor, and what is offered there.
struct CompletionCase: Sendable, CustomTestStringConvertible {
  var line: String
  var offered: [String]
  var directive: CompletionDirective = [.noFiles, .keepOrder]

  init(_ line: String, _ offered: [String], _ directive: CompletionDirective? = nil) {
    self.line = line
    self.offered = offered
    if let directive { self.directive = directive }
  }

  var testDescription: String { line }
}

/// Completion by definitions alone.
@Suite struct CompletionTests {
  private static let places = CommandSpec(
    "merchant", summary: Text("Tools", zh: "工具"),
    options: [
      OptionSpec("folder", kind: .path, help: Text("Where", zh: "位置"), completion: .folders),
      OptionSpec(
        "spec", kind: .path, help: Text("Which", zh: "文件"),
        completion: .files(extensions: ["json", "spec"])),
      OptionSpec(
        "only", kind: .text, help: Text("Some", zh: "部分"), isList: true, splitsAtCommas: true,
        completion: .list("letters")),
      OptionSpec(
        "set", short: "s", kind: .field, help: Text("A field", zh: "字段"), isList: true,
        completion: .list("fields")),
      OptionSpec(
        "long-name", kind: .flag, help: Text("Long", zh: "长"), aliases: ["other-name"]),
      OptionSpec(
        "secret", kind: .choice([Choice("a", Text(both: "a"))]), help: Text(both: "s"),
        isSensitive: true),
    ],
    runsWithoutSubcommand: true)

  private static let lists = CompletionLists { name, situation in
    switch name {
    case "letters": return CompletionList(["a", "b", "ab"].map { CompletionCandidate($0) })
    case "fields":
      return CompletionList(
        [CompletionCandidate("amount="), CompletionCandidate("note=")], endsWord: false)
    default: return CompletionList([CompletionCandidate(situation.typed)])
    }
  }

  /// The words of a line with `|` at the cursor; two spaces around it make a word of its own.
  static func line(_ text: String, shell: CompletionShell = .zsh) -> CompletionLine? {
    var words: [String] = ["merchant"]
    var index = 0
    for word in text.split(separator: " ").map(String.init) {
      guard let cursor = word.firstIndex(of: "|") else {
        words.append(word)
        continue
      }
      index = words.count
      words.append(String(word[..<cursor]))
    }
    return CompletionLine(shell: shell, words: words.map { Array($0.utf8) }, index: index)
  }

  private func answer(
    _ text: String, root: CommandSpec = SampleProgram.root, lists: CompletionLists = .none
  ) -> CompletionAnswer {
    guard let line = Self.line(text) else { return .nothing }
    return Completer(root: root, lists: lists, language: .en).answer(line)
  }

  @Test(arguments: [
    CompletionCase("|", ["create-order", "payout", "verify", "config"]),
    CompletionCase("pay|", ["payout"]),
    CompletionCase("ord|", ["order"]),
    CompletionCase("下|", ["create-order"]),
    CompletionCase("transf|", ["payout"]),
    CompletionCase("nothing|", []),
    CompletionCase("config |", ["show"]),
    CompletionCase("payout re|", ["resend"]),
    CompletionCase("nothing |", [], .noFiles),
    CompletionCase("-p shop con|", ["config"]),
    CompletionCase("-- |", [], .noFiles),
  ])
  func commandsStandWhereOneIsWanted(row: CompletionCase) {
    let answer = answer(row.line)
    #expect(answer.candidates.map(\.value) == row.offered)
    #expect(row.offered.isEmpty || answer.directive == row.directive)
  }

  @Test(arguments: [
    CompletionCase("create-order --na|", ["--name"]),
    CompletionCase("create-order --field|", ["--fields", "--field"]),
    CompletionCase("create-order --amount 1 --amo|", []),
    CompletionCase("create-order --order A --ord|", ["--order"]),
    CompletionCase("create-order --ord| --order A", ["--order"]),
    CompletionCase("create-order --am| --amount 1", []),
    CompletionCase("create-order --key|", ["--key-file"]),
    CompletionCase("--col|", ["--color"]),
    CompletionCase("--no|", ["--no-color"]),
    CompletionCase("--no-color --c|", []),
    CompletionCase("--verb|", ["--verbose"]),
    CompletionCase("-vv --verb|", ["--verbose"]),
    CompletionCase("-vvv --verb|", []),
    CompletionCase("--tra|", []),
    CompletionCase("payout --yes --as|", []),
    CompletionCase("payout --ask --ye|", []),
    CompletionCase("payout --as|", ["--ask"]),
    CompletionCase("--am| create-order", ["--amount"]),
    CompletionCase("create-order -- --na|", []),
    CompletionCase("-p|", ["-p"], .noFiles),
    CompletionCase("-vq|", ["-vq"], .noFiles),
    CompletionCase("-vx|", [], .noFiles),
  ])
  func optionsThatMayStillBeGivenAreOffered(row: CompletionCase) {
    let answer = answer(row.line)
    #expect(answer.candidates.map(\.value) == row.offered)
    #expect(row.offered.isEmpty || answer.directive == row.directive)
  }

  @Test(arguments: [
    CompletionCase("--output |", ["table", "json", "csv"]),
    CompletionCase("-o |", ["table", "json", "csv"]),
    CompletionCase("--output=|", ["--output=table", "--output=json", "--output=csv"]),
    CompletionCase("--output=js|", ["--output=json"]),
    CompletionCase("-oj|", ["-ojson"]),
    CompletionCase("-o=j|", ["-o=json"]),
    CompletionCase("-vo j|", ["json"]),
    CompletionCase("--output JS|", ["json"]),
    CompletionCase("--output j| create-order --name x", ["json"]),
    CompletionCase("create-order --name |", [], .noFiles),
    CompletionCase("create-order --name --ou|", [], .noFiles),
    CompletionCase("--color=|", [], .noFiles),
    CompletionCase("--no-color=|", [], .noFiles),
    CompletionCase("--nonsense=|", [], .noFiles),
    CompletionCase("create-order --key |", [], .noFiles),
    CompletionCase("create-order --key=|", [], .noFiles),
    CompletionCase("create-order --key-file |", [], []),
    CompletionCase("create-order --key-file=x|", [], []),
    CompletionCase("verify |", [], .noFiles),
  ])
  func valuesFollowTheirOption(row: CompletionCase) {
    let answer = answer(row.line)
    #expect(answer.candidates.map(\.value) == row.offered)
    #expect(answer.directive == row.directive)
  }

  @Test(arguments: [
    CompletionCase("--folder |", [], .folders),
    CompletionCase("--only |", ["a", "b", "ab"]),
    CompletionCase("--only a,|", ["a,b", "a,ab"]),
    CompletionCase("--only=b,a|", ["--only=b,a", "--only=b,ab"]),
    CompletionCase("--only b --only |", ["a", "ab"]),
    CompletionCase("--set |", ["amount=", "note="], [.noFiles, .keepOrder, .noSpace]),
    CompletionCase("-sno|", ["-snote="], [.noFiles, .keepOrder, .noSpace]),
    CompletionCase("--set amount=1 --set a|", ["amount="], [.noFiles, .keepOrder, .noSpace]),
    CompletionCase("--set amount=|", [], [.noFiles, .keepOrder, .noSpace]),
    CompletionCase("--oth|", ["--other-name"]),
    CompletionCase("--secret |", [], .noFiles),
  ])
  func listsComeFromTheProgram(row: CompletionCase) {
    let answer = answer(row.line, root: Self.places, lists: Self.lists)
    #expect(answer.candidates.map(\.value) == row.offered)
    #expect(answer.directive == row.directive)
  }

  @Test func extensionsAreSaidAndNotOffered() throws {
    let line = try #require(Self.line("--spec=|", shell: .bash))
    let answer = Completer(root: Self.places, language: .en).answer(line)
    #expect(answer.text(for: line) == "json\nspec\n:8\n")
  }

  @Test func anEmptyWordOffersOptionsWhereNothingElseCanFollow() {
    let values = answer("payout resend |").candidates.map(\.value)
    #expect(values.first == "--confirm")
    #expect(values.contains("--profile"))
    #expect(!values.contains("--trace"))
    #expect(!values.contains("--file"))
  }

  @Test func descriptionsComeInTheLanguage() throws {
    let line = try #require(Self.line("pay|"))
    for (language, text) in [(Language.en, "payout\tPay out\n:36\n"), (.zh, "payout\t代付\n:36\n")] {
      let answer = Completer(root: SampleProgram.root, language: language).answer(line)
      #expect(answer.text(for: line) == text)
    }
  }

  @Test func aDescriptionIsOneHarmlessLine() throws {
    let line = try #require(Self.line("|"))
    let answer = CompletionAnswer(
      [
        CompletionCandidate("a", "one\ttwo\nthree\u{1B}[31m"), CompletionCandidate("b\nc"),
        CompletionCandidate("d", String(repeating: "长", count: 100)),
      ], directive: .noFiles)
    let lines = answer.text(for: line).split(separator: "\n")
    try #require(lines.count == 3)
    #expect(lines[0] == "a\tone\\u{9}two\\u{a}three\\u{1b}[31m")
    #expect(lines[1].count < 40)
  }
}
