import ArgumentParsing
import Callbacks
import Glibc
import HTTP
import Journal
import Messages
import PaymentValues
import Platform

/// `merchant listen`: receives callbacks, verifies, records, acknowledges.
enum ListenCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "listen", synonyms: ["callback", "回调", "serve"],
      summary: Text("Receive callbacks: verify, record, acknowledge", zh: "接收回调：验签、记录、应答"),
      detail: Text(
        "Answers the gateway's own word only after the record is on the disk. Paths: /callback/PROFILE, or any path to try every profile.",
        zh: "记录落盘后才应答网关要求的字样。路径 /callback/账户，或任意路径（逐个账户尝试）。"),
      options: ListenFlags.all,
      examples: [
        Example(
          "merchant listen --port 8090 --forward-to http://127.0.0.1:9000/notify",
          Text("In front of a shop's handler", zh: "置于商户处理程序之前"))
      ]),
    results: [JSONResult(nil, line: .heardCallback)], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let view = try ListenView(context: context)
    let options = try options(context)
    let forwarder = try forwarder(context)
    let profiles = try profiles(context)
    // Without it orders and amounts would go unchecked.
    let lookup = try lookup(context, profiles)
    let path = try recordPath(context)
    let recorder = try refusing {
      try CallbackRecorder(path, clock: context.environment.clock)
    }
    let receiver = try CallbackReceiver(
      profiles: profiles, recorder: recorder, lookup: lookup, forwarder: forwarder,
      clock: context.environment.clock)
    let server: ListenServer
    do {
      server = try ListenServer(options, receiver: receiver) { view.show($0) }
    } catch {
      throw Refusal(
        .refused, "listen_not_started", "cannot listen on \(options.address): \(error)",
        hint: "--port 0 takes any free port")
    }
    if let exposure = options.exposure { context.output.note("warning: \(exposure)") }
    context.environment.writeError(
      Array("listening on \(server.address):\(server.port), recording to \(path)\n".utf8))
    Signals.wait()
    server.stop()
    try refusing { try recorder.close() }
    return .success
  }

  private static func profiles(_ context: CommandContext) throws(Refusal) -> [Profile] {
    let accounts = context.accounts
    var names = context[ListenFlags.profiles]
    if let name = context[GlobalOptions.profile] { names.append(name) }
    let all = try accounts.all().map(\.profile)
    guard !names.isEmpty else { return all.filter { $0.key?.isPlaceholder == false } }
    var chosen: [Profile] = []
    for name in names {
      guard let profile = all.first(where: { $0.name == name }) else {
        throw Refusal(.config, "unknown_profile", "there is no usable profile '\(name)'")
      }
      chosen.append(profile)
    }
    return chosen
  }

  private static func recordPath(_ context: CommandContext) throws(Refusal) -> String {
    if let path = context[ListenFlags.record] { return path }
    let directory = try JournalStore.directory(context.environment)
    do throws(SystemError) { try SecureFile.makeDirectories(directory) } catch {
      throw Refusal(.io, "no_state_directory", "\(error)")
    }
    return try CallbackFile.usualPath(context.environment)
  }

  private static func forwarder(_ context: CommandContext) throws(Refusal) -> Forwarder? {
    guard let text = context[ListenFlags.forwardTo] else { return nil }
    guard let address = try? HTTPURL(text) else {
      throw Refusal(.usage, "bad_url", "--forward-to \(text): it is no http or https URL")
    }
    return Forwarder(to: address, transport: context.environment.transport())
  }

  private static func options(_ context: CommandContext) throws(Refusal) -> ListenOptions {
    var options = ListenOptions()
    options.address = context[ListenFlags.bind]
    options.allowsAnyAddress = context.command.isGiven(ListenFlags.bind)
    options.port = UInt16(clamping: context[ServingOptions.port])
    options.peers.allowed = try ranges(ListenFlags.allow, context)
    options.peers.trustedProxies = try ranges(ListenFlags.trustedProxy, context)
    return options
  }

  private static func ranges(_ option: Option<[String]>, _ context: CommandContext) throws(Refusal)
    -> [AddressRange]
  {
    var found: [AddressRange] = []
    for text in context[option] {
      guard let range = AddressRange(text) else {
        throw Refusal(
          .usage, "bad_address",
          "--\(option.spec.name) \(text): write an address or a range such as 10.0.0.0/8"
        )
      }
      found.append(range)
    }
    return found
  }

  /// Asks the journal of the profile's account. An account without a journal has its orders elsewhere.
  private static func lookup(_ context: CommandContext, _ profiles: [Profile]) throws(Refusal)
    -> OrderLookup
  {
    let directory = try JournalStore.directory(context.environment)
    let anyOrder = context[ListenFlags.anyOrder]
    let clock = context.environment.clock
    let journals = Dictionary(
      profiles.map {
        ($0.name, FollowedJournal(JournalLocator(directory: directory, profile: $0, clock: clock)))
      }, uniquingKeysWith: { first, _ in first })
    return { name, kind, order in
      guard let journal = journals[name] else { return nil }
      let subject: RecordSubject = kind.isAboutPayout ? .payout : .order
      do {
        if let row = try journal.row(RowName(subject, order)) {
          return KnownOrder(amount: row.first.amount.map { Money(fen: $0) })
        }
      } catch JournalError.system(let reason) where reason.number == ENOENT {
        // Nothing was ever placed with this account from here.
        return KnownOrder(amount: nil)
      }
      return anyOrder ? KnownOrder(amount: nil) : nil
    }
  }
}
