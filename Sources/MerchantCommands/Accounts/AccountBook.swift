import ArgumentParsing
import PaymentValues
import Synchronization

/// The accounts that a run of the program may speak for: profiles of the configuration, of options and of
/// variables. The configuration is read once and each key at most once, however many messages ask:
/// standard input can be read once only, and a key command may ask a person.
final class AccountBook: Sendable {
  private struct State {
    var config: Result<LoadedConfig?, Refusal>?
    var profiles: [String: Result<ResolvedProfile, Refusal>] = [:]
    var keys: [String: Result<Secret, Refusal>] = [:]
  }

  private let environment: CommandEnvironment
  private let command: ParsedCommand
  /// Learns of every key that is read.
  private let known: KnownKeys
  private let warn: @Sendable (String) -> Void
  private let state = Mutex(State())

  init(
    environment: CommandEnvironment, command: ParsedCommand, keys: KnownKeys,
    warn: @escaping @Sendable (String) -> Void
  ) {
    self.environment = environment
    self.command = command
    known = keys
    self.warn = warn
  }

  /// The configuration; nil when there is none and none was asked for.
  func config() throws(Refusal) -> LoadedConfig? {
    try once({ $0.config }, { $0.config = $1 }) { () throws(Refusal) in
      let config = try ConfigLoader(environment: environment).load(command)
      for section in config?.file.sections ?? [] {
        for name in ["key", "previous-key"] {
          if let entry = section.entry(name) { known.add(Secret(Array(entry.value.utf8))) }
        }
      }
      return config
    }
  }

  /// The profile that the command line names, or the default one.
  /// - Parameter needsKey: whether a missing key is an error here rather than later.
  func resolve(needsKey: Bool = true) throws(Refusal) -> ResolvedProfile {
    if let name = try profileName() { return try profile(section(name), needsKey: needsKey) }
    let isNamed =
      command[AccountOptions.gateway] != nil || command[AccountOptions.gatewayFile] != nil
    guard isNamed else {
      throw Refusal(
        .config, "no_profile", "no profile is named and there is no default",
        hint: "give --profile NAME, or write a configuration with 'merchant config init'")
    }
    return try profile(ConfigFile.Section(name: "command line", line: 0), needsKey: needsKey)
  }

  /// Every profile of the configuration, options left out; broken ones are reported, not fatal.
  func all() throws(Refusal) -> [ResolvedProfile] {
    try (config()?.file.sections ?? []).compactMap { section in
      do throws(Refusal) {
        return try profile(section, needsKey: false, usesOptions: false)
      } catch {
        warn("profile '\(section.name)' is left out: \(error.message)")
        return nil
      }
    }
  }

  private func profileName() throws(Refusal) -> String? {
    if let name = command[GlobalOptions.profile] { return name }
    // A gateway named on the command line must not borrow another gateway's key.
    let named = command[AccountOptions.gateway]
    guard command[AccountOptions.gatewayFile] == nil else { return nil }
    let config = try config()
    let fallback = config?.file.global.entry("default-profile")?.value
    guard let named else {
      return fallback ?? (config?.file.sections.count == 1 ? config?.file.sections[0].name : nil)
    }
    let matching = (config?.file.sections ?? []).filter { $0.entry("gateway")?.value == named }
    if let fallback, matching.contains(where: { $0.name == fallback }) { return fallback }
    return matching.count == 1 ? matching[0].name : nil
  }

  private func section(_ name: String) throws(Refusal) -> ConfigFile.Section {
    let config = try config()
    let sections = config?.file.sections ?? []
    if let section = sections.first(where: { $0.name == name }) { return section }
    let known = sections.map(\.name).joined(separator: ", ")
    throw Refusal(
      .config, "unknown_profile", "there is no profile '\(name)'", place: config?.file.path,
      hint: known.isEmpty
        ? "'merchant config init' writes a first configuration" : "the profiles are: \(known)")
  }

  /// The profile of a section; options of the command line win over it unless left out.
  func profile(_ section: ConfigFile.Section, needsKey: Bool, usesOptions: Bool = true)
    throws(Refusal) -> ResolvedProfile
  {
    let maker = try maker
    let place = (usesOptions ? "own " : "") + section.name
    let resolved = try once({ $0.profiles[place] }, { $0.profiles[place] = $1 }) {
      () throws(Refusal) in
      try maker.make(section, usesOptions: usesOptions)
    }
    if needsKey, resolved.profile.key == nil {
      let path = try config()?.file.path ?? ""
      throw Refusal(
        .config, "no_key", "profile '\(section.name)' has no key",
        place: SettingReader(section: section, path: path, command: nil).place(section.line),
        hint: "set key-file in the profile, or give --key-file FILE")
    }
    return resolved
  }

  /// The key that an option gives; nil without one.
  func optionKey() throws(Refusal) -> Secret? { try maker.optionKey() }

  /// The key of that source, read when it is asked for first.
  func key(_ source: String, _ read: () throws(Refusal) -> Secret) throws(Refusal) -> Secret {
    try once({ $0.keys[source] }, { $0.keys[source] = $1 }, read)
  }

  private var maker: ProfileMaker {
    get throws(Refusal) {
      ProfileMaker(
        environment: environment, command: command, config: try config(), book: self, keys: known,
        warn: warn)
    }
  }

  /// What the state holds already, good or bad; made and kept when it is asked for first.
  private func once<Value: Sendable>(
    _ known: (State) -> Result<Value, Refusal>?,
    _ keep: (inout State, Result<Value, Refusal>) -> Void,
    _ make: () throws(Refusal) -> Value
  ) throws(Refusal) -> Value {
    if let known = state.withLock({ known($0) }) { return try known.get() }
    let made: Result<Value, Refusal>
    // Outside the lock: to make a profile asks for its key.
    do throws(Refusal) { made = .success(try make()) } catch { made = .failure(error) }
    state.withLock { keep(&$0, made) }
    return try made.get()
  }
}
