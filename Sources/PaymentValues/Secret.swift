/// A signing key. It cannot print itself: every textual form is `‹key›`.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
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

  /// Whether the key cannot be a real one: empty, shorter than eight bytes, or a document's placeholder.
  /// A message signed with such a key proves nothing (RELIABILITY.md V1).
  public var isPlaceholder: Bool {
    guard bytes.count >= 8 else { return true }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    return ["商户密钥", "your_key", "your-key", "yourkey", "merchantkey", "changeme", "xxxxxxxx"]
      .contains(text)
  }
}
