import ByteText

/// A word that may take the place of the one being typed.
package struct CompletionCandidate: Sendable, Equatable {
  /// The word, unquoted.
  package var value: String
  /// One line about it; may be empty.
  package var detail: String
  /// Another spelling that the program understands, such as the name that belongs to a code.
  package var name: String?
  /// Further texts by which it is found and which the program does not understand.
  package var keys: [String]

  /// A candidate; only the word is always needed.
  package init(_ value: String, _ detail: String = "", name: String? = nil, keys: [String] = []) {
    self.value = value
    self.detail = detail
    self.name = name
    self.keys = keys
  }

  /// The candidates that begin with what was typed; where none does, those that are meant by it:
  /// in other letters, by a part of their name, or by a part of one of their keys.
  static func matching(_ typed: String, in candidates: [CompletionCandidate])
    -> [CompletionCandidate]
  {
    let direct = candidates.filter { $0.value.hasPrefix(typed) }
    if typed.isEmpty || !direct.isEmpty { return unique(direct) }
    let folded = typed.lowercased()
    return unique(
      candidates.filter { candidate in
        candidate.value.lowercased().hasPrefix(folded)
          || candidate.name?.lowercased().contains(folded) == true
          || candidate.keys.contains { $0.lowercased().contains(folded) }
      })
  }

  /// The first of those that share a value.
  private static func unique(_ candidates: [CompletionCandidate]) -> [CompletionCandidate] {
    var seen: Set<String> = []
    return candidates.filter { seen.insert($0.value).inserted }
  }
}
