import TextLayout

/// What may stand in the place of the word being typed.
package struct CompletionAnswer: Sendable, Equatable {
  /// Whole words, what was typed of them included.
  package var candidates: [CompletionCandidate]
  /// Extensions of the files to offer, without the dot; empty for any file.
  package var extensions: [String]
  /// What the shell is to do.
  package var directive: CompletionDirective

  /// An answer.
  package init(
    _ candidates: [CompletionCandidate] = [], extensions: [String] = [],
    directive: CompletionDirective
  ) {
    self.candidates = candidates
    self.extensions = extensions
    self.directive = directive
  }

  /// Nothing fits here.
  package static let nothing = CompletionAnswer(directive: .noFiles)
  /// The answer, as text, to a question that was not understood.
  package static let errorText = ":\(CompletionDirective.error.rawValue)\n"

  /// The longest detail in columns; a shell's list is no manual.
  private static let longestDetail = 60

  /// The answer as lines for the shell's script: `word<TAB>detail`, and `:directive` at the end.
  ///
  /// bash gets the part of the word that it has not yet, fish the name instead of a code where only
  /// the name fits what was typed, because it drops what does not.
  package func text(for line: CompletionLine) -> String {
    var lines = extensions
    for candidate in candidates {
      guard let (value, detail) = spelling(of: candidate, in: line),
        !value.isEmpty, !value.unicodeScalars.contains(where: TerminalSafeText.isDangerous)
      else { continue }
      let shown = DisplayWidth().truncate(TerminalSafeText.escape(detail), to: Self.longestDetail)
      lines.append(shown.isEmpty ? value : value + "\t" + shown)
    }
    return (lines + [":\(directive.rawValue)"]).map { $0 + "\n" }.joined()
  }

  private func spelling(of candidate: CompletionCandidate, in line: CompletionLine)
    -> (value: String, detail: String)?
  {
    switch line.shell {
    case .zsh:
      return (candidate.value, candidate.detail)
    case .fish:
      guard !candidate.value.hasPrefix(line.typed), let name = candidate.name else {
        return (candidate.value, candidate.detail)
      }
      return (name, candidate.value)
    case .bash:
      guard candidate.value.hasPrefix(line.behindBreak) else { return nil }
      let rest = String(candidate.value.dropFirst(line.behindBreak.count))
      return (line.isQuoted ? rest : ShellQuoting.quote(Array(rest.utf8)), candidate.detail)
    }
  }
}
