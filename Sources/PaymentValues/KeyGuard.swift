/// Keeps known keys out of everything that is written to a file: somebody pastes a key as an order
/// number, or a stranger gives it back in a field.
///
/// A key is found as it is and as forms, URLs and JSON write it (`%2B`, `%252B`, `\u002b`, `\/`), in any
/// mixture. Keys of fewer than eight bytes guard nothing and are not looked for.
public struct KeyGuard: Sendable {
  private let keys: [[UInt8]]

  /// Looks for these keys.
  public init(_ secrets: [Secret] = []) {
    var keys: [[UInt8]] = []
    for secret in secrets where !secret.isShort {
      let bytes = secret.withBytes { $0 }
      if !keys.contains(bytes) { keys.append(bytes) }
    }
    self.keys = keys
  }

  /// Whether it looks for nothing.
  public var isEmpty: Bool { keys.isEmpty }

  /// The text with `‹key›` wherever a key stands in it.
  public func covered(_ text: String) -> String {
    guard !keys.isEmpty else { return text }
    let bytes = Array(text.utf8)
    let result = covered(bytes)
    return result == bytes ? text : String(decoding: result, as: UTF8.self)
  }

  /// The bytes with `‹key›` in UTF-8 wherever a key stands in them.
  public func covered(_ bytes: [UInt8]) -> [UInt8] {
    guard !keys.isEmpty, holds(bytes) else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if let length = length(ofKeyIn: bytes, at: index) {
        result += Array(Secret.placeholder.utf8)
        index += length
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// Whether a key stands in the bytes.
  public func holds(_ bytes: [UInt8]) -> Bool {
    guard !keys.isEmpty else { return false }
    return bytes.indices.contains { length(ofKeyIn: bytes, at: $0) != nil }
  }

  /// Whether a key stands in the text.
  public func holds(_ text: String) -> Bool { !keys.isEmpty && holds(Array(text.utf8)) }

  /// How many bytes a key takes that begins there; the longest one.
  private func length(ofKeyIn bytes: [UInt8], at start: Int) -> Int? {
    let first = bytes[start]
    var longest: Int?
    for key in keys {
      // Most bytes are told off by this alone.
      guard first == key[0] || first == Self.percent || first == Self.backslash else { continue }
      guard let end = Self.match(key, bytes, start) else { continue }
      longest = max(longest ?? 0, end - start)
    }
    return longest
  }

  private static let percent = UInt8(ascii: "%")
  private static let backslash = UInt8(ascii: "\\")

  /// Where the key ends when it begins there.
  private static func match(_ key: [UInt8], _ bytes: [UInt8], _ start: Int) -> Int? {
    var position = start
    var index = 0
    while index < key.count {
      guard position < bytes.count else { return nil }
      let escape = escapes(bytes, position).first { key[index...].starts(with: $0.bytes) }
      if let escape {
        index += escape.bytes.count
        position += escape.length
      } else if bytes[position] == key[index] {
        index += 1
        position += 1
      } else {
        return nil
      }
    }
    return position
  }

  private typealias Escape = (bytes: [UInt8], length: Int)

  /// What an escape that stands there may mean, and how long it is.
  private static func escapes(_ bytes: [UInt8], _ position: Int) -> [Escape] {
    switch bytes[position] {
    case percent:
      guard let byte = hex(bytes, position + 1, digits: 2) else { return [] }
      let once: Escape = ([UInt8(byte)], 3)
      guard byte == UInt32(percent), let inner = hex(bytes, position + 3, digits: 2) else {
        return [once]
      }
      return [([UInt8(inner)], 5), once]
    case backslash:
      guard position + 1 < bytes.count else { return [] }
      if bytes[position + 1] == UInt8(ascii: "u") {
        guard let unit = hex(bytes, position + 2, digits: 4), let scalar = Unicode.Scalar(unit)
        else { return [] }
        return [(Array(String(Character(scalar)).utf8), 6)]
      }
      let plain: [UInt8] = [UInt8(ascii: "/"), UInt8(ascii: "\""), backslash]
      return plain.contains(bytes[position + 1]) ? [([bytes[position + 1]], 2)] : []
    default: return []
    }
  }

  private static func hex(_ bytes: [UInt8], _ start: Int, digits: Int) -> UInt32? {
    guard start + digits <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<(start + digits)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value * 16 + UInt32(digit)
    }
    return value
  }
}
