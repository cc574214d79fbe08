import ArgumentParsing
import Gateways
import PaymentValues

extension JSONShape {
  static let finding = JSONShape(
    "finding", Text("something that was noticed", zh: "发现的问题"),
    [
      JSONMember("code", .text, "what it is; see docs/codes.md", zh: "代码，见 docs/codes.md"),
      JSONMember("severity", .words(of: Finding.Severity.self), "how grave it is", zh: "严重程度"),
      JSONMember("place", .text, .orNull, "where: a field, a line, a file", zh: "位置：字段、行或文件"),
      JSONMember("reason", .text, "what is wrong", zh: "原因"),
      JSONMember("hint", .text, .orNull, "what to do", zh: "建议"),
    ])

  /// What standard error has where a command fails with JSON asked for.
  static let failure = JSONShape(
    "failure", Text("why a command ended, on standard error", zh: "命令失败的原因（标准错误）"),
    [
      JSONMember(
        "error",
        .object(
          JSONShape(
            "error", Text("the cause, the place and the next step", zh: "原因、位置和下一步"),
            [
              JSONMember("code", .text, "what it is; see docs/codes.md", zh: "代码，见 docs/codes.md"),
              JSONMember("message", .text, "what went wrong", zh: "出错说明"),
              JSONMember("exit", .count, "the exit code", zh: "退出码"),
              JSONMember(
                "place", .text, .orNullOrAbsent, "where; not with errors of the command line",
                zh: "位置"),
              JSONMember(
                "hint", .text, .orNullOrAbsent, "what to do; not with errors of the command line",
                zh: "建议"),
              JSONMember(
                "findings", .list(.object(finding)), .orAbsent,
                "all that was found; not with errors of the command line", zh: "全部发现的问题"),
              JSONMember("token", .text, .orAbsent, "the word to blame", zh: "出错的词"),
              JSONMember("index", .count, .orAbsent, "its place among the words", zh: "词的位置"),
              JSONMember("variable", .text, .orAbsent, "the variable to blame", zh: "出错的环境变量"),
              JSONMember("missing", .list(.text), .orAbsent, "what must be given", zh: "缺少的选项"),
              JSONMember("suggestions", .list(.text), .orAbsent, "what was meant", zh: "可能想要的写法"),
            ])), "the error", zh: "错误")
    ])

  /// A field of a message as a table has it.
  static let field = JSONShape(
    "field", Text("a field of a message", zh: "报文字段"),
    [
      JSONMember("name", .text, "the gateway's name", zh: "网关字段名"),
      JSONMember("label", .text, "the document's words; may be empty", zh: "文档说明，可为空"),
      JSONMember("value", .text, "what it holds, personal values masked", zh: "值（个人信息已脱敏）"),
      JSONMember("signed", .flag, "whether the signature covers it", zh: "是否参与签名"),
    ])
}

extension JSONMember {
  static let findings = JSONMember(
    "findings", .list(.object(.finding)), "what was noticed", zh: "发现的问题")
  static let gateway = JSONMember("gateway", .text, "the gateway's name", zh: "网关")
  static let message = JSONMember(
    "message", .words(of: MessageKind.self), "the kind of message", zh: "报文种类")
  static let order = JSONMember("order", .text, "your number", zh: "商户单号")
  static let count = JSONMember("count", .count, "how many payouts", zh: "代付笔数")
  static let total = JSONMember("total_fen", .fen, "their sum", zh: "合计金额")
  static let batch = JSONMember("batch", .text, "the batch's name", zh: "批次名")
  static let plan = JSONMember("plan", .text, "the plan's name", zh: "计划名")
  static let reference = JSONMember("ref", .text, "the row's reference in the batch", zh: "批次内行号")
}
