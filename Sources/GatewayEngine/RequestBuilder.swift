import Gateways
import HTTP
import Messages
import PaymentValues
import Signing
import WireFormat

/// What an operator, a batch row or a program says about a request, gateway-neutral.
public struct RequestInput: Sendable {
  /// Amounts by role, in fen.
  public var money: [Role: Money] = [:]
  /// Texts by role.
  public var texts: [Role: String] = [:]
  /// Values of single fields by the gateway's own names; they win over roles.
  public var named: [(name: String, value: FieldValue)] = []
  /// Whether names that the gateway's table lacks are sent all the same.
  public var allowsUnknownFields = false
  /// Which way in; nil for the preferred one.
  public var mode: Endpoint.Mode?

  /// Nothing said yet.
  public init() {}
}

/// A request that is complete, checked and signed, and has not been sent.
public struct PreparedRequest: Sendable {
  /// What it asks for.
  public var kind: MessageKind
  /// The message's table.
  public var message: MessageSpec
  /// The way in.
  public var endpoint: Endpoint
  /// All fields in the table's order, the signature included.
  public var fields: FieldList
  /// The text that was hashed.
  public var stringToSign: StringToSign
  /// The signature.
  public var signature: String
  /// What goes over the wire.
  public var http: HTTPRequest
  /// The merchant's order number.
  public var orderNumber: String?
  /// The amount, where the request has one.
  public var amount: Money?
  /// Warnings; errors would have prevented the request.
  public var warnings: [Finding]
}

/// Builds requests from a gateway's rows.
public struct RequestBuilder: Sendable {
  let profile: Profile
  let unixMilliseconds: Int64
  let random: @Sendable () -> UInt64

  /// - Parameters:
  ///   - unixMilliseconds: the time that goes into the request.
  ///   - random: 64 random bits, for an order number that was not given.
  public init(
    profile: Profile, unixMilliseconds: Int64, random: @escaping @Sendable () -> UInt64
  ) {
    self.profile = profile
    self.unixMilliseconds = unixMilliseconds
    self.random = random
  }

  /// Everything that is missing or wrong; of the configuration where it alone is to blame.
  private func refusal(_ kind: MessageKind, _ findings: [Finding]) -> Refusal {
    let ofConfig: Set<String> = ["no_base_url", "unusable_key", "url_malformed"]
    let errors = findings.filter { $0.severity == .error }
    return Refusal(
      errors.allSatisfy { ofConfig.contains($0.code) } ? .config : .usage, findings,
      message: "the \(kind.rawValue) for \(profile.gateway.id) was not made; "
        + Refusal.nothingSent)
  }

  /// Builds, validates and signs.
  public func build(_ kind: MessageKind, _ input: RequestInput) throws(Refusal) -> PreparedRequest {
    guard let operation = profile.gateway.operation(kind) else {
      throw refusal(
        kind,
        [
          Finding(
            .error, "no_such_operation", "gateway \(profile.gateway.id) has no \(kind.rawValue)",
            hint: "'merchant gateways show \(profile.gateway.id)' lists what it has")
        ])
    }
    let message = operation.request
    var findings: [Finding] = []
    let endpoint = endpoint(of: operation, mode: input.mode, &findings)
    var fields = FieldList()
    let source = ValueSource(
      profile: profile, input: input, message: message, unixMilliseconds: unixMilliseconds,
      random: random)
    let validator = FieldValidator(gateway: profile.gateway, message: message)
    // A value that was refused is not missing, too: one fault, one finding.
    var refused: Set<String> = []
    for row in message.fields where row.role != .signature && row.parent == nil {
      let before = findings.count
      if let value = source.value(of: row, endpoint: endpoint, &findings) {
        findings += validator.check(value.display, for: row)
        fields.append(Field(name: Array(row.name.utf8), value: value))
      }
      if findings[before...].contains(where: { $0.severity == .error }) { refused.insert(row.name) }
    }
    source.appendUnknown(to: &fields, &findings)
    findings += missing(fields, message, besides: refused) + unwritable(fields, endpoint)
    guard let rule = message.signing, let name = message.signatureField else {
      let finding = Finding(.error, "no_signing_rule", "\(message.source) gives no signing rule")
      throw refusal(kind, findings + [finding])
    }
    guard let key = profile.key, !key.isPlaceholder else {
      throw refusal(kind, findings + [ProfileCheck.unusableKey(profile)])
    }
    findings += secrets(fields, KeyGuard([key] + profile.previousKeys))
    guard !findings.contains(where: { $0.severity == .error }) else {
      throw refusal(kind, findings)
    }
    let text = StringToSign(fields, message: message, rule: rule)
    let signature = Signer.sign(text, rule: rule, key: key)
    fields.append(name, signature)
    let http: HTTPRequest
    do throws(Refusal) {
      http = try RequestEncoder(baseURL: profile.baseURL ?? "").encode(fields, endpoint)
    } catch { throw refusal(kind, findings + error.findings) }
    return PreparedRequest(
      kind: kind, message: message, endpoint: endpoint, fields: fields, stringToSign: text,
      signature: signature, http: http,
      orderNumber: FieldReader(fields, message: message).text(.orderNumber),
      amount: amount(fields, message), warnings: findings)
  }

  private func endpoint(
    of operation: OperationSpec, mode: Endpoint.Mode?, _ findings: inout [Finding]
  ) -> Endpoint {
    guard let mode else { return operation.endpoints[0] }
    if let endpoint = operation.endpoints.first(where: { $0.mode == mode }) { return endpoint }
    findings.append(
      Finding(
        .error, "no_such_mode",
        "gateway \(profile.gateway.id) has no \(mode.rawValue) mode for \(operation.request.kind.rawValue)"
      ))
    return operation.endpoints[0]
  }

  private func amount(_ fields: FieldList, _ message: MessageSpec) -> Money? {
    if case .success(let money) = FieldReader(fields, message: message).money(.amount) {
      return money
    }
    return nil
  }

  /// JSON is UTF-8: other bytes would be replaced on the way out, and the signature would not fit.
  private func unwritable(_ fields: FieldList, _ endpoint: Endpoint) -> [Finding] {
    switch endpoint.encoding {
    case .form, .query: return []
    case .json, .formField: break
    }
    return fields.fields.filter { !UTF8Validation.isValid($0.name + $0.value.literal) }.map {
      Finding(
        .error, "not_utf8", place: $0.displayName,
        "the value is not UTF-8, and this request is JSON",
        hint: "convert it to UTF-8 first")
    }
  }

  /// The key signs and is never sent: it would come back in callbacks and lie about in records.
  private func secrets(_ fields: FieldList, _ keys: KeyGuard) -> [Finding] {
    fields.fields.filter { keys.holds($0.value.literal) }.map {
      Finding(
        .error, "key_in_field", place: $0.displayName,
        "the value holds the signing key, which is never sent",
        hint: "give the value that belongs there; if it was sent before, ask for a new key")
    }
  }

  private func missing(
    _ fields: FieldList, _ message: MessageSpec, besides refused: Set<String>
  ) -> [Finding] {
    func isThere(_ row: FieldSpec) -> Bool {
      refused.contains(row.name) || fields[row.name].map { !$0.isEmpty } ?? false
    }
    return message.fields.filter { $0.parent == nil && $0.role != .signature }.compactMap { row in
      switch row.requirement {
      case .required where !isThere(row):
        break
      case .oneOf(let group)
      where !message.fields.contains(where: { $0.requirement == .oneOf(group) && isThere($0) }):
        break
      default: return nil
      }
      let flag = row.role.map { "--\($0.rawValue)" } ?? "--field \(row.name)=…"
      return Finding(
        .error, "missing_field", place: row.name,
        "\(row.label) is required by \(message.source)",
        hint: "give \(flag), or set \(row.role?.rawValue ?? row.name) in the profile")
    }
  }
}
