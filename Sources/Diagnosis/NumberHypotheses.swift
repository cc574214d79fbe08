import Gateways
import WireFormat

/// A number was hashed in another spelling than it was sent in.
enum NumberHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    var seen: Set<[Bytes]> = []
    return subject.signedParts.flatMap { index -> [Hypothesis] in
      let part = subject.base.parts[index]
      guard let number = DecimalText(part.text) else { return words(subject, index) }
      let isMoney = isAmount(subject, index)
      return spellings(number, isMoney: isMoney).compactMap { spelling in
        let code = Array(spelling.code.rawValue.utf8)
        guard seen.insert([part.name, spelling.text, code]).inserted else { return nil }
        return subject.replacing(
          index, with: spelling.text, spelling.code, .numbers,
          isMoney ? spelling.likelihood : .rare, more: spelling.more)
      }
    }
  }

  static func isAmount(_ subject: DiagnosisSubject, _ index: Int) -> Bool {
    if case .amount = subject.row(subject.base.parts[index])?.kind { return true }
    return false
  }

  /// One way of writing a number, and what has gone wrong when it is written so.
  struct Spelling {
    var code: DiagnosisCode
    var text: Bytes
    var likelihood = Hypothesis.Likelihood.rare
    var more: [DiagnosisCode] = []
  }

  static func spellings(_ number: DecimalText, isMoney: Bool) -> [Spelling] {
    var result = plain(number)
    guard isMoney else { return result }
    result += FloatNoise.texts(of: number).map {
      Spelling(code: .numberFloat, text: $0, likelihood: .usual)
    }
    for (code, places) in [(DiagnosisCode.fenForYuan, 2), (.yuanForFen, -2)] {
      let other = number.shifted(by: places)
      let usual = places < 0 ? 2 : 0
      result.append(
        Spelling(code: code, text: other.text(minimumDecimals: usual), likelihood: .common))
      result += plain(other).map { spelling in
        Spelling(
          code: code, text: spelling.text, likelihood: spelling.likelihood, more: [spelling.code])
      }
      result += FloatNoise.texts(of: other).map {
        Spelling(code: code, text: $0, more: [.numberFloat])
      }
    }
    return result
  }

  /// With other decimals, and in scientific notation.
  private static func plain(_ number: DecimalText) -> [Spelling] {
    var result = (0...4).map { decimals in
      Spelling(
        code: .numberText, text: number.text(minimumDecimals: decimals),
        likelihood: decimals == 3 ? .rare : .common)
    }
    result.append(Spelling(code: .numberText, text: integerPart(number), likelihood: .common))
    for mark in ["E", "e", "E+", "e+"] {
      guard let text = number.scientific(mark) else { continue }
      result.append(
        Spelling(code: .numberExponent, text: text, likelihood: mark == "E" ? .common : .usual))
    }
    return result
  }

  private static func integerPart(_ number: DecimalText) -> Bytes {
    Array(number.digits.dropLast(number.decimals))
  }

  /// `true` and `false` as other languages print them.
  private static func words(_ subject: DiagnosisSubject, _ index: Int) -> [Hypothesis] {
    let text = subject.base.parts[index].text
    let others: [String]
    switch String(decoding: text, as: UTF8.self).lowercased() {
    case "true": others = ["true", "True", "TRUE", "1"]
    case "false": others = ["false", "False", "FALSE", "0", ""]
    default: return []
    }
    return others.compactMap { word in
      subject.replacing(index, with: Array(word.utf8), .booleanText, .numbers, .common)
        .map { hypothesis in
          guard word.isEmpty else { return hypothesis }
          return Hypothesis(
            code: hypothesis.code, fields: hypothesis.fields, detail: "as nothing: “name=”",
            family: .numbers
          ) {
            hypothesis.apply(&$0)
            $0.empties = .kept
          }
        }
    }
  }
}
