import PaymentValues
import Synchronization

/// What was resolved in this run, so that each profile and each key is read once however many
/// messages ask for it: standard input can be read once only, and a key command may ask a person.
final class ProfileCache: Sendable {
  private struct State {
    var profiles: [String: Result<ResolvedProfile, CommandFailure>] = [:]
    var keys: [String: Result<Secret, CommandFailure>] = [:]
    var config: Result<LoadedConfig?, CommandFailure>?
  }

  private let state = Mutex(State())

  /// The profile of that name, made when it is asked for first.
  func profile(_ name: String, _ make: () throws(CommandFailure) -> ResolvedProfile)
    throws(CommandFailure) -> ResolvedProfile
  {
    if let known = state.withLock({ $0.profiles[name] }) { return try known.get() }
    let made = Self.result(make)
    state.withLock { $0.profiles[name] = made }
    return try made.get()
  }

  /// The key of that source, read when it is asked for first.
  func key(_ source: String, _ read: () throws(CommandFailure) -> Secret) throws(CommandFailure)
    -> Secret
  {
    if let known = state.withLock({ $0.keys[source] }) { return try known.get() }
    let made = Self.result(read)
    state.withLock { $0.keys[source] = made }
    return try made.get()
  }

  /// The configuration, read when it is asked for first.
  func config(_ load: () throws(CommandFailure) -> LoadedConfig?) throws(CommandFailure)
    -> LoadedConfig?
  {
    if let known = state.withLock({ $0.config }) { return try known.get() }
    let made = Self.result(load)
    state.withLock { $0.config = made }
    return try made.get()
  }

  private static func result<Value>(_ make: () throws(CommandFailure) -> Value)
    -> Result<Value, CommandFailure>
  {
    do throws(CommandFailure) { return .success(try make()) } catch { return .failure(error) }
  }
}
