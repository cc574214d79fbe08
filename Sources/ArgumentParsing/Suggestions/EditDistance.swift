/// How many insertions, deletions, replacements and swaps of neighbours turn one word into
/// another (Damerau-Levenshtein, each part edited once).
enum EditDistance {
  /// The distance between `a` and `b`, or nil if it is more than `limit`.
  static func between(_ a: [Character], _ b: [Character], limit: Int) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var current = [i + 1]
      current.reserveCapacity(b.count + 1)
      for j in 0..<b.count {
        let replaced = previous[j] + (a[i] == b[j] ? 0 : 1)
        var best = min(replaced, previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, beforePrevious[j - 1] + 1)
        }
        current.append(best)
      }
      if let least = current.min(), least > limit { return nil }
      beforePrevious = previous
      previous = current
    }
    return previous[b.count] <= limit ? previous[b.count] : nil
  }
}
