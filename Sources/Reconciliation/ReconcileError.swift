import PaymentValues
import Platform
import WireFormat

/// Why a comparison could not be made. Nothing was compared and nothing was asked of a gateway.
public enum ReconcileError: Error, Sendable {
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
  /// More than one comparison can hold; the reason says what to do.
  case tooLarge(String)

  /// The exit code that a command ends with.
  public var exitCode: ExitCode {
    switch self {
    case .refused, .text, .totalTooLarge, .tooLarge: .data
    case .system: .io
    case .totalsDisagree: .internalError
    case .locked: .temporary
    }
  }
}

extension ReconcileError {
  /// A stable code in snake case.
  public var code: String {
    switch self {
    case .refused(let findings, _): findings.first?.code ?? "statement_refused"
    case .text(_, let error): error.code
    case .locked: "reconcile_locked"
    case .totalTooLarge: "total_too_large"
    case .tooLarge: "comparison_too_large"
    case .system, .totalsDisagree: "reconcile_failed"
    }
  }

  /// File and row or byte, where there is one that is not in the description.
  public var place: String? {
    if case .refused(let findings, _) = self { return findings.first?.place }
    return nil
  }
}

extension ReconcileError: CustomStringConvertible {
  /// Cause, place, next step.
  public var description: String {
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
    case .locked(let path): return "another reconciliation is running (\(path))"
    case .tooLarge(let reason): return reason
    }
  }
}
