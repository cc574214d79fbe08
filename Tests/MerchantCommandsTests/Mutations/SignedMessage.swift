import Gateways
import Messages
import PaymentValues
import Platform
import Signing
import WireFormat

/// A message of a built-in gateway, signed by its document's rule or by a tolerance.
struct SignedMessage {
  /// How the fields travel.
  enum Carrier: CaseIterable {
    case form, json, query
  }

  var gateway: GatewaySpec
  var message: MessageSpec
  var fields: FieldList

  /// The key of a gateway's account in these tests.
  static func key(_ gateway: GatewaySpec) -> String { "k-\(gateway.id)-4fet4zapshjacjd9" }

  /// Who the merchant is at every gateway.
  static let identity: [Role: String] = [.merchantID: "20001222", .appID: "0ae8be35ff634e2a"]

  /// Every message that is signed.
  static let kinds: [(GatewaySpec, MessageSpec)] = GatewayCatalog.builtIn.flatMap { gateway in
    gateway.messages.filter { $0.signing != nil }.map { (gateway, $0) }
  }

  static func profile(_ gateway: GatewaySpec) -> Profile {
    Profile(
      name: gateway.id, gateway: gateway, key: Secret(Array(key(gateway).utf8)), values: identity)
  }

  /// A message of that number: every one has an order of its own.
  init(_ number: Int, _ random: inout SplitMix64) {
    (gateway, message) = Self.kinds[number % Self.kinds.count]
    fields = FieldList()
    for row in message.fields where row.parent == nil && row.role != .signature {
      let isSent = row.isDocumented && row.requirement != .optional
      if !isSent, !Bool.random(using: &random) { continue }
      fields.append(row.name, Self.value(of: row, in: message, number, &random))
    }
    guard let own = message.signing, let name = message.signatureField else { return }
    let rules = [own] + message.tolerances.map(\.rule)
    let isOdd = Int.random(in: 0..<4, using: &random) == 0
    let rule = isOdd ? rules[Int.random(in: 0..<rules.count, using: &random)] : own
    let key = Secret(Array(Self.key(gateway).utf8))
    fields.append(name, Self.sign(fields, message, rule, key))
  }

  /// Puts something else where the signature is, and wherever else thirty-two bytes stand.
  mutating func replaceSignature(_ change: (Bytes) -> Bytes) {
    for index in fields.fields.indices where fields.fields[index].value.literal.count == 32 {
      fields.fields[index].value = .text(change(fields.fields[index].value.literal))
    }
  }

  /// The signature of the fields.
  static func sign(
    _ fields: FieldList, _ message: MessageSpec, _ rule: SigningRule, _ key: Secret
  ) -> String {
    Signer.sign(StringToSign(fields, message: message, rule: rule), rule: rule, key: key)
  }

  private static func value(
    of row: FieldSpec, in message: MessageSpec, _ number: Int, _ random: inout SplitMix64
  ) -> String {
    if case .amount(let unit) = row.kind {
      let whole = Int.random(in: 1...9_999, using: &random)
      return unit == .yuan ? "\(whole).\(10 + whole % 90)" : "\(whole)"
    }
    switch row.role {
    case .merchantID?, .appID?: return row.role.flatMap { identity[$0] } ?? ""
    case .orderNumber?: return "N\(100_000_000 + number)"
    case .gatewayOrderNumber?: return "G\(100_000_000 + number)"
    case .state?:
      let words = message.states.filter(\.isDocumented).map(\.word)
      return words.isEmpty ? "1" : words[Int.random(in: 0..<words.count, using: &random)]
    case .resultCode?: return message.success?.words.first ?? "1"
    case .attach?, .extra1?, .extra2?, .message?:
      let words = ["", "a b", "订单 7", "x+y", "50%", "A1"]
      return words[Int.random(in: 0..<words.count, using: &random)]
    default: return row.example ?? "20261120120000"
    }
  }

  /// The bytes of a body or a query.
  func bytes(_ carrier: Carrier) -> Bytes { Self.bytes(fields, carrier) }

  static func bytes(_ fields: FieldList, _ carrier: Carrier) -> Bytes {
    guard carrier == .json else { return FormCodec.encode(fields) }
    let writer = JSONWriter()
    func string(_ bytes: Bytes) -> Bytes {
      writer.bytes(.string(String(decoding: bytes, as: UTF8.self)))
    }
    let members = fields.fields.map { field -> Bytes in
      switch field.value {
      case .text(let bytes): string(field.name) + [0x3A] + string(bytes)
      case .number(let raw), .nested(let raw): string(field.name) + [0x3A] + raw
      case .boolean(let flag): string(field.name) + [0x3A] + Array((flag ? "true" : "false").utf8)
      case .null: string(field.name) + Array(":null".utf8)
      }
    }
    return [0x7B] + Bytes(members.joined(separator: [0x2C])) + [0x7D]
  }
}
