import ArgumentParsing

/// Options of `merchant notify`.
enum NotifyOptions {
  static let payout = Option(
    "payout", .flag, group: .fields, help: Text("A payout's callback", zh: "代付回调"),
    environment: .off)

  static let order = Option(
    "order", .text, valueName: "NO", group: .fields,
    help: Text("Merchant's order number", zh: "商户订单号"), environment: .off)

  static let amount = Option(
    "amount", .money, valueName: "YUAN", group: .fields, help: Text("Ordered amount", zh: "订单金额"),
    environment: .off)

  static let paidAmount = Option(
    "paid-amount", .money, valueName: "YUAN", group: .fields,
    help: Text("Paid amount, where the gateway says it apart", zh: "实付金额"), environment: .off)

  static let state = Option(
    "state", .text, valueName: "WORD", group: .fields,
    help: Text("The gateway's word for the state", zh: "状态值"), environment: .off)

  static let without = Option(
    "without", .texts(), valueName: "FIELD", group: .fields,
    help: Text("Leave a field out", zh: "去掉字段"), environment: .off)

  static let badSign = Option(
    "bad-sign", .flag, group: .fields, help: Text("With a wrong signature", zh: "使用错误签名"),
    environment: .off)

  static let expect = Option(
    "expect",
    .choice([
      (NotifyJudge.Expectation.acknowledged, Text("The handler must take it", zh: "应被接受")),
      (.refused, Text("The handler must refuse it", zh: "应被拒绝")),
    ]), group: .fields, help: Text("What is right here", zh: "正确的结果"), environment: .off,
    defaultNote: Text("refused for a forged one, else acknowledged", zh: "伪造的应被拒绝，其余应被接受"))

  static let repeats = Option(
    "repeat", .flag, group: .connection,
    help: Text("Repeat on the documented schedule until acknowledged", zh: "按文档周期重发"),
    environment: .off)

  static let timeScale = Option(
    "time-scale", .text(default: "1"), valueName: "FACTOR", group: .connection,
    help: Text("Shorten the waits", zh: "缩短等待"), environment: .off)

  static let parallel = Option(
    "parallel", .integer(1...64, default: 1), valueName: "N", group: .connection,
    help: Text("N copies at the same time", zh: "同时发送 N 份"), environment: .off)

  static let allowRemote = Option(
    "allow-remote", .flag, group: .safety,
    help: Text("The handler is not on this machine", zh: "处理程序不在本机"), environment: .off)

  static let all: [any OptionDeclaration] = [
    payout, order, amount, paidAmount, state, FieldOptions.fields, without, badSign, expect,
    repeats, timeScale, parallel, allowRemote,
  ]
}
