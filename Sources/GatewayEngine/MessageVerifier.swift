import Gateways
import PaymentValues
import Signing
import WireFormat

/// Checks a message: structure, then signature, then readings, then whose it is, then the money.
public struct MessageVerifier: Sendable {
  let gateway: GatewaySpec
  let message: MessageSpec

  /// Checks messages of that kind.
  public init(gateway: GatewaySpec, message: MessageSpec) {
    self.gateway = gateway
    self.message = message
  }

  /// Verifies against a profile's key and identity.
  public func verify(
    _ fields: FieldList, profile: Profile, expectation: Expectation = Expectation()
  ) -> MessageReport {
    let reader = FieldReader(fields, message: message)
    var report = MessageReport(
      gateway: gateway, message: message, profileName: profile.name, verdict: .refused)
    describe(reader, &report)
    guard let rule = message.signing else {
      report.verdict = .unsigned
      report.findings.append(
        Finding(
          .note, "unsigned_message", "\(message.source): this message carries no signature",
          hint: "believe it only as far as you trust the connection"
            + (message.kind.answersQuestion ? "" : "; confirm by a query")))
      report.rows = rows(reader, signed: [])
      return report
    }
    report.rows = rows(reader, signed: signedNames(fields, rule))
    let faults = StructureCheck(message: message, rule: rule).faults(reader)
    report.findings += faults
    if isUnsignedAnswer(reader) {
      report.verdict = .unsigned
      report.findings.append(
        Finding(
          .warning, "signature_absent", place: message.signatureField,
          "the answer carries no signature; nothing proves who wrote it",
          hint: message.kind.answersQuestion
            ? "believe it only as far as you trust the connection"
            : "confirm by a query before acting on it"))
      return report
    }
    guard !faults.contains(where: { $0.severity == .error }) else { return report }
    guard let key = profile.key, !key.isPlaceholder else {
      report.findings.append(ProfileCheck.unusableKey(profile))
      return report
    }
    let check = Verifier.check(fields, message: message, rule: rule, key: key)
    judge(check, fields, profile, &report)
    MoneyFindings.append(to: &report, reader: reader, expectation: expectation)
    return report
  }

  private func judge(
    _ check: SignatureCheck, _ fields: FieldList, _ profile: Profile, _ report: inout MessageReport
  ) {
    report.check = check
    report.rows = rows(
      FieldReader(fields, message: message),
      signed: Set(check.stringToSign.pairs.map { String(decoding: $0.name, as: UTF8.self) }))
    switch check.verdict {
    case .absent: report.verdict = .unsigned
    case .malformed(let reason):
      report.findings.append(
        Finding(.error, "signature_malformed", place: message.signatureField, reason))
    case .mismatch: report.verdict = .invalid
    case .valid, .validBy:
      report.verdict = .valid
      if case .validBy(let tolerance) = check.verdict {
        report.findings.append(
          Finding(
            .note, "tolerance_used", place: tolerance.name, tolerance.reason,
            hint: "the document's own rule gives another signature"))
      }
      judgeReadings(check, fields, &report)
      let pins = pinFindings(FieldReader(fields, message: message), profile)
      if !pins.isEmpty {
        report.findings += pins
        if report.verdict == .valid { report.verdict = .refused }
      }
    }
  }

  /// Only a message from the gateway is refused for it: in a request the merchant chose the values.
  private func judgeReadings(
    _ check: SignatureCheck, _ fields: FieldList, _ report: inout MessageReport
  ) {
    report.readings = Ambiguity.readings(check.stringToSign, fields: fields, rule: check.rule)
    let fromGateway = message.kind.comesFromGateway
    if fromGateway, !report.readings.isEmpty { report.verdict = .ambiguous }
    report.findings += report.readings.map { reading in
      Finding(
        fromGateway ? .error : .warning, "ambiguous_value", place: reading.field,
        "the value contains '&name=': the same signature covers a reading with "
          + reading.hidden.fields.suffix(max(1, reading.hidden.fields.count - 1))
          .map(\.displayName).joined(separator: ", ")
          + " as fields of their own",
        hint: fromGateway
          ? "do not act on it; ask the gateway with a query" : "leave '&' out of this field")
    }
  }

  /// A message signed with our key must also name us: keys are reused across accounts in practice.
  private func pinFindings(_ reader: FieldReader, _ profile: Profile) -> [Finding] {
    [Role.merchantID, .appID].compactMap { role in
      guard let ours = profile.values[role], let theirs = reader.text(role), theirs != ours else {
        return nil
      }
      return Finding(
        .error, "wrong_account", place: message.field(role)?.name,
        "the message is for \(Masking.identifier(theirs)), profile '\(profile.name)' is \(Masking.identifier(ours))",
        hint: "verify it with the profile of that account")
    }
  }

  private func isUnsignedAnswer(_ reader: FieldReader) -> Bool {
    message.kind.request != nil && (reader.value(.signature)?.isEmpty ?? true)
  }

  private func describe(_ reader: FieldReader, _ report: inout MessageReport) {
    report.orderNumber = reader.text(.orderNumber)
    report.gatewayOrderNumber = reader.text(.gatewayOrderNumber)
    (report.state, report.status) = reader.status.map { ($0.word, $0.status) } ?? (nil, nil)
    if case .success(let money) = reader.money(.amount) { report.orderedAmount = money }
    if case .success(let money) = reader.money(.paidAmount) { report.paidAmount = money }
  }

  private func signedNames(_ fields: FieldList, _ rule: SigningRule) -> Set<String> {
    let text = StringToSign(fields, message: message, rule: rule)
    return Set(text.pairs.map { String(decoding: $0.name, as: UTF8.self) })
  }

  private func rows(_ reader: FieldReader, signed: Set<String>) -> [MessageReport.Row] {
    reader.fields.fields.map { field in
      let row = message.field(named: field.displayName)
      let text = field.value.display
      let value: String
      switch row?.role {
      case .accountNumber: value = Masking.account(text)
      case .accountName, .payer: value = Masking.name(text)
      default: value = text
      }
      let covered =
        signed.contains(field.displayName) || row.map { signed.contains($0.name) } ?? false
      return MessageReport.Row(
        name: field.displayName, label: row?.label ?? "", value: value, isSigned: covered)
    }
  }
}
