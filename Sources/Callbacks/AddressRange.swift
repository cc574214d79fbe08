import ByteText
import Glibc

/// One address or a block of them: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. An IPv4 address
/// and its IPv6 form `::ffff:203.0.113.7` are the same.
package struct AddressRange: Sendable, Hashable, CustomStringConvertible {
  /// As it was written.
  package let description: String
  private let bytes: [UInt8]
  private let prefix: Int

  /// Reads a literal address, with or without a prefix length; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let bytes = Self.bytes(String(first)) else { return nil }
    let isFour = !first.contains(":")
    var prefix = 128
    if parts.count == 2 {
      guard parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ $0.isDigit }),
        let length = Int(parts[1]), length <= (isFour ? 32 : 128)
      else { return nil }
      prefix = isFour ? length + 96 : length
    }
    self.bytes = bytes
    self.prefix = prefix
    description = text
  }

  /// Whether that literal address lies in the range; false for a text that is none.
  package func contains(_ address: String) -> Bool {
    guard let other = Self.bytes(address) else { return false }
    return (0..<16).allSatisfy { index in
      let bits = min(max(prefix - index * 8, 0), 8)
      let mask = bits == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF00 >> bits)
      return bytes[index] & mask == other[index] & mask
    }
  }

  /// Sixteen bytes; an IPv4 address in its IPv6 form.
  private static func bytes(_ text: String) -> [UInt8]? {
    var six = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET6, text, &six) == 1 { return six }
    var four = [UInt8](repeating: 0, count: 4)
    guard inet_pton(AF_INET, text, &four) == 1 else { return nil }
    return [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + four
  }
}
