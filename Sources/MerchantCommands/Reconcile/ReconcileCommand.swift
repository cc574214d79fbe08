import ArgumentParsing
import PaymentValues

/// `merchant reconcile`: our records against the gateway's; silent when both agree.
enum ReconcileCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "reconcile", synonyms: ["对账", "match"],
      summary: Text("Compare our records with the gateway's", zh: "对账"),
      detail: Text(
        "Silent and 0 when everything ties out; a report and 1 when not. Reads statements as gateways and spreadsheets write them (docs/statements.md), and refuses what a spreadsheet has damaged. A file without states lists what was paid. Refunds are compared with refunds, and added up apart.",
        zh: "一致时无输出、退出码 0；不一致时给出报告、退出码 1。能读取各种对账单，拒绝被表格软件损坏的数据。没有状态列的文件视为全部已支付。退款只与退款比较，单独合计。"),
      options: ReconcileOptions.all + AccountOptions.online,
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
    results: [JSONResult(.reconciliation, line: .difference)],
    run: { (context) throws(Refusal) in try ReconcileRun(context: context).run() })
}
