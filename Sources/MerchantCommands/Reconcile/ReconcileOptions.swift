import ArgumentParsing
import Reconciliation

/// Options of `merchant reconcile`.
enum ReconcileOptions {
  static let ours = Option(
    "ours", .paths, valueName: "FILE", group: .fields,
    help: Text(
      "Our records: CSV, JSONL, or 'journal'; several files are one side",
      zh: "己方记录：文件或 journal；可多次给出"), environment: .off, isRequired: true)

  static let theirs = Option(
    "theirs", .paths, valueName: "FILE", group: .fields,
    help: Text("The gateway's statement; several are one side", zh: "网关对账单；可多次给出"),
    environment: .off, conflicts: ["query", "callbacks"])

  static let query = Option(
    "query", .flag, group: .fields,
    help: Text("Ask the gateway about orders without an end", zh: "实时查询未完结订单"), environment: .off,
    conflicts: ["callbacks"])

  static let allOrders = Option(
    "all-orders", .flag, group: .fields,
    help: Text("With --query: ask about every order", zh: "配合 --query：查询全部订单"), environment: .off)

  static let callbacks = Option(
    "callbacks", .path, valueName: "FILE", group: .fields,
    help: Text("Record of 'merchant listen'", zh: "listen 的记录文件"), environment: .off)

  static let oursColumns = Option(
    "ours-columns", .text, valueName: "MAP", group: .fields,
    help: Text("order=…,amount=…:fen,status=…", zh: "列名映射：order=…,amount=…:fen,status=…"),
    environment: .off)

  static let theirsColumns = Option(
    "theirs-columns", .text, valueName: "MAP", group: .fields,
    help: Text("The same for the statement", zh: "对账单列名映射"), environment: .off)

  static let statusWords = Option(
    "status-words", .texts(splitAtCommas: true), valueName: "WORD=MEANING", group: .fields,
    help: Text(
      "What words of the state or type mean: 处理完成=succeeded", zh: "状态或类型用词的含义：处理完成=succeeded"),
    environment: .off)

  static let roundNumbers = Option(
    "round-numbers", .flag, group: .fields,
    help: Text("Long numbers that end in zeros are right", zh: "接受以多个零结尾的长数字"), environment: .off)

  static let payout = Option(
    "payout", .flag, group: .fields, help: Text("Payouts, not orders", zh: "对代付"), environment: .off
  )

  static let amounts = Option(
    "amounts",
    .choice([
      (AmountRule.orderedOnly, Text("paid amounts are not compared", zh: "只比订单金额")),
      (.likeWithLike, Text("ordered with ordered, paid with paid", zh: "订单金额比订单金额，实付比实付")),
      (.orderedAndPaid, Text("both must agree", zh: "两者都比")),
    ]), group: .fields, help: Text("Which amounts must agree", zh: "比较哪些金额"), environment: .off,
    defaultNote: Text("by the gateway", zh: "按网关"))

  static let cutoff = Option(
    "cutoff", .date, valueName: "TIME", group: .fields,
    help: Text("End of the day, Beijing time", zh: "日切时间（北京时间）"), environment: .off)

  static let sinceLast = Option(
    "since-last", .flag, group: .fields,
    help: Text("Only what came after the last run", zh: "只对上次之后的"), environment: .off)

  static let repair = Option(
    "repair",
    .choice([(ReconcileRepair.Way.notify, Text("ask for the callback again", zh: "请求重发回调"))]),
    group: .safety, help: Text("For orders paid there and not here", zh: "处理掉单"), environment: .off)

  static let html = Option(
    "html", .path, valueName: "FILE", group: .outputForm,
    help: Text("Also write the report as a page", zh: "同时写出 HTML 报告"), environment: .off)

  static let threads = Option(
    "threads", .integer(1...64), valueName: "N", group: .outputForm,
    help: Text("Workers", zh: "线程数"), environment: .off, defaultNote: Text("one a core", zh: "每核一个")
  )

  static let all: [any OptionDeclaration] =
    [
      ours, theirs, query, allOrders, callbacks, oursColumns, theirsColumns, statusWords,
      roundNumbers, payout, amounts, cutoff, sinceLast, repair, html, threads,
    ] + QueryOptions.pace
}
