import ArgumentParsing
import GatewayEngine
import PaymentValues

extension JSONShape {
  static let exchange = JSONShape(
    "exchange", Text("a request and what became of it", zh: "请求及其结果"),
    [
      JSONMember("outcome", .words(of: Exchange.Outcome.self), "what became of it", zh: "结果"),
      JSONMember("reply", .words(of: Reply.self), "what was answered", zh: "应答类别"),
      .gateway,
      JSONMember("profile", .text, "the account", zh: "账户"), .message,
      JSONMember("order", .text, .orNull, "your number", zh: "商户单号"),
      JSONMember("gateway_order", .text, .orNull, "the gateway's number", zh: "平台单号"),
      JSONMember("amount_fen", .fen, .orNull, "what was ordered", zh: "订单金额"),
      JSONMember("paid_amount_fen", .fen, .orNull, "what was paid", zh: "实付金额"),
      JSONMember("state", .text, .orNull, "the gateway's word for the state", zh: "网关状态值"),
      JSONMember(
        "status", .words(of: Status.self), .orNull, "what it means, where believed", zh: "状态（可信）"),
      JSONMember(
        "claimed_status", .words(of: Status.self), .orNull,
        "what it would mean, where not believed",
        zh: "声称的状态（不可信）"),
      JSONMember("last_known", .text, .orNull, "what an earlier answer said", zh: "此前已知的情况"),
      JSONMember("pay_url", .text, .orNull, "where to pay", zh: "支付地址"),
      JSONMember(
        "pay_method", .word(["open", "post", "page"]), .orNull, "how to go there", zh: "支付方式"),
      JSONMember(
        "pay_fields",
        .list(
          .object(
            JSONShape(
              "pay_field", Text("a field to post", zh: "要提交的字段"),
              [
                JSONMember("name", .text, "its name", zh: "名称"),
                JSONMember("value", .text, "its value", zh: "值"),
              ]))), .orNull, "what to post, in that order", zh: "要提交的字段（按顺序）"),
      JSONMember("page", .text, .orNull, "the file of the page to open", zh: "支付页文件"),
      JSONMember("authenticated", .flag, "whether the answer was signed", zh: "应答是否有有效签名"),
      JSONMember("http_status", .count, .orNull, "HTTP status", zh: "HTTP 状态码"),
      JSONMember(
        "code", .text, .orNull, "the gateway's code, or why nothing came back", zh: "网关代码或失败原因代码"),
      JSONMember("gateway_message", .text, .orNull, "the gateway's words", zh: "网关说明"),
      JSONMember("reason", .text, .orNull, "why nothing came back", zh: "失败原因"),
      JSONMember("next", .text, .orNull, "what to do", zh: "下一步"),
      .findings,
    ])

  static let exchanges = JSONShape(
    "exchanges", Text("several questions", zh: "多次查询"),
    [JSONMember("orders", .list(.object(exchange)), "each question", zh: "各次查询")])

  static let unsentRequest = JSONShape(
    "request", Text("a request that was not sent", zh: "未发送的请求"),
    [
      JSONMember("sent", .flag, "false", zh: "恒为 false"),
      JSONMember("method", .text, "the HTTP method", zh: "HTTP 方法"),
      JSONMember("url", .text, "the address", zh: "地址"),
      JSONMember("headers", .map(.text), "the headers", zh: "请求头"),
      JSONMember("body", .text, "the body; empty with GET", zh: "请求体"),
      JSONMember("masked", .flag, "whether values are masked", zh: "是否已脱敏"),
      JSONMember("string_to_sign", .text, "what was hashed, the key masked", zh: "待签字符串（密钥已脱敏）"),
      JSONMember("sign", .text, "the signature", zh: "签名"),
      JSONMember("order", .text, .orNull, "your number", zh: "商户单号"),
      JSONMember("curl", .text, .orNull, "the command that sends it", zh: "等价的 curl 命令"),
      JSONMember("values_file", .text, .orNull, "the file that the command reads", zh: "命令读取的文件"),
    ])

  static let unsentRequests = JSONShape(
    "requests", Text("requests that were not sent", zh: "未发送的多个请求"),
    [JSONMember("requests", .list(.object(unsentRequest)), "each request", zh: "各请求")])

  static let orderPage = JSONShape(
    "order_page", Text("a page that places the order", zh: "下单页面"),
    [
      JSONMember("order", .text, .orNull, "your number", zh: "商户单号"),
      JSONMember("page", .text, .orNull, "the file", zh: "文件"),
      JSONMember("sent", .flag, "false: the browser sends it", zh: "恒为 false，由浏览器发送"),
    ])
}

extension JSONResult {
  static let unsent = JSONResult(
    when: Text("with --dry-run, --as or --values-file", zh: "使用 --dry-run、--as 或 --values-file"),
    .unsentRequest)
}
