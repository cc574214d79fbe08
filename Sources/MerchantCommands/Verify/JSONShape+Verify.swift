import ArgumentParsing
import BulkVerification
import Captures
import Messages
import PaymentValues

extension JSONShape {
  static let verification = JSONShape(
    "verification", Text("what a message is worth", zh: "验签结果"),
    [
      JSONMember("valid", .flag, "whether it may be acted on", zh: "是否可信"),
      JSONMember("verdict", .words(of: MessageReport.Verdict.self), "the verdict", zh: "结论"),
      .gateway, .message,
      JSONMember("from", .word(["gateway", "merchant"]), "who writes such messages", zh: "发送方"),
      JSONMember("profile", .text, .orNull, "whose key was used", zh: "所用账户"),
      JSONMember("sign_expected", .text, .orNull, "the signature by the key", zh: "应有签名"),
      JSONMember("sign_given", .text, .orNull, "the signature in the message", zh: "报文签名"),
      JSONMember(
        "string_to_sign", .text, .orNull, "what was hashed, the key masked", zh: "待签字符串（密钥已脱敏）"),
      JSONMember("order", .text, .orNull, "your number", zh: "商户单号"),
      JSONMember(
        "claimed", .flag, "whether order, amounts and status are claims only", zh: "以下内容是否仅为声称"),
      JSONMember("gateway_order", .text, .orNull, "the gateway's number", zh: "平台单号"),
      JSONMember("state", .text, .orNull, "the gateway's word for the state", zh: "网关状态值"),
      JSONMember("status", .words(of: Status.self), .orNull, "what it means", zh: "状态"),
      JSONMember(
        "amount_fen", .fen, .orNull, "what to compare with your order", zh: "用于核对的金额"),
      JSONMember("ordered_amount_fen", .fen, .orNull, "what was ordered", zh: "订单金额"),
      JSONMember("paid_amount_fen", .fen, .orNull, "what was paid", zh: "实付金额"),
      JSONMember(
        "tolerance", .text, .orNull, "the servers' habit by which it fits", zh: "所用的宽容规则"),
      JSONMember("fields", .list(.object(.field)), "the fields", zh: "字段"), .findings,
      JSONMember("capture", .object(capture), "how it was read", zh: "读取方式"),
      JSONMember(
        "explanations", .list(.object(explanation)), "why the signature does not fit", zh: "签名不符的原因"
      ),
      JSONMember(
        "missing_signed", .list(.text), "signed fields that the message lacks", zh: "缺少的签名字段"),
      JSONMember("readings", .list(.object(reading)), "other readings of the text", zh: "其他读法"),
    ])

  static let verifications = JSONShape(
    "verifications", Text("several messages of one capture", zh: "同一捕获中的多条报文"),
    [
      JSONMember("valid", .flag, "whether all may be acted on", zh: "是否全部可信"),
      JSONMember("messages", .list(.object(verification)), "each message", zh: "各条报文"),
    ])

  private static let capture = JSONShape(
    "capture", Text("how a message was read", zh: "读取方式"),
    [
      JSONMember("shape", .words(of: CaptureShape.self), "the form of the capture", zh: "捕获形式"),
      JSONMember(
        "payload_shape", .words(of: CaptureShape.self), "the form of the message in it", zh: "报文形式"),
      JSONMember("place", .text, "where it stood", zh: "位置"),
      JSONMember(
        "repairs",
        .list(
          .object(
            JSONShape(
              "repair", Text("what was mended", zh: "修复"),
              [
                JSONMember("code", .text, "what it is", zh: "代码"),
                JSONMember("sentence", .text, "what was done", zh: "说明"),
              ]))), "what was mended", zh: "修复"),
      JSONMember("notes", .list(.text), "what else was noticed", zh: "备注"),
    ])

  private static let explanation = JSONShape(
    "explanation", Text("a mistake that gives the signature", zh: "能得出该签名的错误"),
    [
      JSONMember("code", .text, "the causes; see docs/causes.md", zh: "原因代码，见 docs/causes.md"),
      JSONMember("fields", .list(.text), "the fields concerned", zh: "相关字段"),
      JSONMember("sentence", .text, "what went wrong", zh: "英文说明"),
      JSONMember("sentence_zh", .text, "the same in Chinese", zh: "中文说明"),
      JSONMember("fix", .text, "what to change", zh: "如何修改"),
      JSONMember("hashed_text", .text, "what was hashed", zh: "实际参与签名的文本"),
      JSONMember("rule_text", .text, "what the rule hashes", zh: "规则要求的文本"),
      JSONMember(
        "first_difference", .count, .orNull, "the first byte that differs", zh: "首个不同字节的位置"),
      JSONMember("matched_bits", .count, "bits of the digest that agree", zh: "吻合的比特数"),
      JSONMember("snippets", .map(.text), .orAbsent, "the right code by language", zh: "各语言的正确写法"),
    ])

  private static let reading = JSONShape(
    "reading", Text("another reading of the text that was signed", zh: "待签字符串的另一种读法"),
    [
      JSONMember("field", .text, "the field that hides others", zh: "藏有其他字段的字段"),
      JSONMember("hidden", .map(.text), "what it hides", zh: "隐藏的字段"),
    ])

  /// A line of `--lines` or `--csv`, or the last one with the counts.
  static let verifiedLine = JSONShape(
    "line", Text("a line of a file of messages; the last one has the counts", zh: "逐行验签的一行，末行为合计"),
    [
      JSONMember("line", .count, .orAbsent, "its number, from 1", zh: "行号，从 1 起"),
      JSONMember(
        "verdict", .words(of: LineVerdict.Outcome.self), .orAbsent, "the verdict", zh: "结论"),
      JSONMember("code", .text, .orAbsent, "why not; see docs/codes.md", zh: "原因代码"),
      JSONMember("place", .text, .orAbsent, "where in the message", zh: "位置"),
      JSONMember("order", .text, .orAbsent, "your number", zh: "商户单号"),
      JSONMember(
        "claimed", .flag, .orAbsent, "true where nothing proves the number", zh: "单号是否仅为声称"),
      JSONMember("summary", .object(lineSummary), .orAbsent, "the counts", zh: "合计"),
    ])

  private static let lineSummary = JSONShape(
    "summary", Text("the counts of all lines", zh: "全部行的合计"),
    [
      JSONMember("lines", .count, "lines that were read", zh: "已读行数"),
      JSONMember("valid", .count, "good ones", zh: "有效"),
      JSONMember("invalid", .count, "signatures that do not fit", zh: "签名不符"),
      JSONMember("unreadable", .count, "no message at all", zh: "无法读取"),
      JSONMember("blank", .count, "empty lines, in no other count", zh: "空行"),
      JSONMember("refused", .count, "not to be acted on", zh: "拒绝"),
      JSONMember("ambiguous", .count, "two readings", zh: "有歧义"),
      JSONMember("unsigned", .count, "without a signature", zh: "无签名"),
      JSONMember("bytes", .count, "bytes that were read", zh: "已读字节"),
      JSONMember("milliseconds", .milliseconds, "how long it took", zh: "耗时"),
      JSONMember("stopped", .flag, "whether the rest was left", zh: "是否中途停止"),
    ])
}
