import ArgumentParsing
import GatewayEngine
import Gateways
import PaymentValues
import Signing
import WireFormat

/// `merchant verify`: whose message it is, whether the signature is good, and what it says of the money.
enum VerifyCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "verify", synonyms: ["验签", "check"],
      summary: Text("Check the signature of a captured message", zh: "校验捕获报文的签名"),
      detail: Text(
        "Takes a form body, a query string or URL, or JSON; tells the gateway and message by the field names.",
        zh: "接受表单、查询串、URL 或 JSON；按字段名识别网关和报文。"),
      arguments: [
        ArgumentSpec(
          "FILE", help: Text("The captured message; - or nothing for standard input", zh: "捕获的报文"),
          isRequired: false)
      ],
      options: [
        OptionSpec(
          "message", short: "m", kind: .choice(MessageOptions.kinds), valueName: "KIND",
          group: .fields, help: Text("Which message it is", zh: "报文种类"),
          environment: .off, defaultNote: Text("told by the field names", zh: "按字段名识别")),
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
      ] + AccountOptions.offline,
      examples: [
        Example(
          "merchant verify captured.txt", Text("Which gateway, whose key, good or not", zh: "自动识别")),
        Example(
          "merchant verify -p pay-center --expect-amount 1.00 captured.txt",
          Text("Also hold it against the order", zh: "同时核对金额")),
      ],
      exitStatuses: [
        ExitStatus(0, Text("valid", zh: "有效")), ExitStatus(1, Text("not valid", zh: "无效")),
        ExitStatus(65, Text("cannot be read", zh: "无法读取")),
      ]),
    run: run)

  private static func run(_ context: CommandContext) throws(CommandFailure) -> ExitCode {
    let input = MessageInput(context: context)
    let path = context.command.argument("FILE")
    let fields = try input.parse(try input.bytes(path: path), name: path ?? "-")
    let subject = try VerifySubject.find(context, fields: fields)
    let report = MessageVerifier(gateway: subject.gateway, message: subject.message)
      .verify(fields, profile: subject.profile, expectation: try expectation(context))
    let view = VerifyView(
      report: report, subject: subject, unmask: context.command.flag("unmask"))
    try context.output.emit(view.document)
    return report.isValid ? .success : .negative
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
