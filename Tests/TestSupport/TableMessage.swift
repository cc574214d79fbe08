import Gateways
import PaymentValues
import Signing
import WireFormat

/// A message as its gateway's own table has it: every documented row filled by its role, paid where it
/// says so.
public struct TableMessage: Sendable {
  /// Whose message it is.
  public var gateway: GatewaySpec
  /// Its rows.
  public var message: MessageSpec
  /// The account's number.
  public var merchant = "20001222"
  /// The application's.
  public var application = "0ae8be35ff634e2abe94f5f32f6d5c4f"
  /// The merchant's number.
  public var order = "20260101120000000001"
  /// The amount that was ordered.
  public var amount = Money(fen: 10_000)
  /// The amount that was paid; the ordered one where nothing is said.
  public var paid: Money?
  /// The state.
  public var status = Status.succeeded
  /// Where the shopper pays; one of the document's form where nothing is said.
  public var payURL: String?

  /// Every message of every gateway.
  public static let all: [TableMessage] = GatewayCatalog.builtIn.flatMap { gateway in
    gateway.messages.map { TableMessage(gateway, $0) }
  }

  /// A message of that gateway.
  public init(_ gateway: GatewaySpec, _ message: MessageSpec) {
    self.gateway = gateway
    self.message = message
  }

  /// The documented fields without a signature.
  public var fields: FieldList {
    FieldList(
      message.fields.filter { $0.parent == nil && $0.isDocumented && $0.role != .signature }.map {
        Field(name: Array($0.name.utf8), value: value(of: $0))
      })
  }

  /// Fields with a signature at their end, by the document's rule or by another.
  public func signed(_ fields: FieldList, by rule: SigningRule? = nil, key: Secret) -> FieldList {
    guard let rule = rule ?? message.signing, let name = message.signatureField else {
      return fields
    }
    var fields = fields
    fields.remove(name)
    let text = StringToSign(fields, message: message, rule: rule)
    fields.append(name, Signer.sign(text, rule: rule, key: key))
    return fields
  }

  private func value(of row: FieldSpec) -> FieldValue {
    if row.kind == .object {
      let rows = message.fields.filter { $0.parent == row.name && $0.isDocumented }
      return .nested(
        Self.json(FieldList(rows.map { Field(name: Array($0.name.utf8), value: value(of: $0)) })))
    }
    let bytes = Array(text(of: row).utf8)
    guard row.isJSONLiteral else { return .text(bytes) }
    if bytes == Array("true".utf8) { return .boolean(true) }
    return JSONNumber.isValid(bytes) ? .number(bytes) : .text(bytes)
  }

  private func text(of row: FieldSpec) -> String {
    func money(_ money: Money) -> String {
      row.kind == .amount(.fen) ? String(money.fen) : money.yuan
    }
    switch row.role {
    case .merchantID: return merchant
    case .appID: return application
    case .orderNumber: return order
    case .gatewayOrderNumber: return "P20260101000001"
    case .amount: return money(amount)
    case .paidAmount: return money(paid ?? amount)
    case .resultCode: return message.success?.words.first ?? "1"
    case .state: return message.states.first { $0.status == status }?.word ?? "1"
    case .payURL:
      return payURL
        ?? (gateway.payURL == .relativeToBase ? "/pay?a=1" : "https://pay.example/x?a=1")
    case .notifyAgain: return "true"
    case .noticeKind: return "2"
    case .channelData, .attach, .extra1, .extra2: return "cd"
    default: return plain(row)
    }
  }

  /// What fits a row about which nothing else is known.
  private func plain(_ row: FieldSpec) -> String {
    switch row.kind {
    case .dateTime: "2026-01-01 12:00:00"
    case .compactDateTime: "20260101120000"
    case .milliseconds: "1767240000000"
    case .integer: "1"
    case .boolean: "true"
    case .url: "https://shop.example/x"
    case .choice(let values): values.first ?? ""
    case .code: row.example ?? "1"
    default: row.example ?? "x"
    }
  }

  /// Fields as a JSON object, literals kept.
  public static func json(_ list: FieldList) -> Bytes {
    let members = list.fields.map { field -> Bytes in
      let name = JSONWriter().bytes(.string(field.displayName))
      switch field.value {
      case .text: return name + [0x3A] + JSONWriter().bytes(.string(field.value.display))
      case .null: return name + Array(":null".utf8)
      default: return name + [0x3A] + field.value.literal
      }
    }
    return [0x7B] + Array(members.joined(separator: [0x2C])) + [0x7D]
  }
}

extension FieldList {
  /// A copy with one value replaced or appended.
  public func with(_ name: String, _ text: String) -> FieldList {
    var copy = self
    copy.set(name, .text(Array(text.utf8)))
    return copy
  }

  /// A copy without a field.
  public func without(_ name: String) -> FieldList {
    var copy = self
    copy.remove(name)
    return copy
  }
}
