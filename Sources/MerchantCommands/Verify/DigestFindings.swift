import Gateways
import Messages
import PaymentValues

/// What the digest says of a message that is not valid.
enum DigestFindings {
  /// Whether it fits a refused message, and which fields that it should cover are absent.
  static func of(_ subject: VerifySubject) -> [Finding] {
    guard let check = subject.check, !check.given.isEmpty, !subject.report.isValid else {
      return []
    }
    var findings: [Finding] = []
    if subject.report.check == nil {
      findings.append(
        check.isValid
          ? Finding(
            .note, "digest_fits",
            "the digest fits what came; the message is refused for what is said above only")
          : Finding(
            .warning, "digest_misfit", place: subject.message.signatureField,
            "the digest does not fit what came"))
    }
    guard !check.isValid else { return findings }
    return findings
      + absent(subject.message, rows: subject.report.rows).map { row in
        Finding(
          .warning, "signed_field_absent", place: row.name,
          "\(row.name) is signed by the document and absent",
          hint: "a likely cause: find the whole message")
      }
  }

  /// The rows that the document signs and that a message without them lacks.
  static func absent(_ message: MessageSpec, rows: [MessageReport.Row]) -> [FieldSpec] {
    let present = Set(rows.map(\.name))
    return message.fields.filter { row in
      guard row.parent == nil, row.isDocumented, row.role != .signature,
        present.isDisjoint(with: row.spellings)
      else { return false }
      switch message.signing?.selection {
      case .marked: return row.signed == true && row.requirement != .optional
      case .listed(let names): return names.contains(row.name)
      case .allExcept(let names): return row.requirement == .required && !names.contains(row.name)
      case nil: return false
      }
    }
  }
}
