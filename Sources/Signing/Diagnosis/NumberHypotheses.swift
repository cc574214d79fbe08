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
      return spellings(number, isMoney: isMoney).compactMap { code, text, common in
        guard seen.insert([part.name, text, Array(code.rawValue.utf8)]).inserted else { return nil }
        return subject.replacing(index, with: text, code, .numbers, common: common && isMoney)
      }
    }
  }

  static func isAmount(_ subject: DiagnosisSubject, _ index: Int) -> Bool {
    if case .amount = subject.row(subject.base.parts[index])?.kind { return true }
    return false
  }

  private static func spellings(_ number: DecimalText, isMoney: Bool)
    -> [(DiagnosisCode, Bytes, Bool)]
  {
    var result: [(DiagnosisCode, Bytes, Bool)] = []
    for decimals in 0...4 {
      result.append((.numberText, number.text(minimumDecimals: decimals), decimals != 3))
    }
    result.append((.numberText, integerPart(number), true))
    for mark in ["E", "e", "E+", "e+"] {
      if let text = number.scientific(mark) { result.append((.numberExponent, text, mark == "E")) }
    }
    guard isMoney else { return result }
    result += FloatNoise.texts(of: number).map { (.numberFloat, $0, false) }
    for (code, places) in [(DiagnosisCode.fenForYuan, 2), (.yuanForFen, -2)] {
      let other = number.shifted(by: places)
      result.append((code, other.text(minimumDecimals: 0), true))
      result.append((code, other.text(minimumDecimals: 2), true))
      result += FloatNoise.texts(of: other).map { (code, $0, false) }
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
      subject.replacing(index, with: Array(word.utf8), .booleanText, .numbers, common: true)
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
