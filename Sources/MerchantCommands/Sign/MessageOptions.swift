import ArgumentParsing
import Gateways
import Messages
import PaymentValues
import WireFormat

/// `--message`, and what it is when it was not given.
enum MessageOptions {
  static let message = Option(
    "message", short: "m", .choice(words), valueName: "KIND", group: .fields,
    help: Text("Which message it is", zh: "报文种类"), environment: .off,
    defaultNote: Text("told by the field names", zh: "按字段名识别"))

  private static let words = MessageKind.allCases.map { ($0, text(of: $0)) }

  /// The message named by `--message`, or told by the names of the fields.
  static func message(_ context: CommandContext, gateway: GatewaySpec, fields: FieldList)
    throws(Refusal) -> MessageSpec
  {
    if let kind = context[message] {
      return try message(kind, of: gateway)
    }
    if let best = MessageRecognizer.candidates(for: fields, among: [gateway]).first {
      return best.message
    }
    // A gateway that signs every field signs any set of them alike.
    if let message = gateway.messages.first(where: { $0.signsEveryField }) { return message }
    let nearest = NearestMessage(fields, among: [gateway])
    throw Refusal(
      .data, "unknown_message", "no message of \(gateway.id) has these fields",
      place: nearest?.unknown.first { $0.suggestion != nil }?.name,
      hint: (nearest.map { $0.sentence + "; " } ?? "") + "say which it is with --message")
  }

  /// The gateway's message of that kind.
  static func message(_ kind: MessageKind, of gateway: GatewaySpec) throws(Refusal) -> MessageSpec {
    if let message = gateway.message(kind) { return message }
    let names = gateway.messages.map(\.kind.rawValue).joined(separator: ", ")
    throw Refusal(
      .usage, "no_such_message", "gateway \(gateway.id) has no message '\(kind.rawValue)'",
      hint: "its messages are: \(names)")
  }

  private static func text(of kind: MessageKind) -> Text {
    switch kind {
    case .order: Text("request to be paid", zh: "下单请求")
    case .orderAnswer: Text("answer to it", zh: "下单返回")
    case .orderCallback: Text("the gateway's callback", zh: "支付回调")
    case .query: Text("question about an order", zh: "查单请求")
    case .queryAnswer: Text("answer to it", zh: "查单返回")
    case .payout: Text("request to pay somebody", zh: "代付请求")
    case .payoutAnswer: Text("answer to it", zh: "代付返回")
    case .payoutCallback: Text("the gateway's callback", zh: "代付回调")
    case .payoutQuery: Text("question about a payout", zh: "代付查询")
    case .payoutQueryAnswer: Text("answer to it", zh: "代付查询返回")
    }
  }
}

extension MessageSpec {
  /// Whether the rule takes every field whatever its name.
  var signsEveryField: Bool {
    if case .allExcept = signing?.selection { return true }
    return false
  }
}
