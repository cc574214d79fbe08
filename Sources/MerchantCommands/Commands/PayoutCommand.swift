import ArgumentParsing
import GatewayEngine
import Gateways
import Journal
import PaymentValues
import WireFormat

/// `merchant payout`: pays somebody, once.
enum PayoutCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "payout", synonyms: ["代付", "下发", "transfer", "pay-out"],
      summary: Text("Pay somebody, once, whatever happens", zh: "代付，无论如何只付一次"),
      options: FieldOptions.options(for: .payout) + [
        OptionSpec(
          "bank", kind: .text, valueName: "BANK", group: .fields,
          help: Text("Payee's bank: code or name", zh: "收款银行代码或名称"), environment: .off,
          completion: .list("payout-banks"))
      ] + AccountOptions.online + AccountOptions.sending,
      examples: [
        Example(
          "merchant payout -p lianhe --amount 100 --account-name 张三 --account-no 6222020200112233445 --bank 建设银行 --dry-run",
          Text("Show what would be sent", zh: "只显示请求"))
      ],
      exitStatuses: [
        ExitStatus(0, Text("accepted", zh: "已受理")), ExitStatus(1, Text("rejected", zh: "被拒绝")),
        ExitStatus(9, Text("unknown: query, never send again", zh: "未知：查询，勿重发")),
      ]),
    run: run)

  private static func run(_ context: CommandContext) throws(CommandFailure) -> ExitCode {
    let resolved = try context.profiles().resolve()
    let input = OrderInput(context: context, gateway: resolved.profile.gateway, kind: .payout)
    let prepared = try input.prepare(try input.request(), profile: resolved.profile)
    let view = RequestView(
      request: prepared, profile: resolved.profile, unmask: context.command.flag("unmask"))
    try context.output.emit(view.document(asCurl: context.command.isGiven("as")))
    return .success
  }
}
