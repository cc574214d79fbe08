import ArgumentParsing
import PaymentValues
import Platform

/// Finds and reads the configuration file.
struct ConfigLoader {
  let environment: CommandEnvironment

  /// The path: `--config`, else `$XDG_CONFIG_HOME/merchant/config`, else `~/.config/merchant/config`.
  func path(_ command: ParsedCommand) -> String? {
    if let path = command[GlobalOptions.config] { return path }
    return ConfigLoader.directory(environment).map { $0 + "/config" }
  }

  /// The directory of the configuration; nil when neither variable is set.
  static func directory(_ environment: CommandEnvironment) -> String? {
    if let base = environment.variable("XDG_CONFIG_HOME"), !base.isEmpty {
      return base + "/merchant"
    }
    return environment.variable("HOME").flatMap { $0.isEmpty ? nil : $0 + "/.config/merchant" }
  }

  /// The file and its mode; nil when there is none and none was asked for.
  func load(_ command: ParsedCommand) throws(Refusal) -> LoadedConfig? {
    if command[GlobalOptions.noConfig] { return nil }
    guard let path = path(command) else { return nil }
    return try load(path, isNamed: command[GlobalOptions.config] != nil)
  }

  /// The file at `path`; nil when there is none, unless somebody named it.
  func load(_ path: String, isNamed: Bool) throws(Refusal) -> LoadedConfig? {
    let bytes: [UInt8]
    let status: FileStatus
    do throws(SystemError) {
      (bytes, status) = try SecureFile.read(path, limit: 1_048_576)
    } catch {
      if error.number == 2, !isNamed { return nil }
      throw Refusal(
        error.number == 2 ? .noInput : .config, "config_unreadable",
        "configuration \(path): \(error.number == 22 ? "it is no regular file" : error.reason)",
        hint: "'merchant config init' writes a first one")
    }
    let file = try ConfigFile(path: path, bytes: bytes)
    try checkGlobal(file)
    return LoadedConfig(file: file, status: status)
  }

  private func checkGlobal(_ file: ConfigFile) throws(Refusal) {
    let known = ConfigKeys.global.map(\.name)
    for entry in file.global.entries where !known.contains(entry.key) {
      let near = Suggester.nearest(to: entry.key, among: known).first
      throw file.fault(
        entry.line, "config_unknown_key", "'\(entry.key)' is no setting outside a profile",
        hint: near.map { "did you mean '\($0)'?" } ?? "put it below a [profile] heading")
    }
  }
}
