import ArgumentParsing
import BulkVerification
import Captures
import Diagnosis
import Messages
import Gateways
import PaymentValues
import Signing
import WireFormat

/// `merchant verify`: whose message it is, whether the signature is good, what it says of the money,
/// and why the signature does not fit.
enum VerifyCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "verify", synonyms: ["验签", "check"],
      summary: Text("Check a captured message, and say why it fails", zh: "校验捕获的报文并说明失败原因"),
      detail: Text(
        "Takes whatever was captured: form body, query, URL, JSON, raw HTTP, curl line, HAR, log line, dumps of PHP, Java, Go and Python, CSV, name: value lines. Tells gateway, message and profile by itself.",
        zh: "接受各种形式的捕获内容：表单、查询串、URL、JSON、原始 HTTP、curl、HAR、日志、各语言的数组输出、CSV、逐行字段；自动识别网关、报文和账户。"),
      arguments: [
        ArgumentSpec(
          "FILE",
          help: Text("The capture; - or nothing for standard input", zh: "捕获的内容；- 为标准输入"),
          isRequired: false, completion: .files(extensions: []))
      ],
      options: options + AccountOptions.offline,
      examples: [
        Example(
          "merchant verify captured.txt", Text("Which gateway, whose key, good or not", zh: "自动识别")),
        Example(
          "merchant verify -p pay-center --expect-amount 1.00 captured.txt",
          Text("Also hold it against the order", zh: "同时核对金额")),
        Example(
          "merchant verify --key-file key.txt captured.txt",
          Text("With a key alone, at any gateway", zh: "只有密钥也可校验")),
        Example(
          "merchant verify --lines callbacks.log --json",
          Text("A million messages, one a line", zh: "逐行校验大量报文")),
      ],
      exitStatuses: [
        ExitStatus(0, Text("valid", zh: "有效")), ExitStatus(1, Text("not valid", zh: "无效")),
        ExitStatus(65, Text("cannot be read", zh: "无法读取")),
      ]),
    run: run)

  private static let options: [OptionSpec] = [
    OptionSpec(
      "message", short: "m", kind: .choice(MessageOptions.kinds), valueName: "KIND",
      group: .fields, help: Text("Which message it is", zh: "报文种类"), environment: .off,
      defaultNote: Text("told by the field names", zh: "按字段名识别")),
    OptionSpec(
      "expect-order", kind: .text, valueName: "NO", group: .safety,
      help: Text("Refuse another order number", zh: "订单号须为"), environment: .off),
    OptionSpec(
      "expect-amount", kind: .money, valueName: "YUAN", group: .safety,
      help: Text("Refuse another ordered amount", zh: "订单金额须为"), environment: .off),
    OptionSpec(
      "expect-status",
      kind: .choice(Status.allCases.map { Choice($0.rawValue, Text(both: $0.rawValue)) }),
      group: .safety, help: Text("Refuse another status", zh: "状态须为"), environment: .off),
    OptionSpec(
      "explain", kind: .flag, group: .outputForm,
      help: Text("Say why a signature fails; --no-explain to skip", zh: "说明签名失败的原因"),
      environment: .off, defaultValue: "true", isNegatable: true),
    OptionSpec(
      "snippet",
      kind: .choice(SnippetLanguage.allCases.map { Choice($0.rawValue, Text(both: $0.rawValue)) }),
      group: .outputForm,
      help: Text("Show the fix in this language", zh: "以该语言给出修正代码"), environment: .off),
    OptionSpec(
      "encoding",
      kind: .choice(CaptureEncoding.allCases.map { Choice($0.rawValue, Text(both: $0.rawValue)) }),
      group: .fields, help: Text("Encoding of the capture", zh: "捕获内容的编码"), environment: .off,
      defaultValue: "auto"),
    OptionSpec(
      "lines", kind: .flag, group: .outputForm,
      help: Text("One message a line, streaming", zh: "每行一条报文，流式处理"), environment: .off),
    OptionSpec(
      "all", kind: .flag, group: .outputForm,
      help: Text("With --lines: print good lines, too", zh: "配合 --lines：也输出有效行"),
      environment: .off),
    OptionSpec(
      "threads", kind: .integer(1...64), valueName: "N", group: .outputForm,
      help: Text("With --lines: workers", zh: "配合 --lines：线程数"), environment: .off,
      defaultNote: Text("one a core", zh: "每核一个")),
    JournalOptions.noJournal,
  ]

  private static func run(_ context: CommandContext) throws(CommandFailure) -> ExitCode {
    if context.command.flag("lines") { return try VerifyLines(context: context).run() }
    let path = context.command.argument("FILE")
    let bytes = try MessageInput(context: context).bytes(path: path)
    let accounts = try VerifyAccounts.find(context)
    let captures = try read(bytes, name: path ?? "-", accounts, context)
    let expectation = try expectation(context)
    var views: [VerifyView] = []
    var lastFailure: CommandFailure?
    for capture in captures {
      do throws(CommandFailure) {
        guard
          let subject = VerifySubject.find(
            accounts, fields: capture.fields, expectation: expectation)
        else { throw unknown(capture, in: bytes, name: path ?? "-", accounts, context) }
        views.append(view(capture, subject, context))
      } catch {
        // A request's query beside its body, or another entry of an archive, need not be a message.
        guard captures.count > 1, error.code == "unknown_message" else { throw error }
        lastFailure = error
      }
    }
    guard let first = views.first else {
      throw lastFailure
        ?? CommandFailure(.data, "unknown_message", "the capture holds no message of a gateway")
    }
    try context.output.emit(
      views.count == 1 ? first.document : VerifyView.list(views))
    try note(views, context)
    return views.allSatisfy(\.report.isValid) ? .success : .negative
  }

  private static func read(
    _ bytes: Bytes, name: String, _ accounts: VerifyAccounts, _ context: CommandContext
  ) throws(CommandFailure) -> [Capture] {
    let judge = MessageJudge(subjects: accounts.subjects)
    do throws(CaptureError) {
      return try CaptureReader.read(
        bytes, knownNames: accounts.knownNames(context),
        encoding: context.command.choice("encoding") ?? .auto,
        accepts: { judge.judge($0)?.isSigned ?? false })
    } catch {
      throw CommandFailure(
        .data, error.code, error.reason, place: "\(name):\(error.line):\(error.column)",
        hint: error.hint)
    }
  }

  /// The error for fields that are no message: where they stood, and what came nearest.
  private static func unknown(
    _ capture: Capture, in bytes: Bytes, name: String, _ accounts: VerifyAccounts,
    _ context: CommandContext
  ) -> CommandFailure {
    let place = WireError(code: "", offset: capture.offset(in: bytes), reason: "").place(in: bytes)
    let gateways = accounts.subjects.map(\.profile.gateway)
    let kind: MessageKind? = context.command.choice("message")
    let nearest = NearestMessage(capture.fields, among: gateways, kind: kind)
    let names = capture.fields.fields.prefix(6).map(\.displayName).joined(separator: ", ")
    let whose =
      Set(gateways.map(\.id)).count == 1
      ? gateways[0].id : "the gateways of your profiles"
    return CommandFailure(
      .data, "unknown_message", "no message of \(whose) has these fields",
      place: "\(name):\(place.line):\(place.column)",
      hint: "\(nearest?.sentence ?? "no gateway knows one of the names"); the names are \(names); "
        + "say which message it is with --gateway and --message")
  }

  private static func view(
    _ capture: Capture, _ subject: VerifySubject, _ context: CommandContext
  ) -> VerifyView {
    VerifyView(
      report: subject.report, subject: subject, capture: capture,
      diagnosis: diagnosis(subject, capture, context),
      snippet: context.command.choice("snippet"), unmask: context.command.flag("unmask"))
  }

  private static func diagnosis(
    _ subject: VerifySubject, _ capture: Capture, _ context: CommandContext
  ) -> Diagnosis? {
    guard context.command.flag("explain"), let check = subject.check, !check.isValid,
      !check.given.isEmpty, let key = subject.profile.key
    else { return nil }
    var gateways = context.gateways.all()
    if !gateways.contains(where: { $0.id == subject.gateway.id }) {
      gateways.append(subject.gateway)
    }
    let diagnosis = DiagnosisContext(
      otherKeys: subject.others.compactMap { other in
        other.key.map { DiagnosisContext.NamedKey(other.name, $0) }
      },
      previousKeys: subject.profile.previousKeys.enumerated().map {
        DiagnosisContext.NamedKey("previous key \($0.offset + 1)", $0.element)
      }, gateways: gateways)
    return SignatureDiagnosis.explain(
      fields: capture.fields, message: subject.message, gateway: subject.gateway, key: key,
      given: check.given, context: diagnosis)
  }

  private static func note(_ views: [VerifyView], _ context: CommandContext) throws(CommandFailure)
  {
    guard !context.command.flag("no-journal"), let name = views.first?.subject.profile.name,
      name != VerifyAccounts.unnamed
    else { return }
    try VerifyJournal(context: context).note(views)
  }

  private static func expectation(_ context: CommandContext) throws(CommandFailure) -> Expectation {
    var expectation = Expectation()
    expectation.orderNumber = context.command.string("expect-order")
    expectation.status = context.command.choice("expect-status")
    expectation.amount = try MoneyOption.read("expect-amount", context)
    return expectation
  }
}

/// Amounts of options.
enum MoneyOption {
  static func read(_ name: String, _ context: CommandContext) throws(CommandFailure) -> Money? {
    guard let text = context.command.string(name) else { return nil }
    do throws(MoneyError) { return try Money(operatorText: text) } catch {
      throw CommandFailure(
        .usage, "bad_amount", "--\(name) \(text): \(error.reason)",
        hint: "write yuan as 1.00, or fen as 100分")
    }
  }
}
