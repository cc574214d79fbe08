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

  private static let words = MessageKind.allCases.map { kind in
    (kind, Text(english[kind] ?? "", zh: chinese[kind] ?? ""))
  }

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

  private static let english: [MessageKind: String] = [
    .order: "request to be paid", .orderAnswer: "answer to it",
    .orderCallback: "the gateway's callback", .query: "question about an order",
    .queryAnswer: "answer to it", .payout: "request to pay somebody",
    .payoutAnswer: "answer to it", .payoutCallback: "the gateway's callback",
    .payoutQuery: "question about a payout", .payoutQueryAnswer: "answer to it",
  ]

  private static let chinese: [MessageKind: String] = [
    .order: "下单请求", .orderAnswer: "下单返回", .orderCallback: "支付回调", .query: "查单请求",
    .queryAnswer: "查单返回", .payout: "代付请求", .payoutAnswer: "代付返回",
    .payoutCallback: "代付回调", .payoutQuery: "代付查询", .payoutQueryAnswer: "代付查询返回",
  ]
}

extension MessageSpec {
  /// Whether the rule takes every field whatever its name.
  var signsEveryField: Bool {
    if case .allExcept = signing?.selection { return true }
    return false
  }
}
