import ByteText

/// A signing key. It cannot print itself: every textual form is `‹key›`.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let bytes: [UInt8]

  /// Wraps the key's bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Hands the bytes to the one place that needs them.
  public func withBytes<R>(_ body: ([UInt8]) throws -> R) rethrows -> R { try body(bytes) }

  /// What stands in place of the key wherever a text shows one.
  public static let placeholder = "‹key›"

  /// Always the placeholder.
  public var description: String { Secret.placeholder }
  /// Always the placeholder.
  public var debugDescription: String { Secret.placeholder }
  /// Shows no children.
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// Whether the key proves nothing: it is empty, or a placeholder that a document or sample prints.
  public var isPlaceholder: Bool {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    let words = [
      "key", "商户密钥", "密钥", "your_key", "your-key", "yourkey", "merchantkey", "secret",
      "changeme", "xxxxxxxx", "test", "null", "undefined",
    ]
    return text.allSatisfy(\.isWhitespace) || words.contains(text)
  }

  /// Whether the key is shorter than any that a gateway hands out: enough for a test vector, too
  /// little to guard money.
  public var isShort: Bool { bytes.count < 8 }

  /// The text with the placeholder wherever the key stands in it.
  public func redacted(from text: String) -> String {
    guard bytes.count >= 4 else { return text }
    let source = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < source.count {
      if source[index...].starts(with: bytes) {
        result += Array(Secret.placeholder.utf8)
        index += bytes.count
      } else {
        result.append(source[index])
        index += 1
      }
    }
    return result.count == source.count ? text : String(decoding: result, as: UTF8.self)
  }
}
