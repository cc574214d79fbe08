import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Signing
import TestSupport
import WireFormat

/// A gateway's own good messages, made of its table.
struct GatewayVoice: Sendable {
  var gateway: GatewaySpec
  var order = "M20260101000001"
  var fen: Int64 = 10_000
  var paidFen: Int64?
  var status = Status.succeeded
  var payURL: String?

  static let profile = """
    [shop]
    gateway = GATEWAY
    base-url = https://gateway.example
    merchant-id = 20001222
    app-id = 0ae8
    mode = test
    key = \(Bench.key)
    notify-url = https://shop.example/notify
    return-url = https://shop.example/return
    """

  /// Words of a command about an order or payout, every field given that the gateway wants.
  func words(_ kind: MessageKind, _ more: [String] = []) -> [String] {
    switch kind {
    case .query: return ["query", "-p", "shop", order] + more
    case .payoutQuery: return ["query", "--payout", "-p", "shop", order] + more
    default: break
    }
    let command = kind == .order ? "create-order" : "payout"
    var words = [command, "-p", "shop", "--order", order, "--amount", yuan(fen)]
    let channel = gateway.codeTable(.channel)?.rows.first?.code ?? "1"
    let values: [Role: String] = [
      .channel: channel, .subject: "tea", .goodsDescription: "green tea", .accountName: "测试人",
      .accountNumber: "6222020200112233445", .province: "江苏", .city: "上海", .accountType: "1",
    ]
    for row in gateway.message(kind)?.fields ?? [] where row.requirement == .required {
      guard let role = row.role, let value = values[role] else { continue }
      words += ["--\(role.rawValue)", value]
    }
    if kind == .payout { words += ["--bank", "中国建设银行", "--yes"] }
    return words + more
  }

  private func yuan(_ fen: Int64) -> String { Money(fen: fen).yuan }

  /// A good message of that kind, signed where the gateway signs it.
  func message(_ kind: MessageKind, _ change: (inout FieldList) -> Void = { _ in }) -> String {
    guard let message = gateway.message(kind) else { return "" }
    var fields = FieldList()
    for row in message.fields where row.parent == nil && row.isDocumented && row.role != .signature
    {
      fields.append(Field(name: Array(row.name.utf8), value: value(of: row, message)))
    }
    change(&fields)
    if let rule = message.signing, let name = message.signatureField {
      let text = StringToSign(fields, message: message, rule: rule)
      fields.append(name, Signer.sign(text, rule: rule, key: Secret(Array(Bench.key.utf8))))
    }
    return String(decoding: Self.json(fields), as: UTF8.self)
  }

  private func value(of row: FieldSpec, _ message: MessageSpec) -> FieldValue {
    if row.kind == .object {
      let rows = message.fields.filter { $0.parent == row.name && $0.isDocumented }
      return .nested(
        Self.json(
          FieldList(rows.map { Field(name: Array($0.name.utf8), value: value(of: $0, message)) })))
    }
    let bytes = Array(text(of: row, message).utf8)
    guard row.isJSONLiteral else { return .text(bytes) }
    if bytes == Array("true".utf8) { return .boolean(true) }
    return JSONNumber.isValid(bytes) ? .number(bytes) : .text(bytes)
  }

  private func text(of row: FieldSpec, _ message: MessageSpec) -> String {
    func money(_ fen: Int64) -> String { row.kind == .amount(.fen) ? String(fen) : yuan(fen) }
    switch row.role {
    case .merchantID: return "20001222"
    case .appID: return "0ae8"
    case .orderNumber: return order
    case .gatewayOrderNumber: return "P20260101000001"
    case .amount: return money(fen)
    case .paidAmount: return money(paidFen ?? fen)
    case .resultCode: return message.success?.words.first ?? "1"
    case .state: return message.states.first { $0.status == status }?.word ?? "1"
    case .payURL:
      return payURL
        ?? (gateway.payURL == .relativeToBase ? "/pay?a=1" : "https://pay.example/x?a=1")
    default:
      switch row.kind {
      case .dateTime: return "2026-01-01 12:00:00"
      case .milliseconds: return "1767240000000"
      case .integer, .code: return "1"
      default: return row.example ?? "x"
      }
    }
  }

  private static func json(_ list: FieldList) -> Bytes {
    let members = list.fields.map { field -> Bytes in
      let name = JSONWriter().bytes(.string(field.displayName))
      if case .text = field.value {
        return name + [0x3A] + JSONWriter().bytes(.string(field.value.display))
      }
      return name + [0x3A] + field.value.literal
    }
    return [0x7B] + Array(members.joined(separator: [0x2C])) + [0x7D]
  }

  /// A no in this gateway's own form.
  func refusal(_ kind: MessageKind, code: String? = nil, _ words: String) -> String {
    let text = JSONWriter().string(.string(words))
    switch gateway.id {
    case "pay-center":
      let more = code.map { #","errCode":"\#($0)","errDes":\#(text)"# } ?? ""
      return #"{"retCode":"FAIL","retMsg":\#(text)\#(more)}"#
    case "lianhe":
      return kind == .order
        ? #"{"success":false,"errorMsg":\#(text)}"#
        : #"{"error":\#(code.map { #""\#($0)""# } ?? text),"errorMessage":\#(text)}"#
    default: return #"{"status":"error","msg":\#(text),"data":[]}"#
    }
  }

  /// A profile `shop` of this gateway.
  func bench() -> Bench {
    let bench = Bench()
    bench.config(Self.profile.replacing("GATEWAY", with: gateway.id))
    return bench
  }

  static let all = GatewayCatalog.builtIn.map { GatewayVoice(gateway: $0) }

  static func of(_ id: String) -> GatewayVoice {
    all.first { $0.gateway.id == id } ?? GatewayVoice(gateway: .payCenter)
  }
}

extension Bench {
  /// Runs with that gateway at the other end.
  func run(_ words: [String], _ transport: any HTTPTransport) -> Outcome {
    run(words) { $0.transport = { transport } }
  }
}
