import ByteText
import WireFormat

/// What the key is: with stray characters, in another spelling, or another key.
enum KeyHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let key = subject.key
    var result = context(subject)
    func add(
      _ code: DiagnosisCode, _ detail: String? = nil, common: Bool = true,
      _ change: @escaping (Bytes) -> Bytes
    ) {
      guard change(key) != key else { return }
      result.append(
        Hypothesis(code: code, detail: detail, common ? .common : .usual, family: .key) {
          $0.key = change($0.key)
        })
    }
    add(.keyTrimmed) { Array($0.trimmed(\.isSpace)) }
    for (end, words) in [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR")] {
      add(.keyNewline, words, common: end != "\r") { $0 + Array(end.utf8) }
    }
    for end in [" ", "\t", "\u{A0}", "\u{200B}"] {
      add(.keyNewline, "a blank behind it", common: end == " ") { $0 + Array(end.utf8) }
      add(.keyNewline, "a blank in front of it", common: end == " ") { Array(end.utf8) + $0 }
    }
    add(.keyNewline, "without its line end") {
      $0.filter { $0 != .lineFeed && $0 != .carriageReturn }
    }
    let mark: Bytes = [0xEF, 0xBB, 0xBF]
    add(.keyBOM) { mark + $0 }
    if key.starts(with: mark) { add(.keyBOM, "without it") { Array($0.dropFirst(3)) } }
    add(.keyFullWidth) { fullWidth($0) }
    add(.keyFullWidth, "in half-width characters") { halfWidth($0) }
    add(.keyOtherCase, "upper case") { $0.map(\.uppercased) }
    add(.keyOtherCase, "lower case") { $0.lowercased }
    return result
  }

  private static func context(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let kinds = [
      (DiagnosisCode.keyOtherProfile, subject.context.otherKeys),
      (.keyPrevious, subject.context.previousKeys),
    ]
    return kinds.flatMap { code, keys in
      keys.map { named in
        let key = named.key.withBytes { $0 }
        return Hypothesis(code: code, detail: "“\(named.name)”", family: .key) { $0.key = key }
      }
    }
  }

  /// ASCII as the full-width forms U+FF01 to U+FF5E.
  private static func fullWidth(_ key: Bytes) -> Bytes {
    key.flatMap { byte -> Bytes in
      guard (0x21...0x7E).contains(byte) else { return [byte] }
      let scalar = UInt16(byte) + 0xFEE0
      return [0xEF, 0x80 | UInt8(scalar >> 6 & 0x3F), 0x80 | UInt8(scalar & 0x3F)]
    }
  }

  private static func halfWidth(_ key: Bytes) -> Bytes {
    String(decoding: key, as: UTF8.self).unicodeScalars.flatMap { scalar -> Bytes in
      (0xFF01...0xFF5E).contains(scalar.value)
        ? [UInt8(scalar.value - 0xFEE0)] : Array(String(scalar).utf8)
    }
  }
}
