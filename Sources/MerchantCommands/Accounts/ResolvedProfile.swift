import Messages

/// A profile with what only commands need, and where each setting came from.
struct ResolvedProfile: Sendable {
  /// What the engine takes.
  var profile: Profile
  /// Other settings by key.
  var settings: [String: String] = [:]
  /// Where each setting came from: `file:line`, `--option` or a variable.
  var origins: [String: String] = [:]
}
