import ArgumentParsing
import Callbacks
import Gateways
import PaymentValues

extension JSONShape {
  static let heardCallback = JSONShape(
    "heard_callback", Text("a callback that came", zh: "收到的回调"),
    [
      JSONMember("time", .time, "when", zh: "时间"),
      JSONMember("verdict", .words(of: CallbackVerdict.self), "the verdict", zh: "结论"),
      JSONMember("profile", .text, .orNull, "the account", zh: "账户"),
      JSONMember("gateway", .text, .orNull, "the gateway's name", zh: "网关"),
      JSONMember(
        "message", .words(of: MessageKind.self), .orNull, "the kind of message", zh: "报文种类"),
      JSONMember("order", .text, .orNull, "your number", zh: "商户单号"),
      JSONMember(
        "status", .words(of: Status.self), .orNull, "what it says, where believed", zh: "状态（可信）"),
      JSONMember("amount_fen", .fen, .orNull, "what was ordered", zh: "订单金额"),
      JSONMember("paid_amount_fen", .fen, .orNull, "what was paid", zh: "实付金额"),
      JSONMember("repeated", .flag, "whether it came before", zh: "是否重复"),
      JSONMember("acknowledged", .flag, "whether it was acknowledged", zh: "是否已应答确认"),
      JSONMember("http_status", .count, "HTTP status of the answer", zh: "应答的 HTTP 状态码"),
      JSONMember("sequence", .count, .orNull, "its number in the record", zh: "记录序号"),
      JSONMember("handler", .text, .orNull, "what your handler answered", zh: "业务处理程序的应答"),
      JSONMember(
        "handler_faults", .list(.words(of: AcknowledgementFault.self)), "what is wrong with that",
        zh: "应答的问题"),
      .findings,
    ])

  static let replayedCallback = JSONShape(
    "replayed_callback", Text("a callback that was sent again", zh: "重放的回调"),
    [
      JSONMember("order", .text, .orNull, "your number", zh: "商户单号"),
      JSONMember("gateway", .text, .orNull, "the gateway's name", zh: "网关"),
      JSONMember(
        "message", .words(of: MessageKind.self), .orNull, "the kind of message", zh: "报文种类"),
      JSONMember(
        "verdict", .words(of: CallbackVerdict.self), .orNull, "the verdict when it came",
        zh: "当时的结论"),
      JSONMember("forged", .flag, "whether it must be refused", zh: "是否必须拒绝"),
      JSONMember("http_status", .count, .orNull, "HTTP status of the answer", zh: "应答的 HTTP 状态码"),
      JSONMember("acknowledged", .flag, "whether it was acknowledged", zh: "是否已应答确认"),
      JSONMember("answer", .text, "what was answered", zh: "应答"),
    ])

  static let delivery = JSONShape(
    "delivery", Text("a callback that was delivered", zh: "一次回调投递"),
    [
      JSONMember("round", .count, "the round, from 1", zh: "轮次，从 1 起"),
      JSONMember("copy", .count, "the copy within it, from 1", zh: "轮内序号，从 1 起"),
      JSONMember("milliseconds", .milliseconds, "how long the answer took", zh: "应答耗时"),
      JSONMember("http_status", .count, .orNull, "HTTP status of the answer", zh: "应答的 HTTP 状态码"),
      JSONMember("document_accepts", .flag, "whether the document takes the answer", zh: "按文档是否接受"),
      JSONMember(
        "servers_accept", .words(of: AcknowledgementVerdict.Acceptance.self), .orNull,
        "whether real servers take it", zh: "真实网关是否接受"),
      JSONMember(
        "forgery", .words(of: ForgeryOutcome.self), .orNull, "what became of a forged one",
        zh: "伪造回调的结果"),
      JSONMember("verdict", .text, "the verdict in words", zh: "结论"),
      JSONMember(
        "faults",
        .list(
          .object(
            JSONShape(
              "acknowledgement_fault", Text("what is wrong with an answer", zh: "应答的问题"),
              [
                JSONMember("code", .words(of: AcknowledgementFault.self), "what it is", zh: "代码"),
                JSONMember("reason", .text, "what is wrong", zh: "原因"),
                JSONMember("fix", .text, "what to change", zh: "如何修改"),
              ]))), "what is wrong with the answer", zh: "应答的问题"),
    ])

  static let notification = JSONShape(
    "notification", Text("a callback that was made and delivered", zh: "生成并投递的回调"),
    [
      .message,
      JSONMember("method", .text, "the HTTP method", zh: "HTTP 方法"),
      JSONMember("string_to_sign", .text, "what was hashed, the key masked", zh: "待签字符串（密钥已脱敏）"),
      JSONMember("fields", .map(.text), "the fields by the gateway's names", zh: "字段"),
      JSONMember(
        "expected", .word(["acknowledged", "refused"]), "what the handler should do", zh: "应有的处理"),
      JSONMember("flaw", .text, .orNull, "what was made wrong on purpose", zh: "故意制造的错误"),
      .findings,
      JSONMember("attempts", .list(.object(delivery)), "the deliveries", zh: "各次投递"),
    ])
}
