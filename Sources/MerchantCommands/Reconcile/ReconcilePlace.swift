import PaymentValues
import Platform

/// Where a profile's lock and watermark are.
struct ReconcilePlace {
  let lock: String
  let mark: String

  init(context: CommandContext, name: String) throws(Refusal) {
    let journal = try JournalStore.directory(context.environment)
    let directory = journal.dropLast("/journal".count) + "/reconcile"
    do throws(SystemError) { try SecureFile.makeDirectories(String(directory)) } catch {
      throw Refusal(.io, "no_state_directory", "\(error)")
    }
    let safe = name.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" }
    lock = "\(directory)/\(String(safe)).lock"
    mark = "\(directory)/\(String(safe)).mark"
  }
}
