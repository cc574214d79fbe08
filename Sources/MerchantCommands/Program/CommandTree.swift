import ArgumentParsing

/// Every command of the program, in one list from which parsing, help and completions follow.
enum CommandTree {
  /// The commands in the order of the help.
  static let commands = [
    SignCommand.definition, VerifyCommand.definition, CreateOrderCommand.definition,
    QueryCommand.definition, PayoutCommand.definition, ReconcileCommand.definition,
    ListenCommand.definition, NotifyCommand.definition, ReplayCommand.definition,
    BankCodesCommand.definition, GatewaysCommand.definition, ConfigCommand.definition,
    SandboxCommand.definition, RehearseCommand.definition, JournalCommand.definition,
    CompletionCommand.definition, HelpCommand.version, HelpCommand.definition,
    CompleteCommand.definition,
  ]

  /// The command at `path`, a list of names from the first below the root on.
  static func command(at path: [String]) -> CommandDefinition? {
    var found: CommandDefinition?
    var among = commands
    for name in path {
      found = among.first { $0.spec.name == name }
      among = found?.subcommands ?? []
    }
    return found
  }

  static let root = CommandSpec(
    "merchant",
    summary: Text(
      "Tools for merchants of aggregated-payment gateways", zh: "聚合支付商户工具"),
    detail: Text(
      "Signs and verifies messages, places orders and payouts, asks for their state, and rehearses all of it in a sandbox.",
      zh: "签名与验签、下单、代付、查单，并可在沙箱中演练。"),
    options: GlobalOptions.all,
    examples: [
      Example(
        "merchant sandbox --write-config sandbox.conf",
        Text("Rehearse without an account", zh: "无需账户即可演练")),
      Example("merchant verify captured.txt", Text("Check a captured callback", zh: "校验捕获的回调")),
    ],
    subcommands: commands.map(\.spec),
    runsWithoutSubcommand: true,
    absentCommands: [
      AbsentCommand(
        ["refund", "退款"],
        Text("the documents of these gateways describe no refund", zh: "这些网关的文档没有退款接口"))
    ],
    seeAlso: ["merchant help exit-codes", "merchant help money-safety", "merchant help config"])
}
