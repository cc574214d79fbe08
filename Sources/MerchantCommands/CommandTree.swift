import ArgumentParsing

/// Every command of the program, from which parsing, help and completions follow.
enum CommandTree {
  /// What runs under which path.
  static let definitions: [String: CommandDefinition] = [
    "sign": SignCommand.definition,
    "verify": VerifyCommand.definition,
    "create-order": CreateOrderCommand.definition,
    "query": QueryCommand.definition,
    "payout": PayoutCommand.definition,
    "payout plan": PayoutSubcommands.plan,
    "payout approve": PayoutSubcommands.approve,
    "payout status": PayoutSubcommands.status,
    "payout resolve": PayoutSubcommands.resolve,
    "payout resend": PayoutSubcommands.resend,
    "bank-codes": BankCodesCommand.definition,
    "gateways": GatewaysCommand.list,
    "gateways show": GatewaysCommand.show,
    "gateways export": GatewaysCommand.export,
    "gateways check": GatewaysCommand.check,
    "config init": ConfigCommand.initialise,
    "config list": ConfigCommand.list,
    "config show": ConfigCommand.show,
    "config check": ConfigCommand.check,
    "sandbox": SandboxCommand.definition,
    "reconcile": ReconcileCommand.definition,
    "listen": ListenCommand.definition,
    "notify": NotifyCommand.definition,
    "replay": ReplayCommand.definition,
    "rehearse": RehearseCommand.definition,
    "journal list": JournalCommand.list,
    "journal show": JournalCommand.show,
    "journal verify": JournalCommand.verify,
    "journal export": JournalCommand.export,
    "completion": CompletionCommand.definition,
    "version": HelpCommand.version,
    CompleteCommand.name: CompleteCommand.definition,
  ]

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
    subcommands: [
      SignCommand.definition.spec, VerifyCommand.definition.spec,
      CreateOrderCommand.definition.spec, QueryCommand.definition.spec,
      PayoutCommand.definition.spec, ReconcileCommand.definition.spec,
      ListenCommand.definition.spec,
      NotifyCommand.definition.spec, ReplayCommand.definition.spec,
      BankCodesCommand.definition.spec,
      GatewaysCommand.list.spec, ConfigCommand.group, SandboxCommand.definition.spec,
      RehearseCommand.definition.spec, JournalCommand.group,
      CompletionCommand.definition.spec, HelpCommand.version.spec, HelpCommand.spec,
      CompleteCommand.definition.spec,
    ],
    runsWithoutSubcommand: true,
    absentCommands: [
      AbsentCommand(
        ["refund", "退款"],
        Text("the documents of these gateways describe no refund", zh: "这些网关的文档没有退款接口"))
    ],
    seeAlso: ["merchant help exit-codes", "merchant help money-safety", "merchant help config"])
}
