import ArgumentParsing
import Gateways
import PaymentValues
import Platform
import Sandbox

/// `merchant sandbox`: plays the gateways on this machine, for rehearsals and tests.
enum SandboxCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "sandbox", synonyms: ["mock", "沙箱"],
      summary: Text("Play the gateways on this machine", zh: "在本机模拟网关"),
      detail: Text(
        "Serves every gateway under /ID on a loopback address: checks signatures, answers, calls back, repeats. Money is never involved.",
        zh: "在回环地址上模拟各网关：验签、应答、回调、重发。不涉及真实资金。"),
      options: SandboxFlags.all,
      examples: [
        Example(
          "merchant sandbox --port 8080 --write-config sandbox.conf",
          Text("Then: merchant --config sandbox.conf create-order …", zh: "随后用该配置下单"))
      ]),
    run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let options = try options(context)
    let server: SandboxServer
    do { server = try SandboxServer.start(options) } catch let fault as GuardedFile.Fault {
      throw Refusal(.refused, "sandbox_not_started", "the sandbox did not start: \(fault)")
    } catch {
      throw Refusal(
        .refused, "sandbox_not_started", "the sandbox did not start: \(error)",
        hint: "it listens on loopback addresses only; --port 0 takes any free port")
    }
    if let path = context[SandboxFlags.writeConfig] {
      do throws(SystemError) {
        try SecureFile.write(Array(server.configText.utf8), to: path, replacing: true)
      } catch {
        throw Refusal(.io, "config_not_written", "\(path): \(error.reason)")
      }
    }
    context.environment.writeError(
      Array(
        ("sandbox on \(server.origin): \(options.gateways.map { "/" + $0.id }.joined(separator: " "))\n"
          + "ledger on \(server.origin)/sandbox/ledger; Ctrl-C ends it\n").utf8))
    Signals.wait()
    server.stop()
    return .success
  }

  private static func options(_ context: CommandContext) throws(Refusal) -> SandboxOptions {
    var gateways = context.gateways.all()
    if let path = context[AccountOptions.gatewayFile] {
      gateways.append(try context.gateways.load(path))
    }
    var options = SandboxOptions(gateways: gateways)
    options.address = context[SandboxFlags.bind]
    options.port = UInt16(clamping: context[ServingOptions.port])
    options.stateFile = context[SandboxFlags.state]
    options.seed = UInt64(clamping: context[SandboxFlags.seed])
    options.refusesDuplicates = context[SandboxFlags.dedupe]
    options.isLenient = context[SandboxFlags.lenient]
    options.balances = try balances(context, gateways)
    options.payoutMilliseconds =
      context[SandboxFlags.holdPayouts]
      ? nil : context[SandboxFlags.payoutDelay]
    options.clock = context.environment.clock
    options.transport = context.environment.transport()
    guard let scale = Ratio(context[SandboxFlags.timeScale]) else {
      throw Refusal(.usage, "bad_time_scale", "--time-scale is a number such as 0.01")
    }
    options.timeScale = scale
    if let text = context[SandboxFlags.faults] {
      do throws(SandboxFaultsError) { options.faults = try SandboxFaults(text) } catch {
        throw Refusal(.usage, "bad_faults", "--faults: \(error)")
      }
    }
    return options
  }
}

extension SandboxCommand {
  /// `lianhe=1000` and the like.
  fileprivate static func balances(_ context: CommandContext, _ gateways: [GatewaySpec])
    throws(Refusal) -> [String: Money]
  {
    var balances: [String: Money] = [:]
    for text in context[SandboxFlags.balance] {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let money = try? Money(operatorText: parts[1]), money.fen >= 0 else {
        throw Refusal(
          .usage, "bad_balance", "--balance \(text): it is a gateway and an amount in yuan",
          hint: "for instance --balance lianhe=1000")
      }
      guard gateways.contains(where: { $0.id == parts[0] }) else {
        throw Refusal(
          .usage, "unknown_gateway", "--balance \(text): the sandbox has no gateway '\(parts[0])'",
          hint: "there are \(gateways.map(\.id).joined(separator: ", "))")
      }
      balances[parts[0]] = money
    }
    return balances
  }
}
