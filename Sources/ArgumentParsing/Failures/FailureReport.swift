import TextLayout

/// A failure as the user reads it, or as a program does.
package struct FailureReport: Sendable {
  /// The failure.
  package var failure: ParseFailure

  /// A report of `failure`.
  package init(_ failure: ParseFailure) {
    self.failure = failure
  }

  /// What is wrong, in one line.
  package func message(language: Language) -> String {
    FailureText.message(failure, language: language)
  }

  /// The message, the line with carets under the offending part, what may have been meant and
  /// what to do next; each line without its line feed.
  ///
  /// - Parameter width: the columns of the terminal.
  package func lines(language: Language, width: Int = 80, measure: DisplayWidth = DisplayWidth())
    -> [String]
  {
    let prefix = language == .en ? "error: " : "错误："
    return [prefix + message(language: language)]
      + excerpt.lines(width: width, measure: measure)
      + FailureHints.lines(failure, language: language).map { "  " + $0 }
  }

  /// The failure as one line of JSON: `{"error":{"code":…,"message":…,"exit":64,…}}`.
  package func json(language: Language) -> String {
    var fields: [(String, JSONTree)] = [
      ("code", .string(failure.cause.code)),
      ("message", .string(message(language: language))),
    ]
    if let token { fields.append(("token", .string(token))) }
    if let place = failure.place { fields.append(("index", .integer(place.position))) }
    if let variable = failure.variable {
      fields.append(("variable", .string(variable.name)))
    }
    if case .missingRequired(let missing) = failure.cause {
      fields.append(("missing", .array(missing.map { .string($0.name) })))
    }
    fields.append(("suggestions", .array(failure.suggestions.map { .string($0) })))
    fields.append(("exit", .integer(failure.exitStatus)))
    return JSONTree.object([("error", .object(fields))]).text
  }

  /// The part of the line that is to blame, secrets masked; a cluster as a whole.
  private var token: String? {
    guard let place = failure.place, place.word < failure.line.words.count else {
      return failure.variable?.name
    }
    if failure.line.isSecret(place) { return "***" }
    if case .unknownLetter = failure.cause { return failure.line.text(of: place.word) }
    if case .lookAlike = failure.cause { return failure.line.text(of: place.word) }
    guard !place.bytes.isEmpty else { return failure.line.text(of: place.word) }
    return TerminalSafeText.escape(bytes: failure.line.words[place.word][place.bytes])
  }

  private var excerpt: CaretBlock {
    guard let variable = failure.variable else {
      return failure.line.block(marking: failure.place)
    }
    let value = TerminalSafeText.escape(variable.value)
    return CaretBlock(before: variable.name + "=", marked: value, after: "")
  }
}
