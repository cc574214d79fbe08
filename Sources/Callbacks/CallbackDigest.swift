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
    text.reserveCapacity(parts.reduce(0) { $0 + $1.count + 6 })
    for part in parts { Self.add(part, count: part.count, to: &text) }
    self.init(text)
  }

  /// Hashes texts.
  package init(_ parts: String...) {
    var text = Bytes()
    text.reserveCapacity(128)
    for part in parts { Self.add(part.utf8, count: part.utf8.count, to: &text) }
    self.init(text)
  }

  private static func add(_ part: some Sequence<UInt8>, count: Int, to text: inout Bytes) {
    text.append(contentsOf: String(count).utf8)
    text.append(.colon)
    text.append(contentsOf: part)
  }

  private init(_ text: Bytes) {
    let words = text.withUnsafeBytes { SHA256.words($0) }
    high = UInt64(words[0]) << 32 | UInt64(words[1])
    low = UInt64(words[2]) << 32 | UInt64(words[3])
  }

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
