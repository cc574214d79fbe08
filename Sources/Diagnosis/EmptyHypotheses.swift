import Gateways
import WireFormat

/// Which values count as empty.
enum EmptyHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    func rule(_ code: DiagnosisCode, _ empties: SigningRule.Empties) -> Hypothesis? {
      guard empties != subject.rule.empties else { return nil }
      return Hypothesis(
        code: code, fields: touched(subject, empties), family: .empties, maySleep: true
      ) {
        $0.empties = empties
      }
    }
    let drops = subject.rule.empties == .droppedAsPHP
    let keeps = subject.rule.empties == .kept || subject.rule.empties == .nullAsWord
    let rules = [
      rule(.emptiesSigned, .kept),
      rule(.nullOnlyDropped, .nullDropped),
      rule(drops ? .zeroKept : .emptiesDropped, .dropped),
      rule(.zeroDropped, .droppedAsPHP),
    ]
    return rules.compactMap { $0 } + words(subject) + (keeps ? [] : absentRows(subject))
  }

  /// The fields that two ways of dropping treat differently.
  private static func touched(_ subject: DiagnosisSubject, _ empties: SigningRule.Empties)
    -> [String]
  {
    var other = subject.base
    other.empties = empties
    return subject.base.parts.indices.filter { index in
      let part = subject.base.parts[index]
      return part.isSigned && subject.base.isLeftOut(part) != other.isLeftOut(part)
    }.map(subject.name)
  }

  /// `null` as PHP, Java, Python, Go and JavaScript print it.
  private static func words(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let nulls = subject.base.parts.indices.filter {
      let part = subject.base.parts[$0]
      return part.value.isEmpty && part.isSigned
    }
    return ["null", "NULL", "None", "nil", "<nil>", "undefined"].flatMap { word in
      [true, false].map { onlyNulls in
        Hypothesis(
          code: .nullAsWord, fields: nulls.map(subject.name), detail: "“\(word)”",
          word == "null" ? .common : .usual, family: .empties
        ) { trial in
          for index in trial.parts.indices where trial.parts[index].isSigned {
            let value = trial.parts[index].value
            guard value == .null || !onlyNulls && value.isEmpty else { continue }
            trial.parts[index].text = Array(word.utf8)
            trial.parts[index].value = .text(Array(word.utf8))
          }
        }
      }
    }
  }

  /// Rows that the message does not hold, signed as `name=` or `name=null`.
  private static func absentRows(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let present = Set(subject.list.fields.map(\.displayName))
    let rows = subject.message.fields.filter { row in
      row.parent == nil && row.role != .signature
        && !row.spellings.contains { present.contains($0) }
    }
    return rows.flatMap { row in
      ["", "null"].map { word in
        Hypothesis(
          code: word.isEmpty ? .emptiesSigned : .nullAsWord, fields: [row.name],
          detail: word.isEmpty ? nil : "“null”", .usual, family: .empties
        ) { trial in
          trial.sign(Array(row.name.utf8), as: Array(word.utf8))
        }
      }
    }
  }
}
