import ByteText
import Signing
import WireFormat

/// Values escaped, unescaped or trimmed before they were hashed.
enum EncodingHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    percent(subject) + html(subject) + escapes(subject) + blanks(subject) + cuts(subject)
  }

  private static func percent(_ subject: DiagnosisSubject) -> [Hypothesis] {
    typealias Escapes = ValueEscapes
    func encode(_ detail: String, _ change: @escaping (Bytes) -> Bytes) -> [Hypothesis] {
      subject.rewriting(.percentEncoded, .encoding, detail: detail, change)
    }
    let encoded =
      encode("a space as +") { PercentCoding.encode($0, style: .form) }
      + encode("a space as %20") { PercentCoding.encode($0) }
      + encode("lower-case digits") { Escapes.lowerPercent(PercentCoding.encode($0, style: .form)) }
      + encode("twice") {
        PercentCoding.encode(PercentCoding.encode($0, style: .form), style: .form)
      }
    let decoded =
      subject.rewriting(.percentDecoded, .encoding) { PercentCoding.decode($0, plusIsSpace: true) }
      + subject.rewriting(.percentDecoded, .encoding, detail: "+ kept") {
        PercentCoding.decode($0, plusIsSpace: false)
      }
    let plus =
      subject.rewriting(.plusForSpace, .encoding, detail: "space hashed as +") {
        $0.map { $0 == .space ? .plus : $0 }
      }
      + subject.rewriting(.plusForSpace, .encoding, detail: "+ hashed as a space") {
        $0.map { $0 == .plus ? .space : $0 }
      }
    return plus + somePlus(subject) + encoded + decoded
  }

  /// Sent unencoded, a plus arrives as a space: where a value holds several spaces, some were one.
  private static func somePlus(_ subject: DiagnosisSubject) -> [Hypothesis] {
    subject.signedParts.flatMap { index -> [Hypothesis] in
      let text = subject.base.parts[index].text
      let blanks = text.indices.filter { text[$0] == .space }
      guard (2...6).contains(blanks.count) else { return [] }
      return (1..<(1 << blanks.count) - 1).compactMap { choice in
        var other = text
        for (bit, place) in blanks.enumerated() where choice >> bit & 1 == 1 {
          other[place] = .plus
        }
        return subject.replacing(
          index, with: other, .plusForSpace, .encoding, blanks.count <= 3 ? .common : .usual)
      }
    }
  }

  /// A value that ends early: at a character that takes pairs apart, or where a column ends.
  private static func cuts(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let marks = [UInt8](
      arrayLiteral: .ampersand, .equals, .questionMark, UInt8(ascii: "#"), .semicolon
    ).flatMap { mark in
      let quoted = DisplayText.quoted([mark])
      return subject.rewriting(.valueCut, .encoding, detail: "at \(quoted)") { text in
        Array(text.prefix { $0 != mark })
      }
    }
    let lengths = [16, 20, 30, 32, 50, 64, 100, 128, 200, 255, 256].flatMap { length in
      subject.rewriting(.valueCut, .encoding, detail: "after \(length) bytes") {
        Array($0.prefix(length))
      }
    }
    return marks + lengths
  }

  private static func html(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let escaped = subject.rewriting(.htmlEscaped, .encoding) {
      ValueTransform.apply(.htmlEscaped, to: $0)
    }
    // Before PHP 8.1, htmlspecialchars left the apostrophe alone.
    let older = subject.rewriting(.htmlEscaped, .encoding, detail: "' kept") {
      ValueEscapes.replacing("&#039;", "'", in: ValueTransform.apply(.htmlEscaped, to: $0))
    }
    let both = subject.rewriting(
      .tagsStripped, .encoding, detail: "then HTML-escaped", more: [.htmlEscaped]
    ) {
      ValueTransform.apply(.htmlEscaped, to: ValueTransform.apply(.tagsStripped, to: $0))
    }
    return escaped + older
      + subject.rewriting(.htmlUnescaped, .encoding, ValueEscapes.htmlUnescaped)
      + subject.rewriting(.tagsStripped, .encoding) {
        ValueTransform.apply(.tagsStripped, to: $0)
      } + both
  }

  private static func escapes(_ subject: DiagnosisSubject) -> [Hypothesis] {
    typealias Escapes = ValueEscapes
    func both(
      _ code: DiagnosisCode, _ escaped: @escaping (Bytes) -> Bytes,
      _ unescaped: @escaping (Bytes) -> Bytes
    ) -> [Hypothesis] {
      subject.rewriting(code, .encoding, escaped)
        + subject.rewriting(code, .encoding, detail: "unescaped", unescaped)
    }
    let json = subject.rewriting(
      .unicodeEscaped, .encoding, detail: "and / as \\/", more: [.slashesEscaped]
    ) {
      Escapes.slashesEscaped(Escapes.unicodeEscaped($0))
    }
    return both(.slashesEscaped, Escapes.slashesEscaped, Escapes.slashesUnescaped)
      + both(.unicodeEscaped, { Escapes.unicodeEscaped($0) }, Escapes.unicodeUnescaped)
      + subject.rewriting(.unicodeEscaped, .encoding, detail: "upper-case digits") {
        Escapes.unicodeEscaped($0, upper: true)
      }
      + json + both(.hexEscaped, { Escapes.hexEscaped($0) }, Escapes.hexUnescaped)
      + subject.rewriting(.hexEscaped, .encoding, detail: "quotation marks kept") {
        Escapes.hexEscaped($0, quotes: false)
      }
  }

  private static func blanks(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let lines = subject.rewriting(.lineEnds, .encoding, detail: "CRLF as LF") {
      ValueEscapes.replacing("\r\n", "\n", in: $0)
    }
    let crlf = subject.rewriting(.lineEnds, .encoding, detail: "LF as CRLF") {
      ValueEscapes.replacing("\n", "\r\n", in: ValueEscapes.replacing("\r\n", "\n", in: $0))
    }
    let none = subject.rewriting(.lineEnds, .encoding, detail: "line ends left out") {
      $0.filter { $0 != .carriageReturn && $0 != .lineFeed }
    }
    let trimmed = subject.rewriting(.valuesTrimmed, .encoding) {
      ValueTransform.apply(.trimmed, to: $0)
    }
    return lines + crlf + none + trimmed
      + ["\n", "\r\n", " ", "&"].map { end in
        Hypothesis(
          code: .trailingNewline, detail: DisplayText.quoted(Array(end.utf8)) + " at the end",
          family: .ending
        ) { $0.back.append(.text(Array(end.utf8))) }
      }
  }
}
