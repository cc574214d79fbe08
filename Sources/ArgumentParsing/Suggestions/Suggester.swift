/// Finds the words that a user may have meant.
package enum Suggester {
  /// No more than this many are shown.
  package static let limit = 3
  /// A longer word is not a misspelt name.
  static let longestWord = 64

  /// The words of `candidates` near to `typed`, best first, at most three; none if none is near.
  ///
  /// Near is: at most `max(1, length / 3)`, and never more than 3, edits away; or beginning with
  /// what was typed; or sharing at least 40 % of the groups of three letters. What was typed is
  /// never among them. Case, `_` and `-` make no difference.
  package static func nearest(to typed: String, among candidates: [String]) -> [String] {
    guard !typed.isEmpty, typed.utf8.count <= longestWord else { return [] }
    var scored: [(score: Int, word: String)] = []
    for candidate in candidates where candidate != typed {
      guard let score = score(fold(typed), fold(candidate)),
        !scored.contains(where: { $0.word == candidate })
      else { continue }
      scored.append((score, candidate))
    }
    let sorted = scored.enumerated().sorted {
      ($0.element.score, $0.offset) < ($1.element.score, $1.offset)
    }
    return sorted.prefix(limit).map(\.element.word)
  }

  private static func fold(_ word: String) -> [Character] {
    word.lowercased().map { $0 == "_" ? "-" : $0 }
  }

  /// Lower is nearer; nil is not near.
  private static func score(_ typed: [Character], _ candidate: [Character]) -> Int? {
    let cap = min(max(1, typed.count / 3), 3)
    let distance = EditDistance.between(typed, candidate, limit: cap)
    // A single letter is one edit away from every other; that is no resemblance.
    if let distance, typed.count > 1 || distance == 0 { return distance * 10 }
    if typed.count >= 2, candidate.starts(with: typed) { return 25 }
    let shared = sharedTrigrams(typed, candidate)
    return shared >= 40 ? 140 - shared : nil
  }

  /// The share of common three-letter groups, in percent.
  private static func sharedTrigrams(_ a: [Character], _ b: [Character]) -> Int {
    let first = trigrams(a)
    let second = trigrams(b)
    let union = first.union(second).count
    return union == 0 ? 0 : first.intersection(second).count * 100 / union
  }

  private static func trigrams(_ word: [Character]) -> Set<String> {
    guard word.count >= 3 else { return [] }
    return Set((0...word.count - 3).map { String(word[$0..<$0 + 3]) })
  }
}
