import ArgumentParsing

/// Every command of the program, in one list from which parsing, help and completions follow.
enum CommandTree {
  /// A command by its words, made when it is asked for.
  struct Entry: Sendable {
    let words: [String]
    let definition: @Sendable () -> CommandDefinition

    init(_ words: String..., definition: @autoclosure @escaping @Sendable () -> CommandDefinition) {
      self.words = words
      self.definition = definition
    }
  }

  /// The commands in the order of the help.
  static let entries = [
    Entry("sign", definition: SignCommand.definition),
    Entry("verify", definition: VerifyCommand.definition),
    Entry("create-order", "order", definition: CreateOrderCommand.definition),
    Entry("query", definition: QueryCommand.definition),
    Entry("payout", definition: PayoutCommand.definition),
    Entry("reconcile", definition: ReconcileCommand.definition),
    Entry("listen", definition: ListenCommand.definition),
    Entry("notify", definition: NotifyCommand.definition),
    Entry("replay", definition: ReplayCommand.definition),
    Entry("bank-codes", "banks", definition: BankCodesCommand.definition),
    Entry("gateways", definition: GatewaysCommand.definition),
    Entry("config", definition: ConfigCommand.definition),
    Entry("sandbox", definition: SandboxCommand.definition),
    Entry("rehearse", definition: RehearseCommand.definition),
    Entry("journal", definition: JournalCommand.definition),
    Entry("completion", definition: CompletionCommand.definition),
    Entry("version", definition: HelpCommand.version),
    Entry("help", definition: HelpCommand.definition),
    Entry(CompleteCommand.name, definition: CompleteCommand.definition),
  ]

  /// All of them, made.
  static var commands: [CommandDefinition] { entries.map { $0.definition() } }

  /// The command at `path`, a list of names from the first below the root on.
  static func command(at path: [String]) -> CommandDefinition? {
    var found = entries.first { $0.words.first == path.first }?.definition()
    for name in path.dropFirst() { found = found?.subcommands.first { $0.spec.name == name } }
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
    branches: entries.map { entry in CommandBranch(entry.words) { entry.definition().spec } },
    runsWithoutSubcommand: true,
    absentCommands: [
      AbsentCommand(
        ["refund", "退款"],
        Text("the documents of these gateways describe no refund", zh: "这些网关的文档没有退款接口"))
    ],
    seeAlso: ["merchant help exit-codes", "merchant help money-safety", "merchant help config"])
}
