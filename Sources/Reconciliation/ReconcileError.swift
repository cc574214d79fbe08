import PaymentValues
import Platform
import WireFormat

/// Why a comparison could not be made. Nothing was compared and nothing was asked of a gateway.
package enum ReconcileError: Error, Sendable {
  /// A file that must not be trusted: each finding names file, row and column. `total` counts all
  /// problems, also those beyond the ones listed.
  case refused([Finding], total: Int)
  /// The text of a file cannot be read.
  case text(file: String, WireError)
  /// A call of the system failed.
  case system(SystemError)
  /// The sum of a column does not fit 64 bits of fen.
  case totalTooLarge
  /// Totals that must be equal are not: an error in this program.
  case totalsDisagree(String)
  /// Another run holds the lock.
  case locked(path: String)
  /// Others can change the lock's file, or it is not what it should be.
  case insecure(path: String, reason: String, remedy: String)
  /// More than one comparison can hold; the reason says what to do.
  case tooLarge(String)
}

extension ReconcileError: Refusing {
  /// How a command ends with it.
  package var refusal: Refusal {
    switch self {
    case .refused(let findings, let total):
      let faults = total == 1 ? "fault" : "faults"
      return Refusal(.data, findings, message: "nothing was compared: \(total) \(faults)")
    case .text(_, let error): return Refusal(.data, error.code, description)
    case .system: return Refusal(.io, "reconcile_failed", description)
    case .totalTooLarge: return Refusal(.data, "total_too_large", description)
    case .totalsDisagree: return Refusal(.internalError, "reconcile_failed", description)
    case .insecure(_, _, let remedy):
      return Refusal(.refused, "reconcile_insecure", description, hint: remedy)
    case .locked: return Refusal(.temporary, "reconcile_locked", description)
    case .tooLarge: return Refusal(.data, "comparison_too_large", description)
    }
  }
}

extension ReconcileError: CustomStringConvertible {
  /// Cause, place, next step.
  package var description: String {
    switch self {
    case .refused(let findings, let total):
      let lines = findings.map { finding in
        [finding.place, finding.reason, finding.hint].compactMap { $0 }.joined(separator: ": ")
      }
      let rest = total - findings.count
      return (lines + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "\n")
    case .text(let file, let error):
      return "\(file): \(error.reason) (byte \(error.offset + 1), \(error.code))"
    case .system(let error): return "\(error)"
    case .totalTooLarge: return "the amounts of a file add up to more than 64 bits of fen can hold"
    case .totalsDisagree(let what): return "internal error: \(what)"
    case .insecure(let path, let reason, _): return "\(path): \(reason)"
    case .locked(let path): return "another reconciliation is running (\(path))"
    case .tooLarge(let reason): return reason
    }
  }
}
