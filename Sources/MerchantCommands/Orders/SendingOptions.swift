import ArgumentParsing

/// Options of commands that change something at the gateway.
enum SendingOptions {
  static let dryRun = Option(
    "dry-run", short: "n", .flag, group: .safety,
    help: Text("Show the exact request and send nothing", zh: "只显示请求，不发送"), environment: .off)

  static let printedForm = Option(
    "as", .choice([(PrintedForm.curl, Text("a curl command line", zh: "curl 命令"))]), group: .safety,
    help: Text(
      "Send nothing; show the request as a command line", zh: "不发送，以命令形式显示请求"),
    environment: .off)

  static let valuesFile = Option(
    "values-file", .path, valueName: "FILE", group: .safety,
    help: Text(
      "Send nothing; what must not stand in the command goes into FILE, mode 0600",
      zh: "不发送；敏感内容写入文件（0600），由命令读取"), environment: .off)

  static let yes = Option(
    "yes", short: "y", .flag, group: .safety,
    help: Text("Do not ask (test accounts)", zh: "不再询问（测试账户）"), environment: .off)

  static let live = Option(
    "live", .text, valueName: "MERCHANT_ID", group: .safety,
    help: Text("Confirm a live account by its merchant id", zh: "以商户号确认正式账户"), environment: .off)

  static let baseURLChanged = Option(
    "base-url-changed", .flag, group: .safety,
    help: Text("The account's address is another one now", zh: "网关地址确已变更"), environment: .off)

  /// Whether the request is shown and not sent: whoever asks for a command to send it with has not asked
  /// for it to be sent.
  static func sendsNothing(_ context: CommandContext) -> Bool {
    context[dryRun] || asksForCommand(context)
  }

  /// Whether a command is wanted that would send the request.
  static func asksForCommand(_ context: CommandContext) -> Bool {
    context.command.isGiven(printedForm) || context[valuesFile] != nil
  }

  static let all: [any OptionDeclaration] = [dryRun, printedForm, valuesFile, yes, live]

  /// Those of a command that only asks.
  static let asking: [any OptionDeclaration] = [dryRun, printedForm]
}
