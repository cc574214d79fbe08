import WireFormat

/// Values escaped, unescaped or trimmed before they were hashed.
enum EncodingHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    percent(subject) + html(subject) + escapes(subject) + blanks(subject)
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
        $0.map { $0 == 0x20 ? 0x2B : $0 }
      }
      + subject.rewriting(.plusForSpace, .encoding, detail: "+ hashed as a space") {
        $0.map { $0 == 0x2B ? 0x20 : $0 }
      }
    return plus + encoded + decoded
  }

  private static func html(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let escaped = subject.rewriting(.htmlEscaped, .encoding) {
      ValueTransform.apply(.htmlEscaped, to: $0)
    }
    // Before PHP 8.1, htmlspecialchars left the apostrophe alone.
    let older = subject.rewriting(.htmlEscaped, .encoding, detail: "' kept") {
      ValueEscapes.replacing("&#039;", "'", in: ValueTransform.apply(.htmlEscaped, to: $0))
    }
    let both = subject.rewriting(.tagsStripped, .encoding, detail: "then HTML-escaped") {
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
    let json = subject.rewriting(.unicodeEscaped, .encoding, detail: "and / as \\/") {
      Escapes.slashesEscaped(Escapes.unicodeEscaped($0))
    }
    return both(.slashesEscaped, Escapes.slashesEscaped, Escapes.slashesUnescaped)
      + both(.unicodeEscaped, { Escapes.unicodeEscaped($0) }, Escapes.unicodeUnescaped)
      + subject.rewriting(.unicodeEscaped, .encoding, detail: "upper-case digits") {
        Escapes.unicodeEscaped($0, upper: true)
      }
      + json + both(.hexEscaped, Escapes.hexEscaped, Escapes.hexUnescaped)
  }

  private static func blanks(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let lines = subject.rewriting(.lineEnds, .encoding, detail: "CRLF as LF") {
      ValueEscapes.replacing("\r\n", "\n", in: $0)
    }
    let crlf = subject.rewriting(.lineEnds, .encoding, detail: "LF as CRLF") {
      ValueEscapes.replacing("\n", "\r\n", in: ValueEscapes.replacing("\r\n", "\n", in: $0))
    }
    let none = subject.rewriting(.lineEnds, .encoding, detail: "line ends left out") {
      $0.filter { $0 != 0x0D && $0 != 0x0A }
    }
    let trimmed = subject.rewriting(.valuesTrimmed, .encoding) {
      ValueTransform.apply(.trimmed, to: $0)
    }
    return lines + crlf + none + trimmed
      + ["\n", "\r\n", " ", "&"].map { end in
        Hypothesis(
          code: .trailingNewline, detail: DisplayText.quoted(Array(end.utf8)) + " at the end",
          isCommon: end == "\n", family: .encoding
        ) { $0.back.append(.text(Array(end.utf8))) }
      }
  }
}
