import ArgumentParsing
import GatewayEngine
import Gateways
import PaymentValues
import Platform
import Sandbox
import WireFormat

/// `merchant sandbox`: plays the gateways on this machine, for rehearsals and tests.
enum SandboxCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "sandbox", synonyms: ["mock", "沙箱"],
      summary: Text("Play the gateways on this machine", zh: "在本机模拟网关"),
      detail: Text(
        "Serves every gateway under /ID on a loopback address: checks signatures, answers, calls back, repeats. Money is never involved.",
        zh: "在回环地址上模拟各网关：验签、应答、回调、重发。不涉及真实资金。"),
      options: [
        ServingOptions.port,
        ServingOptions.bind(Text("Loopback address to listen on", zh: "监听的回环地址")),
        OptionSpec(
          "write-config", kind: .path, valueName: "FILE",
          help: Text("Write a configuration for these accounts", zh: "写出对应的配置文件"), environment: .off
        ),
        OptionSpec(
          "state", kind: .path, valueName: "FILE",
          help: Text("Keep bookings across restarts", zh: "保存状态的文件"), environment: .off),
        OptionSpec(
          "time-scale", kind: .text, valueName: "FACTOR",
          help: Text("Shorten waits: 0.01 makes a minute 0.6 s", zh: "缩短等待时间"), defaultValue: "1"),
        OptionSpec(
          "faults", kind: .text, valueName: "LIST",
          help: Text("What to do wrong: lost-answer=0.1,…", zh: "故障列表"),
          detail: Text(
            "Names: \(SandboxFaults.names.joined(separator: ", ")). Each is a probability from 0 to 1, or milliseconds for …-ms.",
            zh: "名称：\(SandboxFaults.names.joined(separator: ", "))。概率 0 到 1，…-ms 为毫秒。"),
          environment: .off),
        OptionSpec(
          "lenient", kind: .flag,
          help: Text("Take what real servers take, too", zh: "接受实际服务器也接受的内容"),
          detail: Text(
            "Without it the documents count to the letter: the acknowledgement is exactly the word, with HTTP 200. With it other words, letter cases and statuses pass that servers of the family take, longer order numbers, and a missing product name. POST /sandbox/settings?gateway=ID with {\"lenient\":true} changes one gateway.",
            zh:
              "默认严格按文档：应答必须是 HTTP 200 加原样字样。加上后，同类服务器也接受的字样、大小写、状态码、较长订单号和缺少商品名称均放行。POST /sandbox/settings?gateway=ID 可单独设置一个网关。"
          ),
          environment: .off),
        OptionSpec(
          "balance", kind: .text, valueName: "GATEWAY=YUAN",
          help: Text("What payouts may spend; else enough", zh: "代付可用余额，默认足够"),
          detail: Text(
            "A payout beyond it is refused as the gateway refuses it. POST /sandbox/settings?gateway=ID with {\"balance\":\"1000\"} sets it anew.",
            zh: "超出余额的代付按网关的方式拒绝。POST /sandbox/settings?gateway=ID 可重新设置。"),
          environment: .off, isList: true, splitsAtCommas: true),
        OptionSpec(
          "seed", kind: .integer(0...Int.max), valueName: "N",
          help: Text("Makes accounts and faults repeatable", zh: "随机种子"), defaultValue: "1"),
        OptionSpec(
          "dedupe", kind: .flag,
          help: Text("Refuse used order numbers; --no-dedupe books them again", zh: "拒绝重复订单号"),
          environment: .off, defaultValue: "true", isNegatable: true),
        OptionSpec(
          "payout-delay", kind: .duration(milliseconds: 0...3_600_000),
          help: Text("After how long a payout succeeds", zh: "代付多久后成功"), environment: .off,
          defaultValue: "2s"),
        OptionSpec(
          "hold-payouts", kind: .flag, help: Text("Payouts wait for a hand", zh: "代付等待人工处理"),
          environment: .off),
        AccountOptions.gatewayFile,
      ],
      examples: [
        Example(
          "merchant sandbox --port 8080 --write-config sandbox.conf",
          Text("Then: merchant --config sandbox.conf create-order …", zh: "随后用该配置下单"))
      ]),
    run: run)

  private static func run(_ context: CommandContext) throws(CommandFailure) -> ExitCode {
    let options = try options(context)
    let server: SandboxServer
    do { server = try SandboxServer.start(options) } catch {
      throw CommandFailure(
        .refused, "sandbox_not_started", "the sandbox did not start: \(ErrorText.of(error))",
        hint: "it listens on loopback addresses only; --port 0 takes any free port")
    }
    if let path = context.command.string("write-config") {
      do throws(SystemError) {
        try SecureFile.write(Array(server.configText.utf8), to: path, replacing: true)
      } catch {
        throw CommandFailure(.io, "config_not_written", "\(path): \(error.reason)")
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

  private static func options(_ context: CommandContext) throws(CommandFailure) -> SandboxOptions {
    var gateways = context.gateways.all()
    if let path = context.command.string("gateway-file") {
      gateways.append(try context.gateways.load(path))
    }
    var options = SandboxOptions(gateways: gateways)
    options.address = context.command.string("bind") ?? "127.0.0.1"
    options.port = UInt16(clamping: context.command.integer("port") ?? 0)
    options.stateFile = context.command.string("state")
    options.seed = UInt64(clamping: context.command.integer("seed") ?? 1)
    options.refusesDuplicates = context.command.flag("dedupe")
    options.isLenient = context.command.flag("lenient")
    options.balances = try balances(context, gateways)
    options.payoutMilliseconds =
      context.command.flag("hold-payouts")
      ? nil : Int64(context.command.durationMilliseconds("payout-delay") ?? 2000)
    options.clock = context.environment.clock
    options.transport = context.environment.transport()
    guard let scale = Ratio(context.command.string("time-scale") ?? "1") else {
      throw CommandFailure(.usage, "bad_time_scale", "--time-scale is a number such as 0.01")
    }
    options.timeScale = scale
    if let text = context.command.string("faults") {
      do throws(SandboxFaultsError) { options.faults = try SandboxFaults(text) } catch {
        throw CommandFailure(.usage, "bad_faults", "--faults: \(error)")
      }
    }
    return options
  }
}

extension SandboxCommand {
  /// `lianhe=1000` and the like.
  fileprivate static func balances(_ context: CommandContext, _ gateways: [GatewaySpec])
    throws(CommandFailure) -> [String: Money]
  {
    var balances: [String: Money] = [:]
    for text in context.command.strings("balance") {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let money = try? Money(operatorText: parts[1]), money.fen >= 0 else {
        throw CommandFailure(
          .usage, "bad_balance", "--balance \(text): it is a gateway and an amount in yuan",
          hint: "for instance --balance lianhe=1000")
      }
      guard gateways.contains(where: { $0.id == parts[0] }) else {
        throw CommandFailure(
          .usage, "unknown_gateway", "--balance \(text): the sandbox has no gateway '\(parts[0])'",
          hint: "there are \(gateways.map(\.id).joined(separator: ", "))")
      }
      balances[parts[0]] = money
    }
    return balances
  }
}

/// An error's own words.
enum ErrorText {
  static func of(_ error: any Error) -> String {
    switch error {
    case let error as SandboxError: error.reason
    case let error as SystemError: error.description
    default: "\(error)"
    }
  }
}
