import GatewayEngine
import Gateways
import HTTP
import PaymentValues
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
    var table = TableMessage(gateway, message)
    table.application = "0ae8"
    table.order = order
    table.amount = Money(fen: fen)
    table.paid = paidFen.map { Money(fen: $0) }
    table.status = status
    table.payURL = payURL
    var fields = table.fields
    change(&fields)
    return String(
      decoding: TableMessage.json(table.signed(fields, key: Secret(Array(Bench.key.utf8)))),
      as: UTF8.self)
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
