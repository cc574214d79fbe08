import ArgumentParsing
import ByteText
import Gateways
import PaymentValues

/// `merchant bank-codes`: searches the documents' code tables.
enum BankCodesCommand {
  private static let gateway = Option(
    "gateway", short: "g", .text, valueName: "ID", group: .options,
    help: Text("Only this gateway", zh: "只查该网关"), completion: .list("gateways"))

  private static let kind = Option(
    "kind",
    .choice([
      (CodeTable.Kind.channel, Text("ways to be paid", zh: "支付通道")),
      (.payoutBank, Text("banks to pay out to", zh: "代付银行")), (.error, Text("errors", zh: "错误码")),
    ]), help: Text("Only codes of this kind", zh: "只查该类"), environment: .off)

  private static let words = Argument.list(
    "WORDS", help: Text("Parts of a code or name; all must fit", zh: "代码或名称的一部分"))

  static let definition = CommandDefinition(
    spec: CommandSpec(
      "bank-codes", aliases: ["banks"], synonyms: ["银行编码", "channels", "codes"],
      summary: Text("Search channel, bank and error codes", zh: "查询通道、银行和错误代码"),
      arguments: [words],
      options: [gateway, kind],
      examples: [
        Example("merchant bank-codes 建设", Text("Search by name", zh: "按名称查")),
        Example(
          "merchant bank-codes --gateway pay-index --kind channel",
          Text("All channels of a gateway", zh: "列出通道")),
      ],
      exitStatuses: [
        ExitStatus(0, Text("found", zh: "找到")), ExitStatus(1, Text("nothing fits", zh: "无匹配")),
      ]),
    results: [JSONResult(.codes, line: .code)], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    var gateways = context.gateways.all()
    if let id = context[gateway] { gateways = [try context.gateways.named(id)] }
    let kind = context[Self.kind]
    let words = context[Self.words].map { $0.text.lowercased() }
    var rows: [[String]] = []
    for gateway in gateways {
      for table in gateway.codes where kind == nil || table.kind == kind {
        for row in table.rows where fits(row, words) {
          let detail = row.details.filter { !$0.isEmpty }.joined(separator: "; ")
          rows.append([gateway.id, table.kind.rawValue, row.code, row.name, detail])
        }
      }
    }
    guard !rows.isEmpty else {
      throw Refusal(
        .negative, "no_match", "no code or name contains \(words.joined(separator: " "))",
        hint: "names are the documents' own, in Chinese; 'merchant bank-codes' lists all")
    }
    let names = ["gateway", "kind", "code", "name", "detail"]
    let records = rows.map { Record(names, $0) }
    try context.output.emit(
      Document(
        object: [("codes", .array(records.map(\.json)))], records: records,
        lines: Layout.table(names, rows), value: rows.map { $0[2] }.joined(separator: "\n")))
    return .success
  }

  private static func fits(_ row: CodeTable.Row, _ words: [String]) -> Bool {
    let text = ([row.code, row.name] + row.details).joined(separator: " ").lowercased()
    return words.allSatisfy { text.contains($0) }
  }
}
