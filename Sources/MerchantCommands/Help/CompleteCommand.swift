import ArgumentParsing
import PaymentValues
import Platform

/// `merchant __complete`: what a shell's script asks at every TAB.
///
/// Whatever is wrong, standard output holds nothing but the protocol and standard error nothing at
/// all: both would end up in the line that somebody is typing.
enum CompleteCommand {
  static let name = "__complete"

  private static let shell = Option<CompletionShell?>(
    "shell", .choice(), help: Text("Who asks", zh: "shell"), environment: .off, isRequired: true)

  private static let wordIndex = Option(
    "cword", .integer(0...1_000_000), valueName: "N",
    help: Text("Index of the word being typed", zh: "正在输入的词的序号"), environment: .off,
    isRequired: true)

  private static let line = Option(
    "line", .payload, help: Text("The line as bash has it", zh: "bash 的整行"), environment: .off)

  private static let point = Option(
    "point", .integer(0...10_000_000), valueName: "N",
    help: Text("The cursor's place in it", zh: "光标位置"), environment: .off)

  private static let words = Argument.list(
    "WORDS", help: Text("The line, the program's name first", zh: "命令行各词"), completion: .none)

  static let definition = CommandDefinition(
    spec: CommandSpec(
      name, summary: Text("Answer a shell's question", zh: "回答 shell 的补全请求"),
      detail: Text(
        "Prints a candidate a line, a tab and its description, and last a colon and the sum of: 1 error, 2 no space, 4 no files, 8 the lines are extensions, 16 folders, 32 keep the order.",
        zh: "每行一个候选词、制表符和说明；末行为冒号和标志之和：1 错误，2 不加空格，4 不补文件，8 各行为扩展名，16 目录，32 保持顺序。"),
      arguments: [words],
      options: [shell, wordIndex, line, point], isHidden: true),
    run: { (context) throws(Refusal) in
      try context.output.write(text(context.command, context.environment))
      return .success
    })

  /// Answers before the program reads anything else, if it is a shell that asks: a variable with a
  /// wrong value must not keep the shell from its answer.
  static func answer(_ environment: CommandEnvironment, root: CommandSpec) -> ExitCode? {
    guard environment.words.first == Array(name.utf8) else { return nil }
    let parsed = Parser.parse(words: environment.words, environment: { _ in nil }, root: root)
    guard case .success(let command) = parsed else {
      return write(CompletionAnswer.errorText, environment, .usage)
    }
    guard command.request == .run else { return nil }
    return write(text(command, environment), environment, .success)
  }

  private static func write(_ text: String, _ environment: CommandEnvironment, _ code: ExitCode)
    -> ExitCode
  {
    do { try environment.writeOutput(Array(text.utf8)) } catch { return .io }
    return code
  }

  private static func text(_ command: ParsedCommand, _ environment: CommandEnvironment) -> String {
    guard let shell = command[Self.shell],
      let index = command[wordIndex],
      let line = CompletionLine(
        shell: shell, words: command[words].map(\.bytes), index: index,
        line: command[line], point: command[point])
    else { return CompletionAnswer.errorText }
    let language = Language.preferred(words: line.words, environment: environment.variable)
    let sources = CompletionSources(
      environment: environment, root: CommandTree.root, language: language)
    let completer = Completer(root: CommandTree.root, lists: sources.lists, language: language)
    let answer = completer.answer(line).text(for: line)
    if let path = environment.variable("MERCHANT_COMP_DEBUG"), !path.isEmpty {
      let entry = CompletionLog.entry(line, answer: answer, root: CommandTree.root)
      try? SecureFile.append(Array(entry.utf8), to: path)
    }
    return answer
  }
}
