import ArgumentParsing
import Gateways
import PaymentValues
import Payouts

/// `merchant payout`: pays one or many, each once, whatever happens.
enum PayoutCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "payout", synonyms: ["代付", "下发", "transfer", "pay-out"],
      summary: Text("Pay one or many, each once, whatever happens", zh: "代付：无论如何每笔只付一次"),
      detail: Text(
        "One payout from options, or a batch from --file. The intent is on the disk before anything is sent; an outcome that is not known is only ever asked about. Running the same command again goes on where it stopped.",
        zh: "单笔用选项，批量用 --file。发送前先落盘；结果未知只查询不重发；再次运行同一命令即续跑。"),
      options: FieldOptions.options(for: .payout) + [PayoutOptions.bank, PayoutOptions.template]
        + PayoutOptions.source + PayoutOptions.sending + AccountOptions.online
        + SendingOptions.all,
      examples: [
        Example(
          "merchant payout -p lianhe --amount 100 --account-name 张三 --account-no 6222020200112233445 --bank 建设银行 --dry-run",
          Text("Show what would be sent", zh: "只显示请求")),
        Example(
          "merchant payout -p lianhe --file wages.csv --confirm-total 12345.00",
          Text("A batch, from a script", zh: "脚本批量代付")),
        Example(
          "merchant payout --template --gateway lianhe", Text("An empty batch file", zh: "空白批量文件")),
      ],
      exitStatuses: [
        ExitStatus(0, Text("all paid", zh: "全部成功")),
        ExitStatus(1, Text("some were refused or failed", zh: "部分被拒或失败")),
        ExitStatus(8, Text("accepted, not final yet", zh: "已受理，未完成")),
        ExitStatus(9, Text("unknown: ask, never send again", zh: "未知：只查询，勿重发")),
        ExitStatus(10, Text("a person is needed", zh: "需要人工处理")),
        ExitStatus(75, Text("another run holds the journal", zh: "另一进程正在运行")),
        ExitStatus(77, Text("refused before anything was sent", zh: "发送前被拒绝")),
      ]),
    subcommands: PayoutSubcommands.all,
    results: [
      JSONResult(.payoutReport, line: .payoutRow),
      JSONResult(
        when: Text("with --dry-run", zh: "使用 --dry-run"), .payoutPlan, line: .plannedPayout),
      .unsent,
    ], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    if context[PayoutOptions.template] == "" {
      try refuseTemplateWithPayout(context)
      return try template(context)
    }
    let resolved = try context.accounts.resolve()
    let session = try PayoutSession(context: context, resolved: resolved)
    if context.command.isGiven(PayoutOptions.file) {
      guard !SendingOptions.asksForCommand(context) else {
        throw Refusal(
          .usage, "command_of_a_batch",
          "--as and --values-file show one payout as a command, and a batch has many",
          hint: "--dry-run shows the batch")
      }
      return try PayoutRun(session: session).batch()
    }
    return try PayoutRun(session: session).single()
  }

  /// A script that reads 0 as "all paid" must not get it for a page of headings.
  private static func refuseTemplateWithPayout(_ context: CommandContext) throws(Refusal) {
    let paying: [any OptionDeclaration] = [
      PayoutOptions.file, PayoutOptions.confirmTotal, FieldOptions.amount(),
    ]
    guard let option = paying.first(where: { context.command.isGiven($0.spec) }) else { return }
    throw Refusal(
      .usage, "template_with_payout",
      "--template prints an empty batch file and pays nothing; --\(option.spec.name) is for paying",
      hint: "leave one of them out; --template=TEXT prints the result by TEXT")
  }

  private static func template(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let gateway: GatewaySpec
    if let id = context[AccountOptions.gateway] {
      gateway = try context.gateways.named(id)
    } else {
      gateway = try context.accounts.resolve(needsKey: false).profile.gateway
    }
    try context.output.write(try BatchTemplate.csv(gateway, style: context.output.style))
    return .success
  }
}
