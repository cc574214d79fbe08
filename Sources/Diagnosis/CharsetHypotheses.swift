import WireFormat

/// How characters became bytes.
enum CharsetHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let charsets: [(DiagnosisCode, Trial.Charset, String?)] = [
      (.charsetGB18030, .gb18030, nil), (.charsetUTF16, .utf16LittleEndian, "low byte first"),
      (.charsetUTF16, .utf16BigEndian, "high byte first"),
      (.charsetUTF16, .utf16WithMark, "with a byte order mark"),
      (.charsetLatin1, .latin1Twice, "UTF-8 taken for Latin-1 and encoded again"),
      (.charsetLatin1, .questionMarks, "every other character as ?"),
    ]
    return charsets.map { code, charset, detail in
      Hypothesis(code: code, detail: detail, family: .charset) { $0.charset = charset }
    } + reading(subject)
  }

  /// Bytes of the message that are GB18030 but were hashed as UTF-8.
  private static func reading(_ subject: DiagnosisSubject) -> [Hypothesis] {
    subject.rewriting(.charsetUTF8, .encoding, detail: "the message itself is GB18030") { bytes in
      guard !UTF8Validation.isValid(bytes) else { return bytes }
      return (try? TextEncoding.gb18030.toUTF8(bytes)) ?? bytes
    }
  }
}
