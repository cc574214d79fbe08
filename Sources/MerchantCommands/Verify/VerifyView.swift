import Captures
import Diagnosis
import Messages
import PaymentValues
import Signing
import TextLayout
import WireFormat

/// A verification's report, for people and for programs.
struct VerifyView {
  let report: MessageReport
  let subject: VerifySubject
  let capture: Capture
  let diagnosis: Diagnosis?
  let snippet: SnippetLanguage?
  let unmask: Bool

  /// Several messages of one capture.
  static func list(_ views: [VerifyView]) -> Document {
    let blocks = views.enumerated().flatMap { index, view in
      ["— message \(index + 1) of \(views.count): \(view.place)", ""] + view.document.lines + [""]
    }
    let valid = views.allSatisfy(\.report.isValid)
    return Document(
      object: [
        ("valid", .bool(valid)), ("messages", .array(views.map { .object($0.document.object) })),
      ], records: views.map { Record($0.document.object) }, lines: blocks,
      value: views.map(\.report.verdict.rawValue).joined(separator: "\n"))
  }

  /// Where in the capture the message stood.
  private var place: String {
    var words = [capture.shape.rawValue]
    if let entry = capture.context.entry { words.append("entry \(entry)") }
    if let line = capture.context.line { words.append("line \(line)") }
    if capture.context.part != .whole { words.append(capture.context.part.rawValue) }
    return words.joined(separator: ", ")
  }

  private var shown: DisplayedText {
    DisplayedText(
      unmask: unmask,
      keys: ([subject.profile] + subject.others).flatMap {
        [$0.key].compactMap { $0 } + $0.previousKeys
      })
  }

  private var check: SignatureCheck? { subject.check }

  private var stringToSign: String? {
    check.map { shown.stringToSign($0.stringToSign, message: report.message) }
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
      ("from", .string(report.message.kind.comesFromGateway ? "gateway" : "merchant")),
      ("profile", .optional(report.profileName)),
      ("sign_expected", .optional(check?.expected)),
      ("sign_given", .optional(given)),
      ("string_to_sign", .optional(stringToSign)),
      ("order", .optional(report.orderNumber.map(shown.redacted))),
      ("claimed", .bool(!report.isValid)),
      ("gateway_order", .optional(report.gatewayOrderNumber.map(shown.redacted))),
      ("state", .optional(report.state.map(shown.redacted))),
      ("status", .optional(report.status?.rawValue)),
      ("amount_fen", .optional(report.amount?.fen)),
      ("ordered_amount_fen", .optional(report.orderedAmount?.fen)),
      ("paid_amount_fen", .optional(report.paidAmount?.fen)),
      ("tolerance", .optional(tolerance?.name)),
      (
        "fields",
        .array(
          report.rows.map {
            .object([
              ("name", .string(shown.redacted($0.name))), ("label", .string($0.label)),
              ("value", .string(shown.redacted($0.value))), ("signed", .bool($0.isSigned)),
            ])
          })
      ),
      ("findings", .array(findings.map(\.json))),
      ("capture", captureJSON),
      ("explanations", .array((diagnosis?.explanations ?? []).map(explanationJSON))),
      ("missing_signed", .array((diagnosis?.missing ?? []).map { .string($0) })),
      (
        "readings",
        .array(
          report.readings.map { reading in
            .object([
              ("field", .string(reading.field)),
              (
                "hidden",
                .object(hidden(reading))
              ),
            ])
          })
      ),
    ]
  }

  /// The fields of another reading. One that comes again gets a number: an object has each name once.
  private func hidden(_ reading: Ambiguity.Reading) -> Document.Members {
    var count: [String: Int] = [:]
    return reading.hidden.fields.map { field in
      let name = shown.redacted(field.displayName)
      count[name, default: 0] += 1
      let number = count[name] ?? 1
      let value = JSONValue.string(shown.redacted(field.value.display))
      return (number == 1 ? name : "\(name) (\(number))", value)
    }
  }

  private var given: String? {
    check.map { shown.redacted(String(decoding: $0.given, as: UTF8.self)) }
  }

  private var tolerance: GatewayTolerance? {
    if case .validBy(let tolerance) = check?.verdict {
      return GatewayTolerance(name: tolerance.name)
    }
    return nil
  }

  private var captureJSON: JSONValue {
    .object([
      ("shape", .string(capture.shape.rawValue)),
      ("payload_shape", .string(capture.payloadShape.rawValue)),
      ("place", .string(place)),
      (
        "repairs",
        .array(
          capture.repairs.map {
            .object([("code", .string($0.code)), ("sentence", .string($0.sentence))])
          })
      ),
      ("notes", .array(capture.notes.map { .string($0.sentence) })),
    ])
  }

  private func explanationJSON(_ explanation: Explanation) -> JSONValue {
    var members: Document.Members = [
      ("code", .string(explanation.code)),
      ("fields", .array(explanation.fields.map { .string($0) })),
      ("sentence", .string(shown.redacted(explanation.sentence))),
      ("sentence_zh", .string(shown.redacted(explanation.chineseSentence))),
      ("fix", .string(shown.redacted(explanation.fix))),
      ("hashed_text", .string(shown.redacted(explanation.evidence.hashedText))),
      ("rule_text", .string(shown.redacted(explanation.evidence.ruleText))),
      ("first_difference", .optional(explanation.evidence.firstDifference.map { Int64($0) })),
      ("matched_bits", .number(String(explanation.matchedBits))),
    ]
    let codes = explanation.causes.map(\.code)
    let snippets = SnippetLanguage.allCases.compactMap { language in
      codes.compactMap { $0.snippet(in: language) }.first.map {
        (language.rawValue, JSONValue.string($0))
      }
    }
    if !snippets.isEmpty { members.append(("snippets", .object(snippets))) }
    return .object(members)
  }

  private var explanationLines: [String] {
    guard let diagnosis else { return [] }
    guard let first = diagnosis.explanations.first else {
      return [
        "", "why: no known cause gives this signature (\(diagnosis.searched) texts tried)",
        "  " + shown.redacted(diagnosis.advice),
      ]
    }
    var lines: [String] = []
    for explanation in diagnosis.explanations {
      lines += ["", "why: \(explanation.code)"]
      lines.append("  " + TerminalSafeText.escape(shown.redacted(explanation.sentence)))
      lines.append(
        "  hashed  " + TerminalSafeText.escape(shown.redacted(explanation.evidence.marked)))
      lines.append(
        "  rule    " + TerminalSafeText.escape(shown.redacted(explanation.evidence.ruleText)))
      lines.append("  fix     " + TerminalSafeText.escape(shown.redacted(explanation.fix)))
    }
    if diagnosis.explanations.count > 1 {
      lines.append("  (\(diagnosis.explanations.count) explanations fit equally well)")
    }
    if let snippet, let text = first.causes.compactMap({ $0.code.snippet(in: snippet) }).first {
      lines += ["", "\(snippet.rawValue):"]
      lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
    }
    return lines
  }

  private struct GatewayTolerance { var name: String }

  private var findings: [Finding] {
    let own = report.findings.map { finding in
      var finding = finding
      finding.reason = shown.redacted(finding.reason)
      finding.place = finding.place.map(shown.redacted)
      return finding
    }
    guard let wanted = subject.wanted else { return own }
    return own + [
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
        [shown.redacted($0.name), $0.label, shown.redacted($0.value), $0.isSigned ? "yes" : "no"]
      })
    var pairs = capture.repairs.map { ("repaired", $0.sentence) }
    pairs += capture.notes.map { ("note", $0.sentence) }
    pairs += [
      ("read as", place), ("gateway", report.gateway.id),
      ("message", "\(report.message.kind.rawValue) (\(report.message.source))"),
    ]
    if isOwn { pairs.append(("from", "merchant: a request of your own")) }
    if let name = report.profileName { pairs.append(("key of", name)) }
    if let text = stringToSign { pairs.append(("string to sign", text)) }
    if let check = check {
      pairs += [("sign expected", check.expected), ("sign given", given ?? "")]
    }
    if let order = report.orderNumber { pairs.append(("order" + claim, shown.redacted(order))) }
    if let amount = report.orderedAmount { pairs.append(("amount" + claim, amount.yuan + " yuan")) }
    if let paid = report.differingPaidAmount {
      pairs.append(("paid" + claim, paid.yuan + " yuan"))
    }
    if let status = report.status {
      pairs.append(
        (
          "status" + claim,
          status.rawValue + (report.state.map { " (state \(shown.redacted($0)))" } ?? "")
        ))
    }
    lines += [""] + Layout.pairs(pairs) + [""] + [verdictLine]
    lines += findings.map { "  " + TerminalSafeText.escape(shown.redacted(FindingText.line($0))) }
    return lines + explanationLines
  }

  /// Nothing proves what a message says that is not valid.
  private var claim: String { report.isValid ? "" : " (claimed)" }

  private var isOwn: Bool { !report.message.kind.comesFromGateway }

  private var verdictLine: String {
    switch report.verdict {
    case .valid where isOwn:
      "VALID, but this is a request of your own: it proves nothing about payment"
    case .valid: "VALID: the signature is good" + (tolerance.map { " (by \($0.name))" } ?? "")
    case .invalid: "NOT VALID: the signature does not fit"
    case .ambiguous:
      "AMBIGUOUS: the signature is good, and the text has two readings; do not act on it"
    case .refused: "REFUSED: do not act on it"
    case .unsigned: "UNSIGNED: nothing proves who wrote it"
    }
  }
}
