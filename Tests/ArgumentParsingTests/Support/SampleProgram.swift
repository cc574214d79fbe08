import ArgumentParsing

/// A small program that has one option of every sort.
enum SampleProgram {
  static let output = OptionGroup(id: "output", title: Text("OUTPUT", zh: "输出"))

  static let amount = Option(
    "amount", short: "a", .money, help: Text("How much", zh: "金额"), environment: .off,
    isRequired: true)
  static let bank = Option("bank", .identifier, help: Text("Bank code", zh: "银行编码"))
  static let number = Option(
    "number", short: "n", .integer(1...99), help: Text("Count", zh: "数量"))
  static let name = Option("name", .text, help: Text("Name", zh: "名称"))
  static let orders = Option("order", .texts(), help: Text("Order numbers", zh: "订单号"))
  static let fields = Option(
    "fields", .texts(splitAtCommas: true), help: Text("Columns", zh: "列"))
  static let key = Option(
    "key", .text, help: Text("The key", zh: "密钥"),
    refusal: Text(
      "a key on the command line can be read by others; use --key-file",
      zh: "命令行上的密钥可被他人读到；请用 --key-file"))
  static let yes = Option(
    "yes", short: "y", .flag, help: Text("No questions", zh: "不再询问"),
    deprecatedNames: ["assume-yes"], conflicts: ["ask"])
  static let timeout = Option(
    "timeout", short: "t", .milliseconds(100...600_000, default: "30s"), group: .global,
    help: Text("Longest wait", zh: "最长等待"))
  static let form = Option(
    "output", short: "o",
    .choice(
      [
        (Form.table, Text("columns", zh: "表格")), (.json, Text("JSON", zh: "JSON")),
        (.csv, Text("commas", zh: "逗号分隔")),
      ], default: .table), group: output, help: Text("Form of the result", zh: "结果格式"))
  static let json = Option(
    "json", .integer(1...9).bare("1"), group: output,
    help: Text("JSON of a version", zh: "JSON 版本"), environment: .off)
  static let color = Option(
    "color", .flag.negatable, group: output, help: Text("Colour", zh: "颜色"))
  static let verbose = Option(
    "verbose", short: "v", .count(maximum: 3), group: .global, help: Text("Say more", zh: "更详细"))

  enum Form: String {
    case table, json, csv
  }

  static let create = CommandSpec(
    "create-order", aliases: ["order"], synonyms: ["pay", "下单"],
    summary: Text("Place an order", zh: "下单"),
    detail: Text("The order is sent once and never resent.", zh: "订单只发送一次，绝不重发。"),
    arguments: [
      ArgumentSpec("NOTE", help: Text("A remark", zh: "备注"), isRequired: false)
    ],
    options: [
      amount, bank, number, name,
      OptionSpec("since", kind: .date, help: Text("From when", zh: "起始时间")),
      orders, fields,
      OptionSpec(
        "field", short: "F", kind: .field, help: Text("A field", zh: "字段"), isList: true),
      OptionSpec("dry-run", kind: .flag, help: Text("Send nothing", zh: "不发送")),
      key,
      OptionSpec("key-file", kind: .path, help: Text("File with the key", zh: "密钥文件")),
    ],
    examples: [
      Example("merchant create-order --amount 1.00", Text("One yuan", zh: "一元")),
      Example("merchant order --amount 100分 --bank 903", Text("In fen", zh: "以分计")),
    ],
    exitStatuses: [ExitStatus(0, Text("placed", zh: "已下单"))],
    seeAlso: ["merchant help exit-codes"])

  static let payout = CommandSpec(
    "payout", synonyms: ["transfer", "代付"], summary: Text("Pay out", zh: "代付"),
    options: [
      OptionSpec("file", kind: .path, help: Text("The batch", zh: "批次文件")),
      OptionSpec("payee", kind: .text, help: Text("The payee", zh: "收款人")),
      yes,
      OptionSpec("ask", kind: .flag, help: Text("Ask", zh: "询问")),
    ],
    subcommands: [
      CommandSpec(
        "resend", summary: Text("Send again", zh: "重发"),
        options: [OptionSpec("confirm", kind: .integer(1...9), help: Text("Rows", zh: "行数"))])
    ],
    runsWithoutSubcommand: true)

  static let verify = CommandSpec(
    "verify", synonyms: ["验签"], summary: Text("Verify a callback", zh: "验签"),
    arguments: [ArgumentSpec("FILE", help: Text("The callback", zh: "回调"))])

  static let remote = CommandSpec(
    "config", summary: Text("Configuration", zh: "配置"),
    subcommands: [CommandSpec("show", summary: Text("Show it", zh: "显示"))])

  static let root = CommandSpec(
    "merchant", summary: Text("Merchant tools", zh: "商户工具"),
    options: [
      OptionSpec(
        "profile", short: "p", kind: .text, group: .global, help: Text("Account", zh: "账户")),
      timeout, form, json, color, verbose,
      OptionSpec(
        "quiet", short: "q", kind: .flag, group: .global, help: Text("Say less", zh: "少说")),
      OptionSpec(
        "trace", kind: .flag, group: .global, help: Text("For developers", zh: "开发用"),
        isHidden: true),
    ],
    examples: [Example("merchant verify captured.txt", Text("Check", zh: "验签"))],
    subcommands: [create, payout, verify, remote],
    absentCommands: [
      AbsentCommand(["refund"], Text("these gateways have no refunds", zh: "这些网关不支持退款"))
    ])

  /// Parses a line that needs no quoting.
  static func parse(_ line: String, environment: [String: String] = [:])
    -> Result<ParsedCommand, ParseFailure>
  {
    parse(line.split(separator: " ").map(String.init), environment: environment)
  }

  static func parse(_ words: [String], environment: [String: String] = [:])
    -> Result<ParsedCommand, ParseFailure>
  {
    Parser.parse(words: words.map { Array($0.utf8) }, environment: { environment[$0] }, root: root)
  }

  /// The failure of a line, or nil if it was understood.
  static func failure(_ words: [String], environment: [String: String] = [:]) -> ParseFailure? {
    guard case .failure(let failure) = parse(words, environment: environment) else { return nil }
    return failure
  }

  static func failure(_ line: String) -> ParseFailure? {
    failure(line.split(separator: " ").map(String.init))
  }
}
