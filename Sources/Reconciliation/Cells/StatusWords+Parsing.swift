import ByteText
import PaymentValues

extension StatusWords {
  /// Reads words of the user's own: `处理完成=succeeded`.
  /// - Parameter place: the option or setting, for messages.
  /// - Throws: `status_words_syntax`, `status_words_unknown`, `status_words_twice`.
  package static func parse(_ items: [String], place: String) throws(ColumnMapError)
    -> [(word: String, meaning: RowMeaning)]
  {
    var words: [(word: String, meaning: RowMeaning)] = []
    let known = RowMeaning.words.map(\.word).joined(separator: ", ")
    for item in items {
      guard let equals = item.lastIndex(of: "="), equals > item.startIndex else {
        throw ColumnMapError(
          Finding(
            .error, "status_words_syntax", place: place,
            "`\(item)` is not of the form WORD=MEANING",
            hint: "The meanings are \(known)."))
      }
      let word = item[..<equals].split(separator: " ").joined(separator: " ")
      let name = item[item.index(after: equals)...].filter { !$0.isWhitespace }.lowercased()
      guard !word.isEmpty, let meaning = RowMeaning.words.first(where: { $0.word == name })?.meaning
      else {
        throw ColumnMapError(
          Finding(
            .error, "status_words_unknown", place: place, "`\(item)`: `\(name)` is no meaning",
            hint: "The meanings are \(known)."))
      }
      if let other = words.first(where: { $0.word == word }), other.meaning != meaning {
        throw ColumnMapError(
          Finding(
            .error, "status_words_twice", place: place,
            "`\(word)` is said to mean both \(other.meaning.word) and \(name)"))
      }
      words.append((word, meaning))
    }
    return words
  }
}
