import Journal
import Payouts
import Platform

/// Faults of payouts and of the journal as failures of a command.
enum PayoutText {
  /// - Parameter afterSending: whether the run sent something before it failed.
  static func failure(_ error: any Error, afterSending: Bool = false) -> CommandFailure {
    let rest = afterSending ? JournalError.sentBefore : "nothing was sent"
    switch error {
    case let error as JournalError:
      var failure = JournalText.failure(error)
      failure.message = error.words(afterSending: afterSending)
      return failure
    case let error as PayoutRefusal:
      let first = error.findings.first { $0.severity == .error }
      return CommandFailure(
        error.exit, first?.code ?? "payout_refused", rest, findings: error.findings)
    case let error as CommandFailure: return error
    case let error as SystemError:
      return CommandFailure(.io, "io_error", "\(error); \(rest)")
    default:
      return CommandFailure(.internalError, "unexpected", "\(error)")
    }
  }
}
