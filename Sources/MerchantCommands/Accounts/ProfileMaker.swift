import ArgumentParsing
import Gateways
import Messages
import PaymentValues

/// Makes one profile of a section of the configuration, options and variables.
struct ProfileMaker {
  let environment: CommandEnvironment
  let command: ParsedCommand
  let config: LoadedConfig?
  /// Reads each key once.
  let book: AccountBook
  /// Learns of every key that is read.
  let keys: KnownKeys
  let warn: (String) -> Void

  /// - Parameter usesOptions: whether options of the command line win over the section.
  func make(_ section: ConfigFile.Section, usesOptions: Bool) throws(Refusal) -> ResolvedProfile {
    try checkKeys(section)
    var reader = SettingReader(
      section: section, path: config?.file.path ?? "", command: usesOptions ? command : nil)
    let gateway = try GatewayLoader(environment: environment).gateway(&reader)
    var profile = Profile(name: section.name, gateway: gateway)
    profile.baseURL = reader.value("base-url")
    for role in Role.allCases {
      if let value = reader.value(role.rawValue) { profile.values[role] = value }
    }
    for entry in section.entries where entry.key.hasPrefix("field.") {
      profile.fieldValues[String(entry.key.dropFirst(6))] = entry.value
      reader.origins[entry.key] = reader.place(entry.line)
    }
    profile.mode = try reader.choice("mode", default: .live)
    profile.isProtected = try reader.flag("protected")
    profile.allowsPlainHTTP = try reader.flag("allow-plain-http")
    profile.allowsUnsignedAnswers =
      try reader.choice("unsigned-answers", default: UnsignedAnswers.refuse) == .allow
    profile.transport.caFile = reader.value("ca-file")
    profile.transport.proxy = try proxy(&reader)
    profile.transport.deadlineMilliseconds = try reader.duration("deadline") ?? 30_000
    profile.transport.connectMilliseconds = try reader.duration("connect-timeout") ?? 10_000
    try readKeys(section, &reader, &profile, usesOptions: usesOptions)
    reportOverrides(section, reader)
    return ResolvedProfile(
      profile: profile, settings: reader.values, origins: reader.origins)
  }

  private func proxy(_ reader: inout SettingReader) throws(Refusal) -> String? {
    guard let value = reader.value("proxy") else { return nil }
    guard value == "environment" else { return value }
    return environment.variable("https_proxy") ?? environment.variable("http_proxy")
  }

  private func checkKeys(_ section: ConfigFile.Section) throws(Refusal) {
    guard let file = config?.file else { return }
    for entry in section.entries
    where !ConfigKeys.allProfileNames.contains(entry.key) && !entry.key.hasPrefix("field.") {
      let near = Suggester.nearest(to: entry.key, among: ConfigKeys.allProfileNames).first
      throw file.fault(
        entry.line, "config_unknown_key", "'\(entry.key)' is no setting of a profile",
        hint: near.map { "did you mean '\($0)'?" }
          ?? "a field of the gateway by its own name is written 'field.\(entry.key) = …'")
    }
  }

  private func readKeys(
    _ section: ConfigFile.Section, _ reader: inout SettingReader, _ profile: inout Profile,
    usesOptions: Bool
  ) throws(Refusal) {
    if usesOptions, let key = try optionKey() {
      profile.key = key
      return
    }
    let placeOf = reader
    func place(_ key: String) -> String {
      placeOf.place(section.entry(key)?.line ?? section.line)
    }
    let given = ["key", "key-file", "key-command"].filter { section.entry($0) != nil }
    if given.count > 1 {
      throw Refusal(
        .config, "key_given_twice",
        "profile '\(section.name)' has \(given.joined(separator: " and "))",
        place: place(given[1]), hint: "keep one of them")
    }
    if let entry = section.entry("key") {
      try checkConfigMode(section, live: profile.mode == .live)
      profile.key = try credentials.key(Array(entry.value.utf8), named: "key", place: place("key"))
    } else if let entry = section.entry("key-file") {
      profile.key = try book.key("file \(entry.value)") { () throws(Refusal) in
        try credentials.file(entry.value, place: place("key-file"))
      }
    } else if let entry = section.entry("key-command"), usesOptions {
      profile.key = try book.key("command \(entry.value)") { () throws(Refusal) in
        try credentials.command(entry.value, place: place("key-command"))
      }
    }
    if let entry = section.entry("previous-key") {
      profile.previousKeys.append(
        try credentials.key(
          Array(entry.value.utf8), named: "previous-key", place: place("previous-key")))
    }
    if let entry = section.entry("previous-key-file") {
      profile.previousKeys.append(
        try credentials.file(entry.value, place: place("previous-key-file")))
    }
  }

  private var credentials: CredentialReader {
    CredentialReader(
      clock: environment.clock, home: environment.variable("HOME"), keys: keys, warn: warn)
  }

  /// The key that an option gives; nil without one.
  func optionKey() throws(Refusal) -> Secret? {
    if let path = command[AccountOptions.keyFile] {
      return try book.key("--key-file") { () throws(Refusal) in
        try credentials.file(path, place: "--key-file")
      }
    }
    if let name = command[AccountOptions.keyVariable] {
      guard let value = environment.variable(name), !value.isEmpty else {
        throw Refusal(
          .config, "key_env_empty", "variable \(name) is empty or not set", place: "--key-env")
      }
      return try book.key("--key-env") { () throws(Refusal) in
        try credentials.key(Array(value.utf8), named: "variable \(name)", place: "--key-env")
      }
    }
    if command[AccountOptions.keyStandardInput] {
      return try book.key("--key-stdin") { () throws(Refusal) in
        let bytes = (try? environment.readInput(65_536)) ?? []
        return try credentials.key(bytes, named: "standard input", place: "--key-stdin")
      }
    }
    return nil
  }

  private func checkConfigMode(_ section: ConfigFile.Section, live: Bool) throws(Refusal) {
    guard let config, config.status.isShared || !config.status.isOwnedByUs else { return }
    let message =
      config.status.isOwnedByUs
      ? "configuration \(config.file.path) holds a key and has mode \(config.status.octal)"
      : "configuration \(config.file.path) holds a key and belongs to somebody else"
    let hint = "run 'chmod 600 \(config.file.path)'"
    if live {
      throw Refusal(.refused, "config_mode", message, hint: hint)
    }
    warn("\(message); \(hint)")
  }

  private func reportOverrides(_ section: ConfigFile.Section, _ reader: SettingReader) {
    for name in ["merchant-id", "app-id", "base-url", "key-file", "key-env"] {
      guard section.entry(name) != nil, let origin = reader.origins[name],
        origin.hasPrefix("MERCHANT_")
      else { continue }
      warn("\(origin) overrides \(name) of profile '\(section.name)'")
    }
  }
}
