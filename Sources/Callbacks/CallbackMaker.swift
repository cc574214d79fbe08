import Gateways
import HTTP
import Messages
import PaymentValues
import Signing
import WireFormat

/// What a made callback shall say. Whatever is left open gets a plausible value.
package struct CallbackInput: Sendable {
  /// How the fields travel, where not as the document has it.
  package enum Body: String, Sendable, CaseIterable {
    /// Form fields, in the body or in the query.
    case form
    /// A JSON object.
    case json
  }

  /// Amounts by role, in fen.
  package var money: [Role: Money] = [:]
  /// Texts by role.
  package var texts: [Role: String] = [:]
  /// Values by the gateway's own names; they win over roles. Names that the table lacks are sent, too.
  package var named: [(name: String, value: FieldValue)] = []
  /// Names of fields to leave out, before signing.
  package var removed: [String] = []
  /// Whether the last digit of the signature is wrong.
  package var hasBadSignature = false
  /// `GET` or `POST`; nil for the document's.
  package var method: String?
  /// How the fields travel.
  package var body = Body.form

  /// Everything plausible: paid, over 1.00 yuan.
  package init() {}
}

/// A callback as the gateway would send it.
package struct MadeCallback: Sendable {
  /// The message's table.
  package var message: MessageSpec
  /// How the gateway delivers it and what it wants to hear.
  package var delivery: CallbackDelivery
  /// The fields in the table's order.
  package var fields: FieldList
  /// The text that was signed, its key masked.
  package var stringToSign: String
  /// What goes over the wire; the path is the receiver's.
  package var raw: RawCallback
  /// Why no handler may believe it, in a few words; nil when it is as good as the gateway's own.
  package var flaw: String?
}

/// Makes signed callbacks from a gateway's table.
package struct CallbackMaker: Sendable {
  private let profile: Profile
  private let values: CallbackValues

  /// - Parameters:
  ///   - unixMilliseconds: the time of payment that the callback tells.
  ///   - random: 64 random bits, for numbers that were not given.
  package init(profile: Profile, unixMilliseconds: Int64, random: @Sendable () -> UInt64) {
    self.profile = profile
    values = CallbackValues(
      profile: profile, unixMilliseconds: unixMilliseconds, digits: random() % 1_000_000)
  }

  /// Builds and signs one. Throws every fault at once.
  package func make(_ kind: MessageKind, _ input: CallbackInput) throws(Refusal) -> MadeCallback {
    guard kind.isCallback, let message = profile.gateway.message(kind),
      let delivery = profile.gateway.delivery(of: kind), let rule = message.signing,
      let signatureField = message.signatureField
    else {
      throw Refusal.fault(
        .refused, "no_such_callback", "gateway \(profile.gateway.id) has no \(kind.rawValue)")
    }
    guard let key = profile.key, !key.isPlaceholder else {
      throw Refusal(.refused, [ProfileCheck.unusableKey(profile)])
    }
    var fields = try values.fields(message, input)
    let text = StringToSign(fields, message: message, rule: rule)
    let given = input.named.last { $0.name == signatureField }?.value
    var signature = Signer.sign(text, rule: rule, key: key)
    if input.hasBadSignature { signature = Self.spoilt(signature) }
    if !input.removed.contains(signatureField) {
      place(given ?? .text(Array(signature.utf8)), signatureField, message, &fields)
    }
    return MadeCallback(
      message: message, delivery: delivery, fields: fields, stringToSign: text.masked,
      raw: Self.raw(fields, input, delivery), flaw: flaw(fields, message, input))
  }

  /// What was asked to be wrong is held against the rule by which every message is verified here. A
  /// field that a genuine message may lack leaves it good.
  private func flaw(_ fields: FieldList, _ message: MessageSpec, _ input: CallbackInput)
    -> String?
  {
    if input.hasBadSignature { return "its signature is wrong" }
    guard !input.removed.isEmpty || !input.named.isEmpty else { return nil }
    let report = MessageVerifier(gateway: profile.gateway, message: message)
      .verify(fields, profile: profile)
    switch report.verdict {
    case .valid, .ambiguous: return nil
    case .unsigned: return "it has no signature"
    case .invalid: return "its signature is wrong"
    case .refused:
      let finding = report.findings.first { $0.severity == .error }
      return finding.map { finding in
        (finding.place.map { "\($0): " } ?? "") + finding.reason
      } ?? "it lacks what decides about money"
    }
  }

  /// Puts the signature where the table has it, unless it is to be left out.
  private func place(
    _ value: FieldValue, _ name: String, _ message: MessageSpec, _ fields: inout FieldList
  ) {
    let before = Set(message.fields.prefix { $0.name != name }.map { Array($0.name.utf8) })
    let index = fields.fields.lastIndex { before.contains($0.name) }.map { $0 + 1 } ?? 0
    fields.fields.insert(Field(name: Array(name.utf8), value: value), at: index)
  }

  private static func spoilt(_ signature: String) -> String {
    signature.dropLast() + (signature.last == "0" ? "1" : "0")
  }

  private static func raw(
    _ fields: FieldList, _ input: CallbackInput, _ delivery: CallbackDelivery
  ) -> RawCallback {
    let method = input.method ?? delivery.method
    if method == "GET" {
      return RawCallback(method: "GET", path: "/", query: FormCodec.encode(fields))
    }
    switch input.body {
    case .form:
      return RawCallback(
        method: method, path: "/", contentType: "application/x-www-form-urlencoded",
        body: FormCodec.encode(fields))
    case .json:
      return RawCallback(
        method: method, path: "/", contentType: "application/json", body: json(fields))
    }
  }

  private static func json(_ fields: FieldList) -> Bytes {
    JSONWriter().bytes(
      .object(
        fields.fields.map { field in
          let value: JSONValue =
            switch field.value {
            case .text(let bytes): .string(String(decoding: bytes, as: UTF8.self))
            case .number(let bytes): .number(String(decoding: bytes, as: UTF8.self))
            case .boolean(let flag): .bool(flag)
            case .null: .null
            case .nested(let raw): (try? JSONValue.parse(raw)) ?? .null
            }
          return (field.displayName, value)
        }))
  }
}
