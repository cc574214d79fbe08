import Gateways
import WireFormat

/// Fields that are signed too much or too little, the signature itself, and doubled names.
enum FieldHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    signature(subject) + leftOut(subject) + added(subject) + duplicates(subject)
      + NotifyURLHypotheses.all(subject)
  }

  private static func leftOut(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let own = Set(NotifyURLHypotheses.ownFields(subject))
    return subject.signedParts.map { index in
      let given = subject.base.parts[index].given
      return Hypothesis(
        code: own.contains(given) ? .ownQueryField : .fieldLeftOut, fields: [subject.name(index)],
        family: .fields
      ) {
        $0.change(given) { $0.isSigned = false }
      }
    }
  }

  private static func added(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let signed = Set(subject.signedParts.map { subject.base.parts[$0].name })
    let kept = subject.isTemplateInNameOrder
    let parts = subject.base.parts.filter { part in
      !part.isSigned && !signed.contains(part.name) && !isSignature(part.name, subject)
    }
    let single = parts.map { part in
      Hypothesis(
        code: .unsignedFieldSigned, fields: [String(decoding: part.name, as: UTF8.self)],
        family: .fields
      ) { trial in
        trial.change(part.given) { $0.isSigned = true }
        if kept { trial.order = .nameBytes }
      }
    }
    guard parts.count > 1 else { return single }
    let all = Hypothesis(
      code: .unsignedFieldSigned, fields: parts.map { String(decoding: $0.name, as: UTF8.self) },
      family: .fields
    ) { trial in
      for part in parts { trial.change(part.given) { $0.isSigned = true } }
      if kept { trial.order = .nameBytes }
    }
    return single + [all]
  }

  static func isSignature(_ name: Bytes, _ subject: DiagnosisSubject) -> Bool {
    subject.message.field(.signature)?.spellings.contains { name.elementsEqual($0.utf8) } ?? false
  }

  /// The names under which the gateways that may be tried carry their signatures.
  private static func signatureNames(_ subject: DiagnosisSubject) -> [String] {
    let gateways = subject.context.gateways + [subject.gateway]
    let names = gateways.flatMap(\.messages).compactMap(\.signatureField)
    return Array(Set(names + ["sign"])).sorted()
  }

  /// The signature field with what may have stood in it while the text was made.
  private static func signature(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let row = subject.message.field(.signature)
    let name = row?.name ?? "sign"
    let came = subject.list[name]?.literal
    var tries: [(String, Bytes)] = []
    if let came { tries.append((name, came)) }
    tries += [(name, []), (name, Array((row?.example ?? "").utf8)), (name, Array("null".utf8))]
    for other in ["sign_type", "signType"] where !subject.list.contains(other) {
      tries += [(other, Array("MD5".utf8)), (other, Array("md5".utf8))]
    }
    let signatures = signatureNames(subject)
    for other in signatures + ["type", "key"] where !subject.list.contains(other) {
      tries.append((other, []))
    }
    let present = subject.base.parts.filter {
      (["sign_type", "signType", "type"] + signatures).contains(
        String(decoding: $0.name, as: UTF8.self)) && !$0.isSigned
    }
    tries += present.map { (String(decoding: $0.name, as: UTF8.self), $0.text) }
    return tries.flatMap { name, text -> [Hypothesis] in
      // An empty one is signed as `name=`, with all other empty values or as the only one.
      (text.isEmpty ? [false, true] : [false]).map { isKept in
        Hypothesis(
          code: .signatureLeftIn, fields: [name],
          detail: text.isEmpty ? nil : DisplayText.quoted(text),
          text == came || text.isEmpty || text == Array("MD5".utf8) ? .common : .usual,
          family: .fields
        ) { trial in
          trial.parts.removeAll { $0.name.elementsEqual(name.utf8) }
          trial.sign(Array(name.utf8), as: text)
          if isKept { trial.empties = .kept }
          if subject.isTemplateInNameOrder { trial.order = .nameBytes }
        }
      }
    }
  }

  private static func duplicates(_ subject: DiagnosisSubject) -> [Hypothesis] {
    subject.list.duplicateNames.flatMap { name -> [Hypothesis] in
      let places = subject.list.fields.indices.filter { subject.list.fields[$0].name == name }
      guard subject.base.parts.contains(where: { $0.name == name && $0.isSigned }) else {
        return []
      }
      let display = String(decoding: name, as: UTF8.self)
      let one = places.dropLast().map { chosen in
        Hypothesis(code: .duplicateFirst, fields: [display], family: .fields) { trial in
          let own = trial.parts.first { $0.name == name && $0.isSigned }?.place
          for place in places {
            trial.change(place) { part in
              part.isSigned = place == chosen
              part.place = own ?? part.place
            }
          }
        }
      }
      return one + [
        Hypothesis(code: .duplicateBoth, fields: [display], family: .fields) { trial in
          let own = trial.parts.first { $0.name == name && $0.isSigned }?.place
          for place in places {
            trial.change(place) { part in
              part.isSigned = true
              part.place = own ?? part.place
            }
          }
        }
      ]
    }
  }
}
