import ByteText

/// Keeps known keys out of everything that is written to a file: somebody pastes a key as an order
/// number, or a stranger gives it back in a field.
///
/// A key is found as it is and as forms, URLs and JSON write it (`%2B`, `%252B`, `\u002b`, `\/`), in any
/// mixture. Keys of fewer than eight bytes guard nothing and are not looked for.
package struct KeyGuard: Sendable {
  private let keys: [[UInt8]]
  /// Which bytes a key, or an escape in one, may begin with.
  private let starts: [Bool]
  /// Fewer bytes hold no key.
  private let shortest: Int

  /// Looks for these keys.
  package init(_ secrets: [Secret] = []) {
    var keys: [[UInt8]] = []
    for secret in secrets where !secret.isShort {
      let bytes = secret.withBytes { $0 }
      if !keys.contains(bytes) { keys.append(bytes) }
    }
    var starts = [Bool](repeating: false, count: 256)
    for byte in keys.map({ $0[0] }) + [Self.percent, Self.backslash] { starts[Int(byte)] = true }
    self.keys = keys
    self.starts = starts
    shortest = keys.map(\.count).min() ?? .max
  }

  /// Whether it looks for nothing.
  package var isEmpty: Bool { keys.isEmpty }

  /// The text with `‹key›` wherever a key stands in it.
  package func covered(_ text: String) -> String {
    guard text.utf8.count >= shortest else { return text }
    let bytes = Array(text.utf8)
    let result = covered(bytes)
    return result == bytes ? text : String(decoding: result, as: UTF8.self)
  }

  /// The bytes with `‹key›` in UTF-8 wherever a key stands in them.
  package func covered(_ bytes: [UInt8]) -> [UInt8] {
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
  package func holds(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= shortest else { return false }
    for index in bytes.indices where starts[Int(bytes[index])] {
      if length(ofKeyIn: bytes, at: index) != nil { return true }
    }
    return false
  }

  /// Whether a key stands in the text.
  package func holds(_ text: String) -> Bool {
    text.utf8.count >= shortest && holds(Array(text.utf8))
  }

  /// How many bytes a key takes that begins there; the longest one.
  private func length(ofKeyIn bytes: [UInt8], at start: Int) -> Int? {
    var longest: Int?
    for key in keys where Self.mayBegin(key[0], bytes, start) {
      guard let end = Self.match(key, bytes, start) else { continue }
      longest = max(longest ?? 0, end - start)
    }
    return longest
  }

  /// Whether that byte stands there, plain or escaped. Most places are told off by this alone.
  private static func mayBegin(_ first: UInt8, _ bytes: [UInt8], _ start: Int) -> Bool {
    switch bytes[start] {
    case first, backslash: return true
    case percent:
      let once = hex(bytes, start + 1, digits: 2)
      if once == UInt32(first) { return true }
      return once == UInt32(percent) && hex(bytes, start + 3, digits: 2) == UInt32(first)
    default: return false
    }
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
      guard let digit = byte.hexValue else { return nil }
      value = value * 16 + UInt32(digit)
    }
    return value
  }
}
