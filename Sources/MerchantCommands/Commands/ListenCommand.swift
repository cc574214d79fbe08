import ArgumentParsing
import Callbacks
import Messages
import Gateways
import HTTP
import Journal
import PaymentValues
import Platform
import TextLayout
import WireFormat

/// `merchant listen`: receives callbacks, verifies, records, acknowledges.
enum ListenCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "listen", synonyms: ["callback", "回调", "serve"],
      summary: Text("Receive callbacks: verify, record, acknowledge", zh: "接收回调：验签、记录、应答"),
      detail: Text(
        "Answers the gateway's own word only after the record is on the disk. Paths: /callback/PROFILE, or any path to try every profile.",
        zh: "记录落盘后才应答网关要求的字样。路径 /callback/账户，或任意路径（逐个账户尝试）。"),
      options: [
        ServingOptions.port, ServingOptions.bind(Text("Address to listen on", zh: "监听地址")),
        OptionSpec(
          "profiles", kind: .text, valueName: "A,B",
          help: Text("Profiles to serve", zh: "服务的账户"), environment: .off,
          defaultNote: Text("all with a key", zh: "全部有密钥的账户"), isList: true,
          splitsAtCommas: true, completion: .list("profiles")),
        OptionSpec(
          "forward-to", kind: .url, help: Text("The shop's own handler", zh: "转发给商户自己的处理程序"),
          environment: .off),
        OptionSpec(
          "record", kind: .path, valueName: "FILE",
          help: Text("Record file", zh: "记录文件"), environment: .off,
          defaultNote: Text("callbacks.jsonl beside the journal", zh: "日志旁的 callbacks.jsonl")),
        OptionSpec(
          "any-order", kind: .flag, group: .safety,
          help: Text("Also take orders that the journal lacks", zh: "接受日志中没有的订单"),
          environment: .off),
        OptionSpec(
          "allow", kind: .text, valueName: "ADDRESS", group: .safety,
          help: Text("Only these senders (addresses, a.b.c.d/n)", zh: "只允许这些来源地址"),
          environment: .off, isList: true, splitsAtCommas: true),
        OptionSpec(
          "trusted-proxy", kind: .text, valueName: "ADDRESS", group: .safety,
          help: Text("Proxy whose X-Forwarded-For counts", zh: "可信代理地址"), environment: .off,
          isList: true, splitsAtCommas: true),
      ],
      examples: [
        Example(
          "merchant listen --port 8090 --forward-to http://127.0.0.1:9000/notify",
          Text("In front of a shop's handler", zh: "置于商户处理程序之前"))
      ]),
    run: run)

  private static func run(_ context: CommandContext) throws(CommandFailure) -> ExitCode {
    let profiles = try profiles(context)
    let path = try recordPath(context)
    let recorder: CallbackRecorder
    do throws(JournalError) {
      recorder = try CallbackRecorder(path, clock: context.environment.clock)
    } catch { throw JournalText.failure(error) }
    let receiver: CallbackReceiver
    do throws(CallbackRefusal) {
      receiver = try CallbackReceiver(
        profiles: profiles, recorder: recorder, lookup: try? lookup(context, profiles),
        forwarder: try? forwarder(context), clock: context.environment.clock)
    } catch {
      throw CommandFailure(
        .config, error.findings.first?.code ?? "no_profile", "callbacks cannot be received",
        findings: error.findings)
    }
    let options = try options(context)
    let view = ListenView(context: context)
    let server: ListenServer
    do {
      server = try ListenServer(options, receiver: receiver) { view.show($0) }
    } catch {
      throw CommandFailure(
        .refused, "listen_not_started",
        "cannot listen on \(options.address): \(ErrorText.of(error))",
        hint: "--port 0 takes any free port")
    }
    if let exposure = options.exposure { context.output.note("warning: \(exposure)") }
    context.environment.writeError(
      Array("listening on \(server.address):\(server.port), recording to \(path)\n".utf8))
    Signals.wait()
    server.stop()
    do throws(JournalError) { try recorder.close() } catch { throw JournalText.failure(error) }
    return .success
  }

  private static func profiles(_ context: CommandContext) throws(CommandFailure) -> [Profile] {
    let builder = try context.profiles()
    var names = context.command.strings("profiles")
    if let name = context.command.string("profile") { names.append(name) }
    let all = builder.all().map(\.profile)
    guard !names.isEmpty else { return all.filter { $0.key?.isPlaceholder == false } }
    var chosen: [Profile] = []
    for name in names {
      guard let profile = all.first(where: { $0.name == name }) else {
        throw CommandFailure(.config, "unknown_profile", "there is no usable profile '\(name)'")
      }
      chosen.append(profile)
    }
    return chosen
  }

  private static func recordPath(_ context: CommandContext) throws(CommandFailure) -> String {
    if let path = context.command.string("record") { return path }
    let directory = try JournalStore.directory(context.environment)
    do throws(SystemError) { try SecureFile.makeDirectories(directory) } catch {
      throw CommandFailure(.io, "no_state_directory", "\(error)")
    }
    return try CallbackFile.usualPath(context.environment)
  }

  private static func forwarder(_ context: CommandContext) throws -> Forwarder? {
    guard let text = context.command.string("forward-to") else { return nil }
    return Forwarder(to: try HTTPURL(text), transport: context.environment.transport())
  }

  private static func options(_ context: CommandContext) throws(CommandFailure) -> ListenOptions {
    var options = ListenOptions()
    options.address = context.command.string("bind") ?? "127.0.0.1"
    options.allowsAnyAddress = context.command.isGiven("bind")
    options.port = UInt16(clamping: context.command.integer("port") ?? 0)
    options.peers.allowed = try ranges("allow", context)
    options.peers.trustedProxies = try ranges("trusted-proxy", context)
    if let text = context.command.string("forward-to"), (try? HTTPURL(text)) == nil {
      throw CommandFailure(.usage, "bad_url", "--forward-to \(text): it is no http or https URL")
    }
    return options
  }

  private static func ranges(_ name: String, _ context: CommandContext) throws(CommandFailure)
    -> [AddressRange]
  {
    var found: [AddressRange] = []
    for text in context.command.strings(name) {
      guard let range = AddressRange(text) else {
        throw CommandFailure(
          .usage, "bad_address", "--\(name) \(text): write an address or a range such as 10.0.0.0/8"
        )
      }
      found.append(range)
    }
    return found
  }

  /// Asks the journal of the profile's account. An account without a journal has its orders elsewhere.
  private static func lookup(_ context: CommandContext, _ profiles: [Profile])
    throws(CommandFailure) -> OrderLookup
  {
    let directory = try JournalStore.directory(context.environment)
    let anyOrder = context.command.flag("any-order")
    let clock = context.environment.clock
    let known = Dictionary(profiles.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return { name, kind, order in
      guard let profile = known[name] else { return nil }
      let journal: JournalFile
      do {
        let place = JournalLocator(directory: directory, profile: profile, clock: clock)
        journal = try JournalFile.open(
          directory: directory, name: try place.forReading(), mode: .read, clock: clock)
      } catch JournalError.system(let reason) where reason.number == 2 {
        // ENOENT: nothing was ever placed with this account from here.
        return KnownOrder(amount: nil)
      }
      defer { journal.close() }
      let subject: RecordSubject = kind.isAboutPayout ? .payout : .order
      if let row = try journal.row(RowName(subject, order)) {
        return KnownOrder(amount: row.first.amount.map { Money(fen: $0) })
      }
      return anyOrder ? KnownOrder(amount: nil) : nil
    }
  }
}

/// One line a callback on standard output.
struct ListenView: Sendable {
  let context: CommandContext

  func show(_ event: CallbackEvent) {
    if context.output.isForPrograms {
      let line = JSONWriter().string(.object(members(event))) + "\n"
      try? context.environment.writeOutput(Array(line.utf8))
      return
    }
    var words = [
      BeijingTime(unixMilliseconds: event.time).text, event.verdict.rawValue,
      event.profile ?? "-", event.kind?.rawValue ?? "-", event.order ?? "-",
      event.facts.map(amounts) ?? "", event.facts?.status.rawValue ?? "",
      event.isRepeated ? "repeated" : "", "HTTP \(event.httpStatus)",
      event.isAcknowledged ? "acknowledged" : "not acknowledged",
    ]
    if let forwarded = event.forwarded {
      words.append(
        "handler: " + (forwarded.answer?.summary ?? forwarded.failure?.reason ?? "no answer"))
    }
    words += event.findings.filter { $0.severity == .error }.map(\.code)
    let line = words.filter { !$0.isEmpty }.joined(separator: "  ")
    try? context.environment.writeOutput(Array((TerminalSafeText.escape(line) + "\n").utf8))
  }

  /// What was ordered; what was paid beside it where the message says something else.
  private func amounts(_ facts: CallbackFacts) -> String {
    guard let paid = facts.paid, paid != facts.amount else {
      return facts.amount.map { $0.yuan + " yuan" } ?? ""
    }
    guard let ordered = facts.amount else { return paid.yuan + " yuan paid" }
    return "\(ordered.yuan) yuan ordered, \(paid.yuan) paid"
  }

  private func members(_ event: CallbackEvent) -> Document.Members {
    [
      ("time", .string(BeijingTime(unixMilliseconds: event.time).rfc3339)),
      ("verdict", .string(event.verdict.rawValue)), ("profile", .optional(event.profile)),
      ("gateway", .optional(event.gateway)), ("message", .optional(event.kind?.rawValue)),
      ("order", .optional(event.order)),
      ("status", .optional(event.facts?.status.rawValue)),
      ("amount_fen", .optional(event.facts?.amount?.fen)),
      ("paid_amount_fen", .optional(event.facts?.paid?.fen)),
      ("repeated", .bool(event.isRepeated)), ("acknowledged", .bool(event.isAcknowledged)),
      ("http_status", .number(String(event.httpStatus))),
      ("sequence", .optional(event.sequence.map { Int64($0) })),
      (
        "handler", .optional(event.forwarded.map { $0.answer?.summary ?? $0.failure?.reason ?? "" })
      ),
      (
        "handler_faults",
        .array((event.forwarded?.answer?.faults ?? []).map { .string($0.rawValue) })
      ),
      ("findings", .array(event.findings.map(\.json))),
    ]
  }
}
