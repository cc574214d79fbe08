import Callbacks
import Gateways
import Glibc
import Messages
import PaymentValues
import Platform

/// The record that `listen` keeps, for the commands that take its callbacks into account.
struct CallbackFile {
  let context: CommandContext

  /// What `--callbacks` names, else what `listen` writes unless told otherwise.
  func path() throws(Refusal) -> String {
    if let path = context[PayoutOptions.callbacks] { return path }
    return try Self.usualPath(context.environment)
  }

  /// Beside the journals.
  static func usualPath(_ environment: CommandEnvironment) throws(Refusal) -> String {
    try JournalStore.directory(environment) + "/callbacks.jsonl"
  }

  /// The statements about a profile's orders or payouts; none when `listen` never recorded here.
  func statements(
    of kind: MessageKind, _ profile: Profile, isWanted: (String) -> Bool = { _ in true }
  ) throws -> [CallbackEvidence.Statement] {
    let path = try path()
    var status = stat()
    let exists = FileCalls.system.linkStatus(path, &status) == 0
    guard exists || context[PayoutOptions.callbacks] != nil else { return [] }
    return try CallbackEvidence(path, profile: profile, kind: kind, isWanted: isWanted).statements
  }
}
