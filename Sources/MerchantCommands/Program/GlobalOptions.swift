import ArgumentParsing

/// Options that every command takes.
enum GlobalOptions {
  static let profile = Option(
    "profile", short: "p", .text, valueName: "NAME", group: .global,
    help: Text("Account to use", zh: "使用的账户"), completion: .list("profiles"))

  static let config = Option(
    "config", .path, valueName: "FILE", group: .global,
    help: Text("Configuration file", zh: "配置文件"),
    defaultNote: Text("$XDG_CONFIG_HOME/merchant/config", zh: "$XDG_CONFIG_HOME/merchant/config"))

  static let noConfig = Option(
    "no-config", .flag, group: .global, help: Text("Read no configuration file", zh: "不读配置文件"),
    environment: .off)

  static let output = Option(
    "output", short: "o",
    .choice(
      [
        (OutputFormat.table, Text("for people", zh: "表格")),
        (.json, Text("one object", zh: "一个 JSON 对象")),
        (.ndjson, Text("one object a line", zh: "每行一个 JSON")),
        (.csv, Text("comma-separated", zh: "逗号分隔")), (.tsv, Text("tab-separated", zh: "制表符分隔")),
        (.value, Text("the one value", zh: "只输出值")),
      ], default: .table), valueName: "FORM", group: .global,
    help: Text("Form of the result", zh: "输出形式"))

  static let json = Option(
    "json", .integer(Document.schema...Document.schema).bare(String(Document.schema)),
    valueName: "SCHEMA", group: .global,
    help: Text(
      "Same as -o json; errors are JSON, too. 'schema' prints the JSON Schema of the result",
      zh: "等同 -o json，错误也用 JSON；值为 schema 时输出结果的 JSON Schema"))

  static let fields = Option(
    "fields", .texts(splitAtCommas: true), valueName: "A,B", group: .global,
    help: Text("Only these members of JSON and CSV", zh: "只输出这些成员"))

  static let template = Option(
    "template", .text, valueName: "TEXT", group: .global,
    help: Text("Print TEXT with {member} filled in", zh: "按模板输出"))

  static let excel = Option(
    "excel", .flag, group: .global,
    help: Text("CSV for spreadsheets: BOM, long numbers safe", zh: "适合电子表格的 CSV"))

  static let exitZero = Option(
    "exit-zero", .flag, group: .global,
    help: Text(
      "With JSON: end with 0 where the answer is no or not yet (1, 8)",
      zh: "配合 JSON：结果为否或未完成时也以 0 退出"), environment: .off)

  static let unmask = Option(
    "unmask", .flag, group: .global,
    help: Text("Show account numbers and names in full", zh: "完整显示卡号和姓名"), environment: .off)

  static let quiet = Option(
    "quiet", short: "q", .flag, group: .global,
    help: Text("No notes on standard error", zh: "不输出提示"))

  static let noInput = Option(
    "no-input", .flag, group: .global, help: Text("Never ask; fail instead", zh: "从不提问"))

  static let language = Option(
    "lang", .choice([(Language.en, Text("English", zh: "英文")), (.zh, Text("Chinese", zh: "中文"))]),
    group: .global, help: Text("Language of help and errors", zh: "帮助和错误的语言"))

  static let key = Option(
    "key", .text, group: .global,
    help: Text("Never: a key on the command line is visible to everybody", zh: "禁止在命令行写密钥"),
    environment: .off, isHidden: true,
    refusal: Text(
      "a key on the command line is visible in the process list and in the shell's history; use --key-file FILE, --key-stdin, --key-env NAME, or key-file in the profile",
      zh: "命令行上的密钥会被进程列表和 shell 历史看到；请用 --key-file、--key-stdin、--key-env，或在账户里写 key-file"),
    isSensitive: true)

  static let all: [any OptionDeclaration] = [
    profile, config, noConfig, output, json, fields, template, excel, exitZero, unmask, quiet,
    noInput, language, key,
  ]
}
