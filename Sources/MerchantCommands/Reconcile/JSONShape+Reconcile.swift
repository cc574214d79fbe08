import ArgumentParsing
import PaymentValues
import Reconciliation

extension JSONShape {
  /// Rows and sums of both sides.
  private static let sides: [JSONMember] = [
    JSONMember("ours_rows", .count, "our rows", zh: "我方行数"),
    JSONMember("ours_fen", .fen, "our sum", zh: "我方合计"),
    JSONMember("theirs_rows", .count, "their rows", zh: "对方行数"),
    JSONMember("theirs_fen", .fen, "their sum", zh: "对方合计"),
  ]

  private static let file = JSONShape(
    "statement_file", Text("a statement of several", zh: "多个对账单之一"), fileMembers)

  private static let fileMembers: [JSONMember] = [
    JSONMember("name", .text, "the file, or what the records are of", zh: "文件或来源"),
    JSONMember("format", .text, "how it was read", zh: "格式"),
    JSONMember("encoding", .text, .orNull, "its encoding", zh: "编码"),
    JSONMember("header_row", .count, .orNull, "the line of the headings, from 1", zh: "表头行号"),
    JSONMember("columns", .map(.text), "the headings by role", zh: "各列表头"),
    JSONMember("preamble_rows", .count, "lines above the headings", zh: "表头前的行数"),
    JSONMember("footer_rows", .count, "lines below the orders", zh: "表尾行数"),
    JSONMember("rows", .count, "orders", zh: "订单行数"),
    JSONMember("sum_fen", .fen, "their sum", zh: "订单合计"),
    JSONMember("refund_rows", .count, "refunds", zh: "退款行数"),
    JSONMember("refund_sum_fen", .fen, "their sum, above zero", zh: "退款合计（正数）"),
    JSONMember("other_rows", .count, "rows that are neither", zh: "其他行数"),
    JSONMember("repairs", .map(.count), "what was mended, and how often", zh: "修复及次数"),
  ]

  private static let statement = JSONShape(
    "statement", Text("a side of the comparison", zh: "对账的一方"),
    fileMembers + [
      JSONMember(
        "files", .list(.object(file)), .orAbsent, "each file where there are several", zh: "各文件")
    ])

  private static let classes = JSONShape(
    "classes", Text("rows and sums by class", zh: "按类别的行数与合计"),
    DifferenceKind.allCases.map {
      JSONMember($0.word, .object(totals), "rows and sums of \($0.word)", zh: "\($0.word) 的行数与合计")
    })

  private static let totals = JSONShape(
    "class_totals", Text("rows and sums of a class", zh: "某一类别的行数与合计"), sides)

  static let reconciliation = JSONShape(
    "reconciliation", Text("how two sides compare", zh: "对账结果"),
    [
      JSONMember("version", .constant(ReportJSON.version), "version of the object", zh: "对象版本"),
      JSONMember("kind", .word(["reconciliation"]), "what it is", zh: "类型"),
      JSONMember("ties_out", .flag, "whether both sides agree", zh: "是否平账"),
      JSONMember("ours", .object(statement), "our side", zh: "我方"),
      JSONMember("theirs", .object(statement), "the gateway's side", zh: "网关方"),
      JSONMember("difference_fen", .fen, .orNull, "theirs less ours", zh: "对方减我方"),
      JSONMember("classes", .object(classes), "by class", zh: "按类别"),
      JSONMember(
        "refunds", .object(JSONShape("refunds", Text("what went back", zh: "退款"), sides)),
        "what went back", zh: "退款"),
      JSONMember(
        "fees",
        .object(
          JSONShape(
            "fees", Text("fees of both sides", zh: "双方手续费"),
            [
              JSONMember("ours_yuan", .yuan, .orNull, "ours", zh: "我方"),
              JSONMember("theirs_yuan", .yuan, .orNull, "theirs", zh: "对方"),
            ])), "fees", zh: "手续费"),
      .findings,
    ])

  private static let side = JSONShape(
    "difference_side", Text("an order on one side", zh: "一方的订单"),
    [
      JSONMember("file", .text, .orAbsent, "the file, where there are several", zh: "文件"),
      JSONMember("row", .count, "its line", zh: "行号"),
      JSONMember("refund", .flag, "whether it is a refund", zh: "是否退款"),
      JSONMember("amount_fen", .fen, "the amount; below zero for a refund", zh: "金额（退款为负）"),
      JSONMember("paid_fen", .fen, .orNull, "what was paid", zh: "实付金额"),
      JSONMember("status", .words(of: Status.self), .orNull, "the status", zh: "状态"),
      JSONMember("status_word", .text, "the statement's word for it", zh: "对账单状态原文"),
      JSONMember("time", .time, .orNull, "when", zh: "时间"),
    ])

  static let difference = JSONShape(
    "difference", Text("an order that differs", zh: "有差异的订单"),
    [
      JSONMember("version", .constant(ReportJSON.version), "version of the object", zh: "对象版本"),
      JSONMember("kind", .word(["difference"]), "what it is", zh: "类型"),
      JSONMember("class", .word(DifferenceKind.allCases.map(\.word)), "how it differs", zh: "差异类别"),
      .order,
      JSONMember("ours", .object(side), .orNull, "on our side", zh: "我方"),
      JSONMember("theirs", .object(side), .orNull, "on the gateway's side", zh: "网关方"),
      JSONMember("difference_fen", .fen, .orNull, "theirs less ours", zh: "对方减我方"),
      JSONMember("duplicate_of", .count, .orNull, "the line that it repeats", zh: "所重复的行号"),
      JSONMember("duplicate_of_file", .text, .orAbsent, "the file of that line", zh: "所重复行的文件"),
    ])
}
