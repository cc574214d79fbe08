/// Finding texts in texts, a character at a time, as the standard library's `_StringProcessing` does:
/// `é` holds no `e`, and a line end of two bytes is one character. That library brings its reader of
/// regular expressions with it, a tenth of the program, so the release is built without it.
extension StringProtocol {
  /// The first place, at or after `start`, at which `other` stands; an empty one stands everywhere.
  @inlinable package func firstRange(of other: String, from start: Index? = nil) -> Range<Index>? {
    let start = start ?? startIndex
    if isPlain, other.isPlain {
      return plainRange(of: other, from: start)
    }
    var place = start
    while true {
      var (here, there) = (place, other.startIndex)
      while there < other.endIndex, here < endIndex, self[here] == other[there] {
        (here, there) = (index(after: here), other.index(after: there))
      }
      if there == other.endIndex { return place..<here }
      guard place < endIndex else { return nil }
      place = index(after: place)
    }
  }

  /// Whether `other` stands anywhere; an empty one does.
  @inlinable package func contains(_ other: String) -> Bool { firstRange(of: other) != nil }

  /// The text with each `other` changed; nothing is changed for an empty one.
  @inlinable package func replacing(_ other: String, with new: String) -> String {
    guard !other.isEmpty else { return String(self) }
    var result = ""
    var rest = startIndex
    while let found = firstRange(of: other, from: rest) {
      result += self[rest..<found.lowerBound]
      result += new
      rest = found.upperBound
    }
    return result + self[rest...]
  }

  /// Whether each byte is a character.
  @inlinable var isPlain: Bool { utf8.allSatisfy { $0 < 0x80 && $0 != 0x0D } }

  @inlinable func plainRange(of other: String, from start: Index) -> Range<Index>? {
    guard let head = other.utf8.first else { return start..<start }
    var place = start
    while let found = utf8[place...].firstIndex(of: head) {
      if utf8[found...].starts(with: other.utf8) {
        return found..<utf8.index(found, offsetBy: other.utf8.count)
      }
      place = utf8.index(after: found)
    }
    return nil
  }
}
