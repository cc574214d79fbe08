import ArgumentParsing
import Journal

extension JSONShape {
  static let journalRecord = JSONShape(
    "journal_record", Text("a record of the journal", zh: "流水账记录"),
    [
      JSONMember("sequence", .count, "its number", zh: "序号"),
      JSONMember("time", .time, "when it was written", zh: "时间"),
      JSONMember("kind", .words(of: RecordKind.self), "what it says", zh: "种类"),
      JSONMember("subject", .text, "order, payout or account", zh: "对象"),
      .order, .batch, .reference,
      JSONMember("amount_fen", .fen, .orNull, "the amount", zh: "金额"),
      JSONMember("account", .text, "the account, masked", zh: "账号（已脱敏）"),
      JSONMember(
        "details", .map(.text), "what else it says; see docs/journal-format.md",
        zh: "其他内容，见 docs/journal-format.md"),
    ])

  static let journalRecords = JSONShape(
    "journal_records", Text("records of the journal", zh: "流水账记录"),
    [JSONMember("records", .list(.object(journalRecord)), "each record", zh: "各条记录")])

  static let openRow = JSONShape(
    "open_row", Text("an order or payout that is not settled", zh: "未了结的订单或代付"),
    [
      JSONMember("subject", .text, "order or payout", zh: "对象"), .order, .batch, .reference,
      JSONMember("state", .word(RowState.allCases.map(\.word)), "how far it is", zh: "进度"),
    ])

  static let openRows = JSONShape(
    "open_rows", Text("what is not settled", zh: "未了结的条目"),
    [JSONMember("open", .list(.object(openRow)), "each", zh: "各条")])

  static let journalCheck = JSONShape(
    "journal_check", Text("a journal that is whole", zh: "完整的流水账"),
    [
      JSONMember("whole", .flag, "true", zh: "恒为 true"),
      JSONMember("records", .count, "how many records", zh: "记录数"),
      JSONMember("files", .count, "how many files", zh: "文件数"),
      JSONMember("bytes", .count, "how many bytes", zh: "字节数"),
      JSONMember("set_aside", .count, "torn ends that were set aside", zh: "移出的残缺结尾"),
      JSONMember("checksum", .text, "the checksum of the chain", zh: "链校验值"),
    ])
}
