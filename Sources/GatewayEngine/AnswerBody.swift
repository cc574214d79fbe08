import WireFormat

/// Frees an answer's JSON from what servers put around it.
enum AnswerBody {
  /// Cuts a UTF-8 byte order mark and blanks; takes the object out of `name({…});` when asked.
  static func json(in body: Bytes, unwrapsJSONP: Bool) -> Bytes {
    var rest = body[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    rest = trimmed(rest)
    guard unwrapsJSONP, let first = rest.first, first != 0x7B, let open = rest.firstIndex(of: 0x28),
      rest[..<open].allSatisfy(isNameByte)
    else { return Array(rest) }
    var tail = rest[(open + 1)...]
    while let last = tail.last, last == 0x3B || isBlank(last) { tail = tail.dropLast() }
    guard tail.last == 0x29 else { return Array(rest) }
    return Array(trimmed(tail.dropLast()))
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes.drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
    return rest
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x24 || byte == 0x2E || (0x30...0x39).contains(byte)
      || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
