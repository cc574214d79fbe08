import Journal
import Reconciliation

/// Faults of a comparison as failures of a command.
enum ReconcileText {
  static func failure(_ error: any Error) -> CommandFailure {
    switch error {
    case ReconcileError.refused(let findings, let total):
      return CommandFailure(
        .data, findings.first?.code ?? "statement_refused",
        "nothing was compared: \(total) \(total == 1 ? "fault" : "faults")", findings: findings)
    case let error as ReconcileError:
      return CommandFailure(
        error.exitCode, error.code, error.description,
        place: error.place)
    case let error as ColumnMapError:
      return CommandFailure(
        .usage, error.finding.code, error.finding.reason, place: error.finding.place,
        hint: error.finding.hint)
    case let error as JournalError:
      return JournalText.failure(error)
    default:
      return CommandFailure(.io, "reconcile_failed", ErrorText.of(error))
    }
  }
}
