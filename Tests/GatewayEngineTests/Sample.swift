import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Signing
import Testing
import WireFormat

/// Messages as a gateway's own table has them: every documented row filled by its role, then signed.
struct Sample: Sendable, CustomTestStringConvertible {
  var gateway: GatewaySpec
  var message: MessageSpec

  var testDescription: String { "\(gateway.id)/\(message.kind.rawValue)" }

  static let key = Secret(Array("M3rchantKey0123456789abcdefABCDEF".utf8))

  /// Every message of every gateway.
  static let all: [Sample] = GatewayCatalog.builtIn.flatMap { gateway in
    gateway.messages.map { Sample(gateway: gateway, message: $0) }
  }

  /// The eight messages that gateways sign.
  static let signedByGateway = all.filter {
    $0.message.kind.comesFromGateway && $0.message.signing != nil
  }

  static func of(_ gateway: String, _ kind: MessageKind) -> Sample? {
    all.first { $0.gateway.id == gateway && $0.message.kind == kind }
  }

  var profile: Profile {
    var profile = Profile(name: "shop1", gateway: gateway, key: Self.key)
    profile.values = [
      .merchantID: "20001222", .appID: "0ae8be35ff634e2abe94f5f32f6d5c4f",
      .notifyURL: "https://shop.example/notify", .returnURL: "https://shop.example/return",
    ]
    profile.baseURL = "https://gateway.example"
    profile.mode = .test
    return profile
  }

  var verifier: MessageVerifier { MessageVerifier(gateway: gateway, message: message) }

  /// The fields without signature.
  var unsigned: FieldList {
    var list = FieldList()
    for row in message.fields where row.parent == nil && row.isDocumented && row.role != .signature
    {
      list.append(Field(name: Array(row.name.utf8), value: value(of: row)))
    }
    return list
  }

  /// The fields with a good signature, where the message is signed.
  var fields: FieldList { signed(unsigned) }

  /// Signs fields by the document's rule, or by another.
  func signed(_ fields: FieldList, rule: SigningRule? = nil, key: Secret = key) -> FieldList {
    guard let rule = rule ?? message.signing, let name = message.signatureField else {
      return fields
    }
    var fields = fields
    fields.remove(name)
    let text = StringToSign(fields, message: message, rule: rule)
    fields.append(name, Signer.sign(text, rule: rule, key: key))
    return fields
  }

  /// The rows on which money hangs: their loss is refused before any digest.
  var deciding: [FieldSpec] {
    let roles: Set<Role> = [.merchantID, .orderNumber, .amount, .state, .signature]
    return message.fields.filter { row in
      guard row.isDocumented, row.requirement != .optional, let role = row.role else {
        return false
      }
      return roles.contains(role)
    }
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
    switch row.role {
    case .merchantID: "20001222"
    case .appID: "0ae8be35ff634e2abe94f5f32f6d5c4f"
    case .orderNumber: "20260101120000000001"
    case .gatewayOrderNumber: "P20260101000001"
    case .amount, .paidAmount: row.kind == .amount(.fen) ? "10000" : "100.00"
    case .resultCode: message.success?.words.first ?? "1"
    case .state: message.states.first { $0.status == .succeeded }?.word ?? "1"
    case .payURL:
      row.example.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "https://pay.example/x?a=1"
    case .notifyAgain: "true"
    case .noticeKind: "2"
    case .channelData: "cd"
    default:
      switch row.kind {
      case .dateTime: "2026-01-01 12:00:00"
      case .compactDateTime: "20260101120000"
      case .milliseconds: "1767240000000"
      case .integer: "1"
      case .url: "https://shop.example/x"
      case .choice(let values): values.first ?? ""
      default: row.example ?? "x"
      }
    }
  }

  /// The fields as a JSON object, literals kept.
  static func json(_ list: FieldList) -> Bytes {
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

  /// A request of this message's kind.
  func request(_ change: (inout RequestInput) -> Void = { _ in }) throws(RequestRefusal)
    -> PreparedRequest
  {
    var input = Self.input(message.kind, gateway)
    change(&input)
    return try RequestBuilder(
      profile: profile, unixMilliseconds: 1_767_240_000_000, random: { 1_234_567_890_123 }
    ).build(message.kind, input)
  }

  /// What an operator says for such a request.
  static func input(_ kind: MessageKind, _ gateway: GatewaySpec) -> RequestInput {
    var input = RequestInput()
    let roles = Set(gateway.message(kind)?.fields.compactMap(\.role) ?? [])
    if roles.contains(.amount) { input.money[.amount] = Money(fen: 10_000) }
    let texts: [Role: String] = [
      .orderNumber: "M20260101000001", .channel: "1", .subject: "tea",
      .goodsDescription: "green tea",
      .bankCode: "HPT00001", .bankName: "建设银行", .accountType: "1", .accountName: "测试",
      .accountNumber: "6222000011116789", .province: "江苏", .city: "上海",
    ]
    for (role, text) in texts where roles.contains(role) { input.texts[role] = text }
    return input
  }
}

extension FieldList {
  /// A copy with one value replaced or appended.
  func with(_ name: String, _ text: String) -> FieldList {
    var copy = self
    copy.set(name, .text(Array(text.utf8)))
    return copy
  }

  /// A copy without a field.
  func without(_ name: String) -> FieldList {
    var copy = self
    copy.remove(name)
    return copy
  }
}

extension MessageReport {
  func has(_ code: String) -> Bool { findings.contains { $0.code == code } }
}

extension Answer {
  func has(_ code: String) -> Bool { findings.contains { $0.code == code } }
}
