import ArgumentParsing
import GatewayEngine
import Gateways
import PaymentValues
import Platform
import Reconciliation
import WireFormat

/// `merchant reconcile`: our records against the gateway's; silent when both agree.
enum ReconcileCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "reconcile", synonyms: ["对账", "match"],
      summary: Text("Compare our records with the gateway's", zh: "对账"),
      detail: Text(
        "Silent and 0 when everything ties out; a report and 1 when not. Reads statements as gateways and spreadsheets write them (docs/statements.md), and refuses what a spreadsheet has damaged. A file without states lists what was paid. Refunds are compared with refunds, and added up apart.",
        zh: "一致时无输出、退出码 0；不一致时给出报告、退出码 1。能读取各种对账单，拒绝被表格软件损坏的数据。没有状态列的文件视为全部已支付。退款只与退款比较，单独合计。"),
      options: options + AccountOptions.online,
      examples: [
        Example(
          "merchant reconcile --ours orders.csv --theirs statement.csv",
          Text("Two files", zh: "两个文件")),
        Example(
          "merchant reconcile --ours orders.csv --theirs 20261101.csv --theirs 20261102.csv",
          Text("Several days of bills", zh: "多日账单")),
        Example(
          "merchant reconcile -p pay-center --ours journal --query --max-rate 5/s",
          Text("From cron: the journal against live queries", zh: "定时任务：日志对实时查询")),
        Example(
          "merchant reconcile --ours orders.csv --theirs bill.csv -o csv --excel",
          Text("Every difference, for a spreadsheet", zh: "导出全部差异")),
      ],
      exitStatuses: [
        ExitStatus(0, Text("everything ties out", zh: "一致")),
        ExitStatus(1, Text("differences", zh: "有差异")),
        ExitStatus(65, Text("a file is damaged", zh: "文件有损坏")),
        ExitStatus(75, Text("another run holds the lock", zh: "另一进程正在对账")),
        ExitStatus(76, Text("some orders got no answer", zh: "部分订单未得到应答")),
      ]),
    run: { (context) throws(CommandFailure) in try ReconcileRun(context: context).run() })

  private static let options: [OptionSpec] =
    sources + [
      OptionSpec(
        "payout", kind: .flag, group: .fields, help: Text("Payouts, not orders", zh: "对代付"),
        environment: .off),
      OptionSpec(
        "amounts",
        kind: .choice([
          Choice("ordered-only", Text("paid amounts are not compared", zh: "只比订单金额")),
          Choice(
            "like-with-like",
            Text("ordered with ordered, paid with paid", zh: "订单金额比订单金额，实付比实付")),
          Choice("ordered-and-paid", Text("both must agree", zh: "两者都比")),
        ]), group: .fields, help: Text("Which amounts must agree", zh: "比较哪些金额"),
        environment: .off, defaultNote: Text("by the gateway", zh: "按网关")),
      OptionSpec(
        "cutoff", kind: .date, valueName: "TIME", group: .fields,
        help: Text("End of the day, Beijing time", zh: "日切时间（北京时间）"), environment: .off),
      OptionSpec(
        "since-last", kind: .flag, group: .fields,
        help: Text("Only what came after the last run", zh: "只对上次之后的"), environment: .off),
      OptionSpec(
        "repair",
        kind: .choice([
          Choice("notify", Text("ask for the callback again", zh: "请求重发回调"))
        ]), group: .safety,
        help: Text("For orders paid there and not here", zh: "处理掉单"), environment: .off),
      OptionSpec(
        "html", kind: .path, valueName: "FILE", group: .outputForm,
        help: Text("Also write the report as a page", zh: "同时写出 HTML 报告"), environment: .off),
      OptionSpec(
        "threads", kind: .integer(1...64), valueName: "N", group: .outputForm,
        help: Text("Workers", zh: "线程数"), environment: .off,
        defaultNote: Text("one a core", zh: "每核一个")),
    ] + PaceOptions.questions

  private static let sources: [OptionSpec] = [
    OptionSpec(
      "ours", kind: .path, valueName: "FILE", group: .fields,
      help: Text(
        "Our records: CSV, JSONL, or 'journal'; several files are one side",
        zh: "己方记录：文件或 journal；可多次给出"),
      environment: .off, isRequired: true, isList: true),
    OptionSpec(
      "theirs", kind: .path, valueName: "FILE", group: .fields,
      help: Text("The gateway's statement; several are one side", zh: "网关对账单；可多次给出"),
      environment: .off, isList: true, conflicts: ["query", "callbacks"]),
    OptionSpec(
      "query", kind: .flag, group: .fields,
      help: Text("Ask the gateway about orders without an end", zh: "实时查询未完结订单"),
      environment: .off, conflicts: ["callbacks"]),
    OptionSpec(
      "all-orders", kind: .flag, group: .fields,
      help: Text("With --query: ask about every order", zh: "配合 --query：查询全部订单"),
      environment: .off),
    OptionSpec(
      "callbacks", kind: .path, valueName: "FILE", group: .fields,
      help: Text("Record of 'merchant listen'", zh: "listen 的记录文件"), environment: .off),
    OptionSpec(
      "ours-columns", kind: .text, valueName: "MAP", group: .fields,
      help: Text("order=…,amount=…:fen,status=…", zh: "列名映射：order=…,amount=…:fen,status=…"),
      environment: .off),
    OptionSpec(
      "theirs-columns", kind: .text, valueName: "MAP", group: .fields,
      help: Text("The same for the statement", zh: "对账单列名映射"), environment: .off),
    OptionSpec(
      "status-words", kind: .text, valueName: "WORD=MEANING", group: .fields,
      help: Text(
        "What words of the state or type mean: 处理完成=succeeded", zh: "状态或类型用词的含义：处理完成=succeeded"),
      environment: .off, isList: true, splitsAtCommas: true),
    OptionSpec(
      "round-numbers", kind: .flag, group: .fields,
      help: Text("Long numbers that end in zeros are right", zh: "接受以多个零结尾的长数字"),
      environment: .off),
  ]
}
