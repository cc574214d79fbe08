/// What was asked and answered, for whoever looks for a fault in a script.
package enum CompletionLog {
  /// The question with secrets masked, one line, and the answer as it was given.
  package static func entry(_ line: CompletionLine, answer: String, root: CommandSpec) -> String {
    let echo = CommandLineEcho(program: root.name, words: line.words, root: root)
    let words = line.words.indices.map { echo.text(of: $0) }
    let marked = words.enumerated().map { $0.offset == line.index ? "[\($0.element)]" : $0.element }
    return "\(line.shell.rawValue): " + ([root.name] + marked).joined(separator: " ") + "\n"
      + answer
  }
}
