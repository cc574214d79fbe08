import ArgumentParsing

/// Options of `merchant query`.
enum QueryOptions {
  static let payout = Option(
    "payout", .flag, group: .fields, help: Text("They are payouts", zh: "查询代付"), environment: .off)

  static let byGatewayOrder = Option(
    "by-gateway-order", .flag, group: .fields,
    help: Text("The numbers are the gateway's", zh: "按网关订单号查"), environment: .off)

  static let notify = Option(
    "notify", .flag, group: .fields,
    help: Text("Ask the gateway to send its callback again", zh: "请求网关重发回调"), environment: .off)

  static let file = Option(
    "file", short: "f", .path, valueName: "FILE", group: .fields,
    help: Text("Numbers from a file, one a line; - for standard input", zh: "从文件读取订单号"),
    environment: .off)

  static let journal = Option(
    "journal", .flag, group: .fields, help: Text("Numbers from the journal", zh: "从日志取订单号"),
    environment: .off)

  static let open = Option(
    "open", .flag, group: .fields,
    help: Text("With --journal: those without an end (the default)", zh: "配合 --journal：未完结的"),
    environment: .off)

  static let wait = Option(
    "wait", .flag, group: .outputForm,
    help: Text("Ask again until all are final", zh: "轮询直到全部有最终状态"), environment: .off)

  static let timeout = Option(
    "timeout", .milliseconds(1...86_400_000, default: "10m"), group: .outputForm,
    help: Text("With --wait: for how long", zh: "配合 --wait：最长等待"), environment: .off)

  static let watch = Option(
    "watch", .flag, group: .outputForm,
    help: Text("Like --wait, redrawing a table on the terminal", zh: "在终端刷新显示"), environment: .off)

  static let retry = Option(
    "retry", .integer(0...10, default: 2), valueName: "N", group: .connection,
    help: Text("Ask again after a lost answer, up to N times", zh: "应答丢失后重试次数"), environment: .off)

  static let concurrency = PaceOptions.concurrency(
    of: Text("Questions", zh: "查询"), most: 64, usual: 4)

  static let all: [any OptionDeclaration] =
    [
      payout, byGatewayOrder, notify, file, journal, open, wait, timeout, watch, retry,
      JournalOptions.noJournal, FieldOptions.fields, FieldOptions.allowUnknownField,
    ] + pace

  /// How fast questions are asked.
  static let pace: [any OptionDeclaration] = [concurrency, PaceOptions.maxRate]
}
