/// The exit codes of the program. Scripts rely on them; none is ever reused for something else.
public enum ExitCode: Int32, Sendable, CaseIterable {
  /// Done; the answer is yes.
  case success = 0
  /// A well-formed question whose answer is no.
  case negative = 1
  /// The user said no at a prompt.
  case cancelled = 2
  /// Not final yet.
  case pending = 8
  /// Sent, and no trustworthy answer: ask, never send again.
  case moneyUnknown = 9
  /// Two sources disagree about money; a person is needed.
  case conflict = 10
  /// Words that the program does not understand.
  case usage = 64
  /// Input that cannot be read.
  case data = 65
  /// Input that is not there.
  case noInput = 66
  /// The gateway cannot be reached, and nothing was sent.
  case unreachable = 69
  /// A bug.
  case internalError = 70
  /// A file cannot be read or written, or standard output cannot be written. What was sent stands in the
  /// journal.
  case io = 74
  /// Try again: lock held, rate limited.
  case temporary = 75
  /// The gateway broke its protocol in a call that moves nothing.
  case protocolError = 76
  /// Refused: by the gateway, by a guard, or by a file's mode.
  case refused = 77
  /// Configuration, profile or gateway missing or wrong.
  case config = 78
  /// Ended by Ctrl-C.
  case interrupted = 130
  /// Ended by SIGTERM.
  case terminated = 143

  /// What it means, one line.
  public var meaning: String {
    switch self {
    case .success: "done; the answer is yes (verified, paid, tied out)"
    case .negative: "the answer is no (signature mismatch, order failed, differences, no match)"
    case .cancelled: "cancelled at a prompt"
    case .pending: "pending: unpaid, or accepted and not final"
    case .moneyUnknown: "money state unknown: run 'merchant query', never send again"
    case .conflict: "two sources disagree about money; a person is needed"
    case .usage: "usage: the words were not understood"
    case .data: "input cannot be read (CSV, JSON, payload)"
    case .noInput: "input file is missing"
    case .unreachable: "gateway unreachable; nothing was sent"
    case .internalError: "internal error"
    case .io: "input or output failed; what was sent stands in the journal"
    case .temporary: "temporary: a lock is held, or the gateway is busy"
    case .protocolError: "the gateway broke its protocol in a read-only call"
    case .refused: "refused by the gateway, by a guard, or because of a file's mode"
    case .config: "configuration, profile or gateway missing or invalid"
    case .interrupted: "ended by Ctrl-C; the journal decides"
    case .terminated: "ended by SIGTERM; the journal decides"
    }
  }

  /// Whether it only says no or not yet, so that `--exit-zero` may stand in for it. Whatever needs
  /// somebody to act keeps its code.
  public var isPlainAnswer: Bool { self == .negative || self == .pending }

  /// Which of two outcomes of a batch counts: a person needed, then unknown, then pending, then failed.
  public func worst(_ other: ExitCode) -> ExitCode {
    let order: [ExitCode] = [.conflict, .moneyUnknown, .io, .refused, .pending, .negative]
    for code in order where self == code || other == code { return code }
    return self == .success ? other : self
  }
}
