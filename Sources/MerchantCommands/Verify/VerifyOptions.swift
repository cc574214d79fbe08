import ArgumentParsing
import Captures
import Diagnosis
import PaymentValues

/// Options of `merchant verify`.
enum VerifyOptions {
  static let expectOrder = Option(
    "expect-order", .text, valueName: "NO", group: .safety,
    help: Text("Refuse another order number", zh: "订单号须为"), environment: .off)

  static let expectAmount = Option(
    "expect-amount", .money, valueName: "YUAN", group: .safety,
    help: Text("Refuse another ordered amount", zh: "订单金额须为"), environment: .off)

  static let expectStatus = Option<Status?>(
    "expect-status", .choice(), group: .safety, help: Text("Refuse another status", zh: "状态须为"),
    environment: .off)

  static let explain = Option(
    "explain", .flagUntilNegated, group: .outputForm,
    help: Text("Say why a signature fails; --no-explain to skip", zh: "说明签名失败的原因"),
    environment: .off)

  static let snippet = Option<SnippetLanguage?>(
    "snippet", .choice(), group: .outputForm,
    help: Text("Show the fix in this language", zh: "以该语言给出修正代码"), environment: .off)

  static let encoding = Option(
    "encoding", .choice(default: CaptureEncoding.auto), group: .fields,
    help: Text("Encoding of the capture", zh: "捕获内容的编码"), environment: .off)

  static let lines = Option(
    "lines", .flag, group: .outputForm,
    help: Text("One message a line, streaming", zh: "每行一条报文，流式处理"), environment: .off)

  static let all = Option(
    "all", .flag, group: .outputForm,
    help: Text("With --lines: print good lines, too", zh: "配合 --lines：也输出有效行"), environment: .off)

  static let threads = Option(
    "threads", .integer(1...64), valueName: "N", group: .outputForm,
    help: Text("With --lines: workers", zh: "配合 --lines：线程数"), environment: .off,
    defaultNote: Text("one a core", zh: "每核一个"))

  static let every: [any OptionDeclaration] = [
    MessageOptions.message, expectOrder, expectAmount, expectStatus, explain, snippet, encoding,
    lines, all, threads, JournalOptions.noJournal,
  ]
}
