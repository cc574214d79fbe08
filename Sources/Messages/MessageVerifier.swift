import Gateways
import PaymentValues
import Signing
import WireFormat

/// Checks a message: structure, then signature, then readings, then whose it is, then the money.
public struct MessageVerifier: Sendable {
  let gateway: GatewaySpec
  let message: MessageSpec
  private let names: MessageNames
  private let memory: ReportMemory?

  /// Checks a message of that kind.
  public init(gateway: GatewaySpec, message: MessageSpec) {
    self.init(gateway: gateway, message: message, memory: nil)
  }

  /// Checks messages of that kind, and remembers what those that were good looked like.
  init(gateway: GatewaySpec, message: MessageSpec, memory: ReportMemory?) {
    self.gateway = gateway
    self.message = message
    self.memory = memory
    names = MessageNames(gateway: gateway, message: message)
  }

  /// Verifies against a profile's key and identity.
  public func verify(
    _ fields: FieldList, profile: Profile, expectation: Expectation = Expectation()
  ) -> MessageReport {
    if var known = memory?.report(fields, profile) {
      MoneyFindings.append(to: &known, expectation: expectation)
      return known
    }
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
      report.rows = rows(reader) { _ in false }
      let faults = NameCheck(message: message, names: names).faults(reader)
      report.findings += faults
      if !faults.isEmpty { report.verdict = .refused }
      return report
    }
    let structure = StructureCheck(gateway: gateway, message: message, rule: rule, names: names)
    let faults = structure.faults(reader)
    report.findings += faults
    if isUnsignedAnswer(reader) {
      noteDocumented(structure, reader, &report)
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
    guard !faults.contains(where: { $0.severity == .error }) else {
      noteDocumented(structure, reader, &report)
      return report
    }
    guard let key = profile.key, !key.isPlaceholder else {
      noteDocumented(structure, reader, &report)
      report.findings.append(ProfileCheck.unusableKey(profile))
      return report
    }
    judge(Verifier.check(fields, message: message, rule: rule, key: key), reader, profile, &report)
    memory?.learn(fields, report)
    MoneyFindings.append(to: &report, expectation: expectation)
    return report
  }

  /// What is to be said of the fields of a message that no rule was tried on: by the document's rule.
  private func noteDocumented(
    _ structure: StructureCheck, _ reader: FieldReader, _ report: inout MessageReport
  ) {
    let text = StringToSign(reader.fields, message: message, rule: structure.rule)
    let documented = Set(text.pairs.map(\.name))
    func isDocumented(_ field: Field) -> Bool {
      let name = message.field(named: field.displayName)?.name ?? field.displayName
      return documented.contains(field.name) || documented.contains(Array(name.utf8))
    }
    report.rows = rows(reader, isSigned: isDocumented)
    report.findings += structure.unknown(reader, isSigned: isDocumented)
  }

  private func judge(
    _ check: SignatureCheck, _ reader: FieldReader, _ profile: Profile,
    _ report: inout MessageReport
  ) {
    let fields = reader.fields
    report.check = check
    func isSigned(_ field: Field) -> Bool {
      check.covers(
        field, of: message.field(named: field.displayName), in: fields, message: message)
    }
    report.rows = rows(reader, isSigned: isSigned)
    let unknown = StructureCheck(
      gateway: gateway, message: message, rule: check.rule, names: names
    )
    .unknown(reader, isSigned: isSigned)
    report.findings += unknown
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
      let refusals =
        unknown.filter { $0.severity == .error } + kindFindings(check)
        + unsignedFacts(reader, isSigned, &report) + pinFindings(reader, profile)
      report.findings += refusals.filter { !unknown.contains($0) }
      if !refusals.isEmpty, report.verdict == .valid { report.verdict = .refused }
    }
  }

  private func kindFindings(_ check: SignatureCheck) -> [Finding] {
    [KindCheck(gateway: gateway, message: message).unclear(check, names)].compactMap { $0 }
  }

  /// What decides is read only from a field that the fitting rule signed (docs/rules.md V6): a
  /// tolerance may leave one out. A callback with such a field is refused, and so is an answer that
  /// cannot do without it; elsewhere the fact is dropped.
  private func unsignedFacts(
    _ reader: FieldReader, _ isSigned: (Field) -> Bool, _ report: inout MessageReport
  ) -> [Finding] {
    guard let rule = message.signing, message.kind.comesFromGateway else { return [] }
    let unsigned = message.fields.filter { row in
      guard row.parent == nil, row.namesAFact, let field = reader.field(of: row) else {
        return false
      }
      return !field.value.isEmpty && !isSigned(field)
    }
    guard !unsigned.isEmpty else { return [] }
    let names = Set(unsigned.compactMap { reader.field(of: $0)?.name })
    describe(
      FieldReader(
        FieldList(reader.fields.fields.filter { !names.contains($0.name) }), message: message),
      &report)
    return unsigned.filter { message.kind.isCallback || message.decides($0, under: rule) }.map {
      row in
      Finding(
        .error, "deciding_field_unsigned", place: reader.field(of: row)?.displayName,
        "\(row.name) decides about money and the signature does not cover it",
        hint: "anybody may have changed it; ask the gateway with a query")
    }
  }

  /// Only a message from the gateway is refused for it: in a request the merchant chose the values.
  private func judgeReadings(
    _ check: SignatureCheck, _ fields: FieldList, _ report: inout MessageReport
  ) {
    report.readings = Ambiguity.readings(
      check.stringToSign, fields: fields, rule: check.rule, gateway: gateway, message: message)
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
    report.orderedAmount = try? reader.money(.amount)?.get()
    report.paidAmount = try? reader.money(.paidAmount)?.get()
  }

  private func rows(_ reader: FieldReader, isSigned: (Field) -> Bool) -> [MessageReport.Row] {
    reader.fields.fields.map { field in
      let row = message.field(named: field.displayName)
      return MessageReport.Row(
        name: field.displayName, label: row?.label ?? "",
        value: MessageReport.shown(field.value.display, as: row?.role), isSigned: isSigned(field))
    }
  }
}
