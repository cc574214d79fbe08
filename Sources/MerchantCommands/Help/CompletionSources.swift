import ArgumentParsing
import Gateways
import Platform

/// The lists that definitions name in `CompletionKind.list`. Whatever is missing or broken makes a
/// list shorter; nothing is asked, sent or written, and of a profile only what is no secret is read.
struct CompletionSources: Sendable {
  let environment: CommandEnvironment
  let root: CommandSpec
  let language: Language

  /// The lists for a completer.
  var lists: CompletionLists { CompletionLists { find($0, $1) } }

  /// The names of all lists, for the test that holds them against the definitions.
  static let names = [
    "profiles", "gateways", "gateways-and-files", "channels", "payout-banks", "fields",
    "message-fields", "help-pages",
  ]

  private func find(_ name: String, _ situation: CompletionSituation) -> CompletionList {
    switch name {
    case "profiles": CompletionList(profiles(situation))
    case "gateways": CompletionList(gateways())
    case "gateways-and-files": CompletionList(gateways(), allowsFiles: true)
    case "channels": CompletionList(codes(.channel, situation))
    case "payout-banks": CompletionList(codes(.payoutBank, situation))
    case "fields": CompletionList(fields(situation), endsWord: false)
    case "message-fields": CompletionList(fields(situation), endsWord: false, allowsFiles: true)
    case "help-pages": CompletionList(pages(situation))
    default: CompletionList([])
    }
  }

  // MARK: Profiles

  private func profiles(_ situation: CompletionSituation) -> [CompletionCandidate] {
    (config(situation)?.sections ?? []).map { section in
      let gateway =
        section.entry("gateway")?.value ?? section.entry("gateway-file")?.value ?? "?"
      // A profile that does not say what it is, is live: so it must be called.
      var words = [gateway, section.entry("mode")?.value ?? "live"]
      if ["yes", "true", "on", "1"].contains(section.entry("protected")?.value) {
        words.append("protected")
      }
      return CompletionCandidate(section.name, words.joined(separator: ", "))
    }
  }

  /// The configuration that the line names; nil when it is missing or cannot be read.
  private func config(_ situation: CompletionSituation) -> ConfigFile? {
    if situation.isGiven(GlobalOptions.noConfig) { return nil }
    guard
      let path = situation.value(GlobalOptions.config).map(expanded) ?? variable("MERCHANT_CONFIG")
        ?? ConfigLoader.directory(environment).map({ $0 + "/config" })
    else { return nil }
    let loader = ConfigLoader(environment: environment)
    return (try? loader.load(path, isNamed: false))?.file
  }

  private func variable(_ name: String) -> String? {
    environment.variable(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// `~/` is the shell's to expand; in a line that is not run yet nobody has.
  private func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = variable("HOME") else { return path }
    return home + path.dropFirst(1)
  }

  // MARK: Gateways

  private func gateways() -> [CompletionCandidate] {
    let builtIn = GatewayCatalog.builtIn.map { CompletionCandidate($0.id, $0.title) }
    guard let directory = ConfigLoader.directory(environment) else { return builtIn }
    let own = (FileCalls.system.names(directory + "/gateways") ?? []).filter {
      $0.hasSuffix(".json")
    }
    return builtIn
      + own.sorted().map { CompletionCandidate(String($0.dropLast(5)), "gateways/\($0)") }
  }

  /// The gateway that the line, a variable or the profile names; nil when none does.
  private func gateway(_ situation: CompletionSituation) -> GatewaySpec? {
    let loader = GatewayLoader(environment: environment)
    if let path = situation.value(AccountOptions.gatewayFile).map(expanded) {
      return try? loader.load(path)
    }
    if let id = situation.value(AccountOptions.gateway) ?? variable("MERCHANT_GATEWAY") {
      return try? loader.named(id)
    }
    guard let config = config(situation) else { return nil }
    let name =
      situation.value(GlobalOptions.profile) ?? variable("MERCHANT_PROFILE")
      ?? config.global.entry("default-profile")?.value
      ?? (config.sections.count == 1 ? config.sections[0].name : nil)
    guard let section = config.sections.first(where: { $0.name == name }) else { return nil }
    if let path = section.entry("gateway-file")?.value { return try? loader.load(path) }
    return section.entry("gateway").flatMap { try? loader.named($0.value) }
  }

  // MARK: Codes and fields

  private func codes(_ kind: CodeTable.Kind, _ situation: CompletionSituation)
    -> [CompletionCandidate]
  {
    let known = gateway(situation)
    return (known.map { [$0] } ?? GatewayCatalog.builtIn).flatMap { gateway in
      (gateway.codeTable(kind)?.rows ?? []).map { row in
        CompletionCandidate(
          row.code, known == nil ? "\(row.name) (\(gateway.id))" : row.name, name: row.name,
          keys: PinyinInitials.of(row.name).map { [$0] } ?? [])
      }
    }
  }

  private func fields(_ situation: CompletionSituation) -> [CompletionCandidate] {
    let known = gateway(situation)
    let kinds = messages(situation)
    return (known.map { [$0] } ?? GatewayCatalog.builtIn).flatMap { gateway in
      gateway.messages.filter { kinds.contains($0.kind) }.flatMap(\.fields)
        .filter { $0.role != .signature && $0.parent == nil }
        .map { row in
          CompletionCandidate(
            row.name + "=", known == nil ? "\(row.label) (\(gateway.id))" : row.label)
        }
    }
  }

  /// The messages whose fields a command takes.
  private func messages(_ situation: CompletionSituation) -> [MessageKind] {
    let isPayout = situation.isGiven(QueryOptions.payout)
    switch situation.path.first {
    case "create-order": return [.order]
    case "payout": return [.payout]
    case "query": return [isPayout ? .payoutQuery : .query]
    case "notify": return [isPayout ? .payoutCallback : .orderCallback]
    default:
      let named = situation.value(MessageOptions.message).flatMap(MessageKind.init(rawValue:))
      return named.map { [$0] } ?? MessageKind.allCases
    }
  }

  // MARK: Help

  private func pages(_ situation: CompletionSituation) -> [CompletionCandidate] {
    let node = root.command(at: situation.arguments)
    let commands = (node?.subcommands ?? []).filter { !$0.isHidden }.map {
      CompletionCandidate($0.name, $0.summary[language])
    }
    guard situation.arguments.isEmpty else { return commands }
    return commands + HelpTopics.all.map { CompletionCandidate($0.name, $0.summary[language]) }
  }
}
