import ByteText
import WireFormat

/// Bytes as text for people.
enum DisplayText {
  /// UTF-8 as it is; control characters and stray bytes as `\xHH`.
  static func string(_ bytes: Bytes) -> String {
    if UTF8Validation.isValid(bytes) {
      return String(
        String.UnicodeScalarView(
          String(decoding: bytes, as: UTF8.self).unicodeScalars
            .flatMap { scalar -> [Unicode.Scalar] in
              scalar.value < 0x20 || scalar.value == 0x7F
                ? Array(escape(UInt8(scalar.value)).unicodeScalars) : [scalar]
            }))
    }
    return bytes.map { byte in
      (0x20..<0x7F).contains(byte) ? String(Unicode.Scalar(byte)) : escape(byte)
    }.joined()
  }

  /// The same in quotation marks.
  static func quoted(_ bytes: Bytes) -> String { "“\(string(bytes))”" }

  private static func escape(_ byte: UInt8) -> String {
    "\\x" + String(decoding: Hex.encode([byte], upper: true), as: UTF8.self)
  }
}
