import ArgumentParsing
import BulkVerification
import Captures
import Diagnosis
import Messages
import PaymentValues
import WireFormat

/// `merchant verify`: whose message it is, whether the signature is good, what it says of the money,
/// and why the signature does not fit.
enum VerifyCommand {
  static let file = Argument.optional(
    "FILE", help: Text("The capture; - or nothing for standard input", zh: "捕获的内容；- 为标准输入"),
    completion: .files(extensions: []))

  static let definition = CommandDefinition(
    spec: CommandSpec(
      "verify", synonyms: ["验签", "check"],
      summary: Text("Check a captured message, and say why it fails", zh: "校验捕获的报文并说明失败原因"),
      detail: Text(
        "Takes whatever was captured: form body, query, URL, JSON, raw HTTP, curl line, HAR, log line, dumps of PHP, Java, Go and Python, CSV, name: value lines. Tells gateway, message and profile by itself.",
        zh: "接受各种形式的捕获内容：表单、查询串、URL、JSON、原始 HTTP、curl、HAR、日志、各语言的数组输出、CSV、逐行字段；自动识别网关、报文和账户。"),
      arguments: [file],
      options: VerifyOptions.every + AccountOptions.offline,
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
    results: [
      JSONResult(.verification),
      JSONResult(
        when: Text("for a capture of several messages", zh: "捕获中有多条报文"), .verifications,
        line: .verification),
      JSONResult(
        when: Text("with --lines, for which there is only NDJSON", zh: "使用 --lines（只有 NDJSON）"),
        nil,
        line: .verifiedLine),
    ], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    if context[VerifyOptions.lines] { return try VerifyLines(context: context).run() }
    let path = context[file]
    let bytes = try MessageInput(context: context).bytes(path: path)
    let accounts = try VerifyAccounts.find(context)
    let captures = try read(bytes, name: path ?? "-", accounts, context)
    let expectation = try expectation(context)
    var views: [VerifyView] = []
    var lastFailure: Refusal?
    for capture in captures {
      do throws(Refusal) {
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
        ?? Refusal(.data, "unknown_message", "the capture holds no message of a gateway")
    }
    try context.output.emit(
      views.count == 1 ? first.document : VerifyView.list(views))
    try note(views, context)
    return views.allSatisfy(\.report.isValid) ? .success : .negative
  }

  private static func read(
    _ bytes: Bytes, name: String, _ accounts: VerifyAccounts, _ context: CommandContext
  ) throws(Refusal) -> [Capture] {
    let judge = MessageJudge(subjects: accounts.subjects)
    do throws(CaptureError) {
      return try CaptureReader.read(
        bytes, knownNames: accounts.knownNames(context),
        encoding: context[VerifyOptions.encoding],
        accepts: { judge.judge($0)?.isSigned ?? false })
    } catch {
      throw Refusal(
        .data, error.code, error.reason, place: "\(name):\(error.line):\(error.column)",
        hint: error.hint)
    }
  }

  /// The error for fields that are no message: where they stood, and what came nearest.
  private static func unknown(
    _ capture: Capture, in bytes: Bytes, name: String, _ accounts: VerifyAccounts,
    _ context: CommandContext
  ) -> Refusal {
    let place = WireError(code: "", offset: capture.offset(in: bytes), reason: "").place(in: bytes)
    let gateways = accounts.subjects.map(\.profile.gateway)
    let kind = context[MessageOptions.message]
    let nearest = NearestMessage(capture.fields, among: gateways, kind: kind)
    let names = capture.fields.fields.prefix(6).map(\.displayName).joined(separator: ", ")
    let whose =
      Set(gateways.map(\.id)).count == 1
      ? gateways[0].id : "the gateways of your profiles"
    return Refusal(
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
      snippet: context[VerifyOptions.snippet], unmask: context[GlobalOptions.unmask])
  }

  private static func diagnosis(
    _ subject: VerifySubject, _ capture: Capture, _ context: CommandContext
  ) -> Diagnosis? {
    guard context[VerifyOptions.explain], let check = subject.check, !check.isValid,
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

  private static func note(_ views: [VerifyView], _ context: CommandContext) throws(Refusal) {
    guard !context[JournalOptions.noJournal], let name = views.first?.subject.profile.name,
      name != VerifyAccounts.unnamed
    else { return }
    try VerifyJournal(context: context).note(views)
  }

  private static func expectation(_ context: CommandContext) throws(Refusal) -> Expectation {
    var expectation = Expectation()
    expectation.orderNumber = context[VerifyOptions.expectOrder]
    expectation.status = context[VerifyOptions.expectStatus]
    expectation.amount = try MoneyOption.read(VerifyOptions.expectAmount, context)
    return expectation
  }
}
