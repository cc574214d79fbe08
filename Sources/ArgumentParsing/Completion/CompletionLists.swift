/// What a list may depend on: the rest of the line.
package struct CompletionSituation: Sendable {
  /// The names of the commands below the root.
  package var path: [String]
  /// The positional words in front of the one being typed.
  package var arguments: [String]
  /// The part of the value that was typed.
  package var typed: String
  var values: [String: [String]]
  var given: Set<String>

  /// The value that the line gives to an option; of several the last.
  package func value(_ option: some OptionDeclaration) -> String? {
    values[option.spec.name]?.last
  }

  /// Whether the line gives the option.
  package func isGiven(_ option: some OptionDeclaration) -> Bool {
    given.contains(option.spec.name)
  }
}

/// The values of a list.
package struct CompletionList: Sendable {
  /// The values; those that do not fit what was typed are left out later.
  package var candidates: [CompletionCandidate]
  /// Whether the word is finished with the value.
  package var endsWord: Bool
  /// Whether a file may stand there as well.
  package var allowsFiles: Bool

  /// A list.
  package init(
    _ candidates: [CompletionCandidate], endsWord: Bool = true, allowsFiles: Bool = false
  ) {
    self.candidates = candidates
    self.endsWord = endsWord
    self.allowsFiles = allowsFiles
  }
}

/// The values that only the program knows, by the names that definitions give to them in
/// `CompletionKind.list`.
package struct CompletionLists: Sendable {
  let find: @Sendable (_ name: String, _ situation: CompletionSituation) -> CompletionList

  /// Lists computed by `find`; it never fails, an unknown name is an empty list.
  package init(
    _ find:
      @escaping @Sendable (_ name: String, _ situation: CompletionSituation)
      -> CompletionList
  ) {
    self.find = find
  }

  /// No lists.
  package static let none = CompletionLists { _, _ in CompletionList([]) }
}
