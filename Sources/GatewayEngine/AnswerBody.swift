import ByteText
import WireFormat

/// Frees an answer's JSON from what servers put around it.
enum AnswerBody {
  /// Cuts a UTF-8 byte order mark and blanks; takes the object out of `name({…});` when asked.
  static func json(in body: Bytes, unwrapsJSONP: Bool) -> Bytes {
    var rest = body[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    rest = rest.trimmed(\.isWhitespace)
    guard unwrapsJSONP, let first = rest.first, first != .openBrace,
      let open = rest.firstIndex(of: UInt8(ascii: "(")),
      rest[..<open].allSatisfy(isNameByte)
    else { return Array(rest) }
    var tail = rest[(open + 1)...]
    while let last = tail.last, last == .semicolon || last.isWhitespace { tail = tail.dropLast() }
    guard tail.last == UInt8(ascii: ")") else { return Array(rest) }
    return Array(tail.dropLast().trimmed(\.isWhitespace))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte == .underscore || byte == UInt8(ascii: "$") || byte == .dot || byte.isAlphanumeric
  }
}
