import WireFormat

/// Quotes around a whole text.
enum Quotes {
  /// The text between two equal quotes, `"`, `'` or a backtick, a comma or semicolon after them
  /// left out; nil if it does not stand so. A text in double quotes loses its escapes.
  static func removed(_ text: Bytes) -> Bytes? {
    var body = text.trimmed
    if let last = body.last, last == UInt8(ascii: ",") || last == UInt8(ascii: ";") {
      body.removeLast()
    }
    guard body.count > 2, let quote = body.first, quote == body.last,
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") || quote == UInt8(ascii: "`")
    else { return nil }
    let inner = Bytes(body.dropFirst().dropLast())
    guard quote == UInt8(ascii: "\""), inner.contains(UInt8(ascii: "\\")) else { return inner }
    return unescaped(inner) ?? inner
  }

  /// Whether the quotes around the text are the only ones of their kind in it, so that they cannot
  /// be part of it.
  static func areSurelyAround(_ text: Bytes) -> Bool {
    let body = text.trimmed
    guard let quote = body.first, removed(text) != nil else { return false }
    var cursor = ByteCursor(body, maximumItems: .max)
    guard (try? QuotedText.take(&cursor)) != nil else { return false }
    return quote != 0 && body.count - cursor.offset <= 1
  }

  /// The text with a string's escapes undone, if it is the inside of a JSON string; nil if it has
  /// no escaped quote or is not.
  static func unescaped(_ text: Bytes) -> Bytes? {
    guard text.contains("\\\"") else { return nil }
    let document = [UInt8(ascii: "\"")] + text.trimmed + [UInt8(ascii: "\"")]
    return (try? JSONValue.parse(document))?.stringValue.map { Bytes($0.utf8) }
  }
}
