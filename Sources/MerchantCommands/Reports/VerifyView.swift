import GatewayEngine
import PaymentValues
import Signing
import WireFormat

/// A verification's report, for people and for programs.
struct VerifyView {
  let report: MessageReport
  let subject: VerifySubject
  let unmask: Bool

  private var shown: DisplayedText {
    DisplayedText(
      unmask: unmask,
      keys: ([subject.profile] + subject.others).flatMap {
        [$0.key].compactMap { $0 } + $0.previousKeys
      })
  }

  private var stringToSign: String? {
    report.check.map { shown.stringToSign($0.stringToSign, message: report.message) }
  }

  var document: Document {
    Document(
      object: object, lines: lines, value: report.verdict.rawValue)
  }

  private var object: Document.Members {
    [
      ("valid", .bool(report.isValid)), ("verdict", .string(report.verdict.rawValue)),
      ("gateway", .string(report.gateway.id)),
      ("message", .string(report.message.kind.rawValue)),
      ("profile", .optional(report.profileName)),
      ("sign_expected", .optional(report.check?.expected)),
      ("sign_given", .optional(given)),
      ("string_to_sign", .optional(stringToSign)),
      ("order", .optional(report.orderNumber)),
      ("gateway_order", .optional(report.gatewayOrderNumber)),
      ("state", .optional(report.state)), ("status", .optional(report.status?.rawValue)),
      ("amount_fen", .optional(report.amount?.fen)),
      ("ordered_amount_fen", .optional(report.orderedAmount?.fen)),
      ("paid_amount_fen", .optional(report.paidAmount?.fen)),
      ("tolerance", .optional(tolerance?.name)),
      (
        "fields",
        .array(
          report.rows.map {
            .object([
              ("name", .string($0.name)), ("label", .string($0.label)),
              ("value", .string(shown.redacted($0.value))), ("signed", .bool($0.isSigned)),
            ])
          })
      ),
      ("findings", .array(findings.map(\.json))),
      (
        "readings",
        .array(
          report.readings.map { reading in
            .object([
              ("field", .string(reading.field)),
              (
                "hidden",
                .object(reading.hidden.fields.map { ($0.displayName, .string($0.value.display)) })
              ),
            ])
          })
      ),
    ]
  }

  private var given: String? {
    report.check.map { String(decoding: $0.given, as: UTF8.self) }
  }

  private var tolerance: GatewayTolerance? {
    if case .validBy(let tolerance) = report.check?.verdict {
      return GatewayTolerance(name: tolerance.name)
    }
    return nil
  }

  private struct GatewayTolerance { var name: String }

  private var findings: [Finding] {
    guard let wanted = subject.wanted else { return report.findings }
    return report.findings + [
      Finding(
        .warning, "signed_by_another_profile", place: subject.profile.name,
        "signed with the key of profile \(subject.profile.name), not \(wanted)",
        hint: "check which account the callback address belongs to")
    ]
  }

  private var lines: [String] {
    var lines = Layout.table(
      ["field", "label", "value", "signed"],
      report.rows.map {
        [$0.name, $0.label, shown.redacted($0.value), $0.isSigned ? "yes" : "no"]
      })
    var pairs = [
      ("gateway", report.gateway.id),
      ("message", "\(report.message.kind.rawValue) (\(report.message.source))"),
    ]
    if let name = report.profileName { pairs.append(("key of", name)) }
    if let text = stringToSign { pairs.append(("string to sign", text)) }
    if let check = report.check {
      pairs += [("sign expected", check.expected), ("sign given", given ?? "")]
    }
    if let order = report.orderNumber { pairs.append(("order", order)) }
    if let amount = report.amount { pairs.append(("amount", money(amount))) }
    if let status = report.status {
      pairs.append(("status", status.rawValue + (report.state.map { " (state \($0))" } ?? "")))
    }
    lines += [""] + Layout.pairs(pairs) + [""] + [verdictLine]
    return lines + findings.map { "  " + FindingText.line($0) }
  }

  private func money(_ amount: Money) -> String {
    guard let ordered = report.orderedAmount, ordered != amount else {
      return amount.yuan + " yuan"
    }
    return "\(amount.yuan) yuan paid, \(ordered.yuan) yuan ordered"
  }

  private var verdictLine: String {
    switch report.verdict {
    case .valid: "VALID: the signature is good" + (tolerance.map { " (by \($0.name))" } ?? "")
    case .invalid: "NOT VALID: the signature does not fit"
    case .ambiguous:
      "AMBIGUOUS: the signature is good, and the text has two readings; do not act on it"
    case .refused: "REFUSED: do not act on it"
    case .unsigned: "UNSIGNED: nothing proves who wrote it"
    }
  }
}
