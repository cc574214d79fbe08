import ByteText
import Digests
import WireFormat

/// The first 128 bits of SHA-256 over some parts, for telling callbacks apart.
package struct CallbackDigest: Sendable, Hashable {
  private let high: UInt64
  private let low: UInt64

  /// Hashes the parts with their lengths, so that no two lists of parts run into the same text.
  package init(_ parts: [Bytes]) {
    var text = Bytes()
    for part in parts { text += Array("\(part.count):".utf8) + part }
    let digest = SHA256.digest(text)
    high = digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Hashes texts.
  package init(_ parts: String...) { self.init(parts.map { Array($0.utf8) }) }

  /// Reads 32 hexadecimal digits; nil for anything else.
  package init?(hex: String) {
    guard let bytes = Hex.decode(Array(hex.utf8)), bytes.count == 16 else { return nil }
    high = bytes[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// 32 hexadecimal digits.
  package var hex: String {
    let bytes = [high, low].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
    return String(decoding: Hex.encode(bytes), as: UTF8.self)
  }
}
