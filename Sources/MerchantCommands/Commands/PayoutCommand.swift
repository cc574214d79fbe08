import ArgumentParsing
import GatewayEngine
import Gateways
import Journal
import PaymentValues
import Payouts
import Platform
import WireFormat

/// `merchant payout`: pays one or many, each once, whatever happens.
enum PayoutCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "payout", synonyms: ["代付", "下发", "transfer", "pay-out"],
      summary: Text("Pay one or many, each once, whatever happens", zh: "代付：无论如何每笔只付一次"),
      detail: Text(
        "One payout from options, or a batch from --file. The intent is on the disk before anything is sent; an outcome that is not known is only ever asked about. Running the same command again goes on where it stopped.",
        zh: "单笔用选项，批量用 --file。发送前先落盘；结果未知只查询不重发；再次运行同一命令即续跑。"),
      options: FieldOptions.options(for: .payout) + [bank] + batchOptions + PayoutOptions.sending
        + AccountOptions.online + AccountOptions.sending,
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
      subcommands: PayoutSubcommands.all.map(\.spec), runsWithoutSubcommand: true,
      exitStatuses: [
        ExitStatus(0, Text("all paid", zh: "全部成功")),
        ExitStatus(1, Text("some were refused or failed", zh: "部分被拒或失败")),
        ExitStatus(8, Text("accepted, not final yet", zh: "已受理，未完成")),
        ExitStatus(9, Text("unknown: ask, never send again", zh: "未知：只查询，勿重发")),
        ExitStatus(10, Text("a person is needed", zh: "需要人工处理")),
        ExitStatus(75, Text("another run holds the journal", zh: "另一进程正在运行")),
        ExitStatus(77, Text("refused before anything was sent", zh: "发送前被拒绝")),
      ]),
    run: run)

  private static let bank = OptionSpec(
    "bank", kind: .text, valueName: "BANK", group: .fields,
    help: Text("Payee's bank: code or name", zh: "收款银行代码或名称"), environment: .off,
    completion: .list("payout-banks"))

  private static let batchOptions: [OptionSpec] =
    [
      OptionSpec(
        "template", kind: .flag, group: .fields,
        help: Text("Print an empty batch file", zh: "输出空白批量文件"), environment: .off)
    ] + PayoutOptions.batch

  private static func run(_ context: CommandContext) throws(CommandFailure) -> ExitCode {
    if context.command.flag("template") { return try template(context) }
    let resolved = try context.profiles().resolve()
    let session = try PayoutSession(context: context, resolved: resolved)
    if context.command.isGiven("file") { return try PayoutRun(session: session).batch() }
    return try PayoutRun(session: session).single()
  }

  private static func template(_ context: CommandContext) throws(CommandFailure) -> ExitCode {
    let gateway: GatewaySpec
    if let id = context.command.string("gateway") {
      gateway = try context.gateways.named(id)
    } else {
      gateway = try context.profiles().resolve(needsKey: false).profile.gateway
    }
    do throws(PayoutRefusal) {
      let bytes = try BatchTemplate.csv(
        gateway, style: context.command.flag("excel") ? .excel : .plain)
      try? context.environment.writeOutput(bytes)
    } catch { throw PayoutText.failure(error) }
    return .success
  }
}
