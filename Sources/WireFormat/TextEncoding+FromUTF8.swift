import Glibc

extension TextEncoding {
  /// UTF-8 text in this encoding, for what other people's programs hash or read.
  /// - Throws: `encoding_unavailable`, or `encoding_invalid` for text that is no UTF-8 or has a
  ///   character that the encoding lacks.
  public func fromUTF8(_ text: Bytes) throws(WireError) -> Bytes {
    if self == .utf8 { return text }
    guard let converter = iconv_open(rawValue, "UTF-8"), Int(bitPattern: converter) != -1 else {
      throw WireError(
        code: "encoding_unavailable", offset: 0, reason: "This system cannot write \(rawValue).")
    }
    defer { iconv_close(converter) }
    var source = text.map { CChar(bitPattern: $0) }
    // Four bytes for each byte of UTF-8 are more than any of the encodings takes.
    var room = [CChar](repeating: 0, count: text.count * 4 + 16)
    var left = source.count
    var free = room.count
    let status = source.withUnsafeMutableBufferPointer { source in
      room.withUnsafeMutableBufferPointer { room in
        var from = source.baseAddress
        var to = room.baseAddress
        return iconv(converter, &from, &left, &to, &free)
      }
    }
    // (size_t)-1 is the error value.
    guard status != -1 else {
      throw WireError(
        code: "encoding_invalid", offset: text.count - left,
        reason: "The text cannot be written in \(rawValue).")
    }
    return room[..<(room.count - free)].map { UInt8(bitPattern: $0) }
  }
}
