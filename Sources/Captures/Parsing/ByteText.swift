import WireFormat

/// Small questions about text that is bytes.
extension Collection where Element == UInt8 {
  /// Whether the bytes could be a field's name: letters, digits, `_ - . [ ] $`, 64 at most.
  var isIdentifier: Bool {
    !isEmpty && count <= 64 && allSatisfy(\.isNameByte)
  }

  /// Whether the bytes begin with those of `text`.
  func hasPrefix(_ text: StaticString) -> Bool {
    starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// The bytes as text for people.
  var display: String { String(decoding: self, as: UTF8.self) }
}

extension UInt8 {
  /// Space, TAB, LF or CR.
  var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }

  /// A byte that field names are made of.
  var isNameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "$"):
      true
    default: false
    }
  }

  /// A letter or `_`: what a name begins with where digits would be taken for a value.
  var isLetter: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// `0` to `9`.
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// The value of a hexadecimal digit of either case, or nil.
  var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension Bytes {
  /// The bytes without spaces and line ends at either end.
  var trimmed: Bytes {
    guard let first = firstIndex(where: { !$0.isSpace }),
      let last = lastIndex(where: { !$0.isSpace })
    else { return [] }
    return first == 0 && last == count - 1 ? self : Bytes(self[first...last])
  }

  /// The bytes without the one CRLF or LF that an editor leaves at the end.
  var withoutFinalLineEnd: Bytes {
    guard last == 0x0A else { return self }
    let body = dropLast()
    return Bytes(body.last == 0x0D ? body.dropLast() : body)
  }

  /// The first offset, at or after `start`, at which `needle` stands.
  func firstOffset(of needle: Bytes, from start: Int = 0) -> Int? {
    guard let head = needle.first, count >= needle.count else { return nil }
    var index = start
    while index <= count - needle.count {
      if self[index] == head, self[index..<(index + needle.count)].elementsEqual(needle) {
        return index
      }
      index += 1
    }
    return nil
  }

  /// Whether `text` stands anywhere.
  func contains(_ text: String) -> Bool { firstOffset(of: Bytes(text.utf8)) != nil }

  /// Replaces every occurrence of each key, the first key that fits winning at each place.
  func replacing(_ table: [(from: Bytes, to: Bytes)]) -> Bytes {
    let heads = Set(table.compactMap(\.from.first))
    var result = Bytes()
    result.reserveCapacity(count)
    var index = 0
    while index < count {
      if heads.contains(self[index]),
        let hit = table.first(where: { self[index...].starts(with: $0.from) }),
        !hit.from.isEmpty
      {
        result += hit.to
        index += hit.from.count
      } else {
        result.append(self[index])
        index += 1
      }
    }
    return result
  }

  /// The lines without their LF or CRLF, each with its offset; blank lines included.
  var lines: [(offset: Int, text: Bytes)] {
    var scanner = LineScanner(self)
    var result: [(offset: Int, text: Bytes)] = []
    while let line = scanner.next() { result.append(line) }
    return result
  }

  /// The first line without its LF or CRLF; empty if there is no text.
  var firstLine: Bytes {
    var scanner = LineScanner(self)
    return scanner.next()?.text ?? []
  }
}

extension WireError {
  /// The same failure in a text of which the one read so far began at `base`.
  func shifted(by base: Int) -> WireError {
    WireError(code: code, offset: offset + base, reason: reason)
  }

  /// Whether the text is refused for its size.
  var isLimit: Bool { code.hasSuffix("_too_deep") || code.contains("_too_many_") }

  /// Whether two readers of the text would see two messages. No other shape and no repair may make
  /// one of them out of it.
  var isContradiction: Bool { Contradiction.codes.contains(code) }

  /// Whether no other shape and no repair could do better.
  var isFinal: Bool { isLimit || isContradiction || code.hasPrefix("har_") }
}
