import Glibc

extension TextEncoding {
  /// UTF-8 text in this encoding, without a byte order mark.
  /// - Throws: `encoding_invalid` if the text is not UTF-8 or has characters that the encoding
  ///   lacks, `encoding_unavailable` if this system's C library has no such table.
  package static func fromUTF8(_ text: Bytes, to encoding: TextEncoding) throws(WireError) -> Bytes
  {
    guard let converter = iconv_open(encoding.rawValue, "UTF-8"),
      Int(bitPattern: converter) != -1
    else {
      throw WireError(
        code: "encoding_unavailable", offset: 0,
        reason: "This system cannot write \(encoding.rawValue).")
    }
    defer { _ = iconv_close(converter) }
    var source = text.map { CChar(bitPattern: $0) }
    // No character takes more than four bytes in any of the encodings.
    var room = [CChar](repeating: 0, count: text.count * 4 + 4)
    var (left, free) = (source.count, room.count)
    source.withUnsafeMutableBufferPointer { source in
      room.withUnsafeMutableBufferPointer { room in
        var (from, to) = (source.baseAddress, room.baseAddress)
        _ = iconv(converter, &from, &left, &to, &free)
      }
    }
    guard left == 0 else {
      throw WireError(
        code: "encoding_invalid", offset: text.count - left,
        reason: "\(encoding.rawValue) cannot write this text.")
    }
    return room[..<(room.count - free)].map { UInt8(bitPattern: $0) }
  }
}
