import ByteText
import WireFormat

/// Small questions about text that is bytes.
extension Collection where Element == UInt8 {
  /// Whether the bytes could be a field's name: letters, digits, `_ - . [ ] $`, 64 at most.
  var isIdentifier: Bool {
    !isEmpty && count <= 64 && allSatisfy(\.isNameByte)
  }

  /// The bytes as text for people.
  var display: String { String(decoding: self, as: UTF8.self) }
}

extension UInt8 {
  /// A byte that field names are made of.
  var isNameByte: Bool {
    switch self {
    case _ where isAlphanumeric: true
    case .underscore, .dash, .dot, .openBracket, .closeBracket, UInt8(ascii: "$"): true
    default: false
    }
  }

  /// A letter or `_`: what a name begins with where digits would be taken for a value.
  var isNameStart: Bool { isLetter || self == .underscore }
}

extension Bytes {
  /// The bytes without spaces and line ends at either end.
  var trimmed: Bytes {
    let core = trimmed(\.isWhitespace)
    return core.count == count ? self : Bytes(core)
  }

  /// The bytes without the one CRLF or LF that an editor leaves at the end.
  var withoutFinalLineEnd: Bytes {
    guard last == .lineFeed else { return self }
    let body = dropLast()
    return Bytes(body.last == .carriageReturn ? body.dropLast() : body)
  }

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
