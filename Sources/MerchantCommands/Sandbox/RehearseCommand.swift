import ArgumentParsing
import ByteText
import PaymentValues
import Sandbox

/// `merchant rehearse`: the whole walk at every gateway against a sandbox of its own.
enum RehearseCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "rehearse", synonyms: ["demo", "演练"],
      summary: Text("Walk through every gateway in a sandbox", zh: "在沙箱中走完每个网关的全流程"),
      detail: Text(
        "Starts a sandbox, places an order at each gateway, has it paid, verifies the callback, asks for the state; the same for payouts. Sends nothing beyond this machine.",
        zh: "启动沙箱，对每个网关下单、支付、验证回调、查单，代付亦然。不访问本机以外的地址。"),
      options: [AccountOptions.gateway, AccountOptions.gatewayFile],
      examples: [
        Example("merchant rehearse", Text("Every gateway that is built in", zh: "全部内置网关")),
        Example(
          "merchant rehearse --gateway-file mine.json", Text("A gateway of your own", zh: "自定义网关")),
      ],
      exitStatuses: [
        ExitStatus(0, Text("every step went well", zh: "全部成功")),
        ExitStatus(1, Text("a step failed", zh: "有步骤失败")),
      ]),
    results: [JSONResult(.rehearsals, line: .rehearsal)], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    var gateways = context.gateways.all()
    if let path = context[AccountOptions.gatewayFile] {
      gateways = [try context.gateways.load(path)]
    } else if let id = context[AccountOptions.gateway] {
      gateways = [try context.gateways.named(id)]
    }
    var options = SandboxOptions(gateways: gateways)
    options.timeScale = Ratio(millionths: 10_000)
    options.payoutMilliseconds = nil
    options.clock = context.environment.clock
    options.transport = context.environment.transport()
    let server: SandboxServer
    do { server = try SandboxServer.start(options) } catch {
      throw Refusal(
        .refused, "sandbox_not_started", "the sandbox did not start: \(error)")
    }
    defer { server.stop() }
    context.output.note("sandbox on \(server.origin)")
    let walks = gateways.map { gateway in
      Rehearsal(context: context, gateway: gateway, server: server).walk()
    }
    try emit(walks, context)
    return walks.allSatisfy(\.isGood) ? .success : .negative
  }

  private static func emit(_ walks: [RehearsalResult], _ context: CommandContext) throws(Refusal) {
    let steps = RehearsalStep.allCases
    let records = walks.map { walk in
      Record(
        [("gateway", .text(walk.gateway))]
          + steps.map { step in
            (step.member, .text(walk.words(step)))
          })
    }
    try context.output.emit(
      Document(
        object: [("gateways", .array(records.map(\.json)))], records: records,
        lines: Layout.table(
          ["gateway"] + steps.map(\.rawValue),
          walks.map { walk in [walk.gateway] + steps.map { walk.words($0) } }),
        value: walks.allSatisfy(\.isGood) ? "ok" : "failed"))
  }
}
