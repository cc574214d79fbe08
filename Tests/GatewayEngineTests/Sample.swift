import GatewayEngine
import Gateways
import HTTP
import Messages
import PaymentValues
import Signing
import TestSupport
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

  private var table: TableMessage { TableMessage(gateway, message) }

  /// The fields without signature.
  var unsigned: FieldList { table.fields }

  /// The fields with a good signature, where the message is signed.
  var fields: FieldList { signed(unsigned) }

  /// Signs fields by the document's rule, or by another.
  func signed(_ fields: FieldList, rule: SigningRule? = nil, key: Secret = key) -> FieldList {
    table.signed(fields, by: rule, key: key)
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

  /// The fields as a JSON object, literals kept.
  static func json(_ list: FieldList) -> Bytes { TableMessage.json(list) }

  /// A request of this message's kind.
  func request(_ change: (inout RequestInput) -> Void = { _ in }) throws(Refusal) -> PreparedRequest
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

extension MessageReport {
  func has(_ code: String) -> Bool { findings.contains { $0.code == code } }
}

extension Answer {
  func has(_ code: String) -> Bool { findings.contains { $0.code == code } }
}
