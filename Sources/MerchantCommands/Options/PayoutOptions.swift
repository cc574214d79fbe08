import ArgumentParsing

/// Options of payouts.
enum PayoutOptions {
  /// Where the rows come from.
  static let batch: [OptionSpec] = [
    OptionSpec(
      "file", short: "f", kind: .path, valueName: "FILE", group: .fields,
      help: Text("Batch as CSV or JSONL; - for standard input", zh: "批量文件（CSV 或 JSONL）"),
      environment: .off),
    OptionSpec(
      "batch", kind: .identifier, valueName: "NAME", group: .fields,
      help: Text("Name of the batch", zh: "批次名"), environment: .off,
      defaultNote: Text("the file's name", zh: "文件名")),
    OptionSpec(
      "line-refs", kind: .flag, group: .fields,
      help: Text("Lines without a ref column: use the line numbers", zh: "无 ref 列时用行号"),
      environment: .off),
    OptionSpec(
      "encoding",
      kind: .choice([
        Choice("utf8", Text(both: "UTF-8")), Choice("gb18030", Text(both: "GB18030, GBK")),
        Choice("utf16", Text(both: "UTF-16")),
      ]), group: .fields, help: Text("Encoding of the file", zh: "文件编码"), environment: .off,
      defaultValue: "utf8"),
    OptionSpec(
      "round-numbers", kind: .flag, group: .safety,
      help: Text("Long account numbers that end in zeros are right", zh: "接受以多个零结尾的账号"),
      environment: .off),
  ]

  /// Limits, confirmation and pace.
  static let sending: [OptionSpec] =
    limits + [
      OptionSpec(
        "confirm-total", kind: .money, valueName: "YUAN", group: .safety,
        help: Text("The batch's total, instead of typing it", zh: "确认总额"), environment: .off),
      OptionSpec(
        "allow-duplicates", kind: .flag, group: .safety,
        help: Text("Same account and amount twice in the batch", zh: "允许批内重复"),
        environment: .off),
      OptionSpec(
        "allow-repeat", kind: .flag, group: .safety,
        help: Text("An account may get an amount it got this week", zh: "允许一周内同户同额"),
        environment: .off),
    ] + again + [
      unasked, clockOK, AccountOptions.addressChanged,
      OptionSpec(
        "wait", kind: .duration(milliseconds: 0...86_400_000), group: .outputForm,
        help: Text("Ask for so long until all are final", zh: "等待最终状态的时长"),
        environment: .off, defaultValue: "0s"),
      reportOption, callbacksOption,
    ] + PaceOptions.payouts

  /// Paying a row again whose earlier payout only claims to have failed.
  static let again: [OptionSpec] = [
    OptionSpec(
      "pay-again", kind: .text, valueName: "REF", group: .safety,
      help: Text(
        "Pay this row although an unsigned 'failed' is all that speaks against it",
        zh: "该行此前仅由未签名应答称失败，仍再次付款"),
      environment: .off, isList: true),
    OptionSpec(
      "reason", kind: .text, valueName: "TEXT", group: .safety,
      help: Text("Why; kept in the journal", zh: "再次付款的理由，写入日志"), environment: .off),
  ]

  static let unasked = OptionSpec(
    "unasked", kind: .flag, group: .safety,
    help: Text(
      "Begin although the gateway does not clearly say that it lacks the first rows",
      zh: "网关未明确答复首批行不存在时仍开始"),
    environment: .off)

  static let clockOK = OptionSpec(
    "clock-ok", kind: .flag, group: .safety,
    help: Text("The clock is right although it jumped", zh: "时钟虽有跳变，但现已正确"), environment: .off)

  static let limits: [OptionSpec] = [
    OptionSpec(
      "max-total", kind: .money, valueName: "YUAN", group: .safety,
      help: Text("Hard stop: most yuan in all", zh: "总额上限")),
    OptionSpec(
      "max-each", kind: .money, valueName: "YUAN", group: .safety,
      help: Text("Hard stop: most yuan in one", zh: "单笔上限")),
    OptionSpec(
      "max-rows", kind: .integer(1...1_000_000), valueName: "N", group: .safety,
      help: Text("Hard stop: most rows", zh: "笔数上限")),
  ]

  static let callbacksOption = OptionSpec(
    "callbacks", kind: .path, valueName: "FILE", group: .fields,
    help: Text("Record of 'merchant listen'", zh: "listen 的记录文件"), environment: .off,
    defaultNote: Text("callbacks.jsonl beside the journal", zh: "日志旁的 callbacks.jsonl"))

  static let reportOption = OptionSpec(
    "report", kind: .path, valueName: "FILE", group: .outputForm,
    help: Text("Also write the report as HTML", zh: "同时写出 HTML 报告"), environment: .off)
}
