import ArgumentParsing

/// Options of payouts.
enum PayoutOptions {
  static let bank = Option(
    "bank", .text, valueName: "BANK", group: .fields,
    help: Text("Payee's bank: code or name", zh: "收款银行代码或名称"), environment: .off,
    completion: .list("payout-banks"))

  /// Bare, an empty batch file; with a text, what `--template` is everywhere.
  static let template = Option(
    "template", .text.bare(""), valueName: "TEXT", group: .fields,
    help: Text(
      "Print an empty batch file; =TEXT prints the result by TEXT", zh: "输出空白批量文件；=文本 则按模板输出结果"),
    environment: .off)

  static let file = Option(
    "file", short: "f", .path, valueName: "FILE", group: .fields,
    help: Text("Batch as CSV or JSONL; - for standard input", zh: "批量文件（CSV 或 JSONL）"),
    environment: .off)

  static let batch = Option(
    "batch", .identifier, valueName: "NAME", group: .fields,
    help: Text("Name of the batch", zh: "批次名"), environment: .off,
    defaultNote: Text("the file's name", zh: "文件名"))

  static let lineRefs = Option(
    "line-refs", .flag, group: .fields,
    help: Text("Lines without a ref column: use the line numbers", zh: "无 ref 列时用行号"),
    environment: .off)

  static let encoding = Option(
    "encoding",
    .choice(
      [
        (BatchEncoding.utf8, Text(both: "UTF-8")), (.gb18030, Text(both: "GB18030, GBK")),
        (.utf16, Text(both: "UTF-16")),
      ], default: .utf8), group: .fields, help: Text("Encoding of the file", zh: "文件编码"),
    environment: .off)

  static let roundNumbers = Option(
    "round-numbers", .flag, group: .safety,
    help: Text("Long account numbers that end in zeros are right", zh: "接受以多个零结尾的账号"),
    environment: .off)

  static let maxTotal = Option(
    "max-total", .money, valueName: "YUAN", group: .safety,
    help: Text("Hard stop: most yuan in all", zh: "总额上限"))

  static let maxEach = Option(
    "max-each", .money, valueName: "YUAN", group: .safety,
    help: Text("Hard stop: most yuan in one", zh: "单笔上限"))

  static let maxRows = Option(
    "max-rows", .integer(1...1_000_000), valueName: "N", group: .safety,
    help: Text("Hard stop: most rows", zh: "笔数上限"))

  static let confirmTotal = Option(
    "confirm-total", .money, valueName: "YUAN", group: .safety,
    help: Text("The batch's total, instead of typing it", zh: "确认总额"), environment: .off)

  static let allowDuplicates = Option(
    "allow-duplicates", .flag, group: .safety,
    help: Text("Same account and amount twice in the batch", zh: "允许批内重复"), environment: .off)

  static let allowRepeat = Option(
    "allow-repeat", .flag, group: .safety,
    help: Text("An account may get an amount it got this week", zh: "允许一周内同户同额"), environment: .off)

  static let payAgain = Option(
    "pay-again", .texts(), valueName: "REF", group: .safety,
    help: Text(
      "Pay this row although an unsigned 'failed' is all that speaks against it",
      zh: "该行此前仅由未签名应答称失败，仍再次付款"), environment: .off)

  static let reason = Option(
    "reason", .text, valueName: "TEXT", group: .safety,
    help: Text("Why; kept in the journal", zh: "再次付款的理由，写入日志"), environment: .off)

  static let unasked = Option(
    "unasked", .flag, group: .safety,
    help: Text(
      "Begin although the gateway does not clearly say that it lacks the first rows",
      zh: "网关未明确答复首批行不存在时仍开始"), environment: .off)

  static let clockOK = Option(
    "clock-ok", .flag, group: .safety,
    help: Text("The clock is right although it jumped", zh: "时钟虽有跳变，但现已正确"), environment: .off)

  static let wait = Option(
    "wait", .milliseconds(0...86_400_000, default: "0s"), group: .outputForm,
    help: Text("Ask for so long until all are final", zh: "等待最终状态的时长"), environment: .off)

  static let report = Option(
    "report", .path, valueName: "FILE", group: .outputForm,
    help: Text("Also write the report as HTML", zh: "同时写出 HTML 报告"), environment: .off)

  static let callbacks = Option(
    "callbacks", .path, valueName: "FILE", group: .fields,
    help: Text("Record of 'merchant listen'", zh: "listen 的记录文件"), environment: .off,
    defaultNote: Text("callbacks.jsonl beside the journal", zh: "日志旁的 callbacks.jsonl"))

  static let concurrency = PaceOptions.concurrency(
    of: Text("Payouts", zh: "代付"), most: 32, usual: 1)

  static let confirm = Option(
    "confirm", .integer(1...1_000_000), valueName: "N", group: .safety,
    help: Text("How many are to be sent again", zh: "确认重发笔数"), environment: .off)

  static let grace = Option(
    "grace", .milliseconds(0...86_400_000), group: .safety,
    help: Text("Wait before 'not found' is believed", zh: "查无等待时间"), environment: .off,
    defaultNote: Text("the profile's, else 30m", zh: "账户设置或 30m"))

  /// Where the rows come from.
  static let source: [any OptionDeclaration] = [file, batch, lineRefs, encoding, roundNumbers]

  /// What may be sent at most.
  static let limits: [any OptionDeclaration] = [maxTotal, maxEach, maxRows]

  /// Leave to pay what looks like a repeat.
  static let repeats: [any OptionDeclaration] = [allowDuplicates, allowRepeat]

  /// Paying a row again whose earlier payout only claims to have failed.
  static let again: [any OptionDeclaration] = [payAgain, reason]

  /// Limits, confirmation and pace.
  static let sending: [any OptionDeclaration] =
    limits + [confirmTotal] + repeats + again + [
      unasked, clockOK, SendingOptions.baseURLChanged, wait, report, callbacks,
    ] + pace

  /// How fast payouts are sent.
  static let pace: [any OptionDeclaration] = [concurrency, PaceOptions.maxRate]
}
