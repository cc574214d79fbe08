import ByteText

/// Finds the word that was probably meant.
enum Suggestion {
  /// The nearest of the words, or nil when none is near. Letter case and the signs between the
  /// parts of a word count for nothing: `payURL` is `pay-url`.
  static func nearest(to word: String, among words: [String]) -> String? {
    let wanted = plain(word)
    guard wanted.count <= 40 else { return nil }
    let distances = words.map { (word: $0, distance: distance(wanted, plain($0))) }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, wanted.count / 3) ? best.word : nil
  }

  private static func plain(_ word: String) -> [UInt8] {
    word.lowercased().utf8.filter { $0 != .dash && $0 != .underscore && $0 != .space }
  }

  /// How many bytes must be put in, taken out, replaced or swapped with their neighbour
  /// (Damerau and Levenshtein).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var earlier: [Int] = []
    var previous = Array(0...right.count)
    for (index, byte) in left.enumerated() {
      var row = [index + 1]
      for (column, other) in right.enumerated() {
        let replaced = previous[column] + (byte == other ? 0 : 1)
        var best = min(replaced, row[column] + 1, previous[column + 1] + 1)
        if index > 0, column > 0, byte == right[column - 1], left[index - 1] == other {
          best = min(best, earlier[column - 1] + 1)
        }
        row.append(best)
      }
      earlier = previous
      previous = row
    }
    return previous[right.count]
  }
}
