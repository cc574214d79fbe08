import ByteText
import WireFormat

/// Takes every known key, in every form that was tried, out of texts for people.
struct KeyMask {
  private let needles: [Bytes]

  /// - Parameter keys: longest first in effect; keys of fewer than four bytes are no secrets and
  ///   would turn any text into placeholders.
  init(_ keys: [Bytes]) {
    var all: Set<Bytes> = []
    for key in keys {
      let half = key.count / 2
      let percent = PercentCoding.encode(key, style: .form)
      all.formUnion([
        key, percent, PercentCoding.encode(key), key.lowercased, key.map(\.uppercased),
      ])
      if half >= 6 { all.formUnion([Array(key[..<half]), Array(key[half...])]) }
    }
    needles = all.filter { $0.count >= 4 }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
  }

  /// The text without any key.
  func apply(_ text: Bytes) -> Bytes {
    needles.reduce(text) { text, needle in KeyMask.replacing(needle, in: text) }
  }

  /// The text without any key.
  func apply(_ text: String) -> String {
    String(decoding: apply(Array(text.utf8)), as: UTF8.self)
  }

  private static func replacing(_ needle: Bytes, in text: Bytes) -> Bytes {
    guard let first = needle.first, text.count >= needle.count else { return text }
    var result = Bytes()
    var index = 0
    while index < text.count {
      if text[index] == first, text[index...].starts(with: needle) {
        result += Masked.bytes
        index += needle.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }
}
