import Journal
import PaymentValues
import WireFormat

/// A payout as the journal tells of it: the fold of its records.
package struct PayoutRow: Sendable {
  /// The merchant order number.
  package let orderNumber: String
  /// The batch.
  package internal(set) var batch = ""
  /// The row's reference in the batch.
  package internal(set) var reference = ""
  /// Hash of what the row says (`RowContent`).
  package internal(set) var contentHash = ""
  /// The amount; nil only when the record of the plan is lost.
  package internal(set) var amount: Money?
  /// The account with its middle hidden.
  package internal(set) var maskedAccount = ""
  /// The keyed digest of the account.
  package internal(set) var accountDigest = ""
  /// The payee's bank.
  package internal(set) var bank = ""
  /// Sequence of the first record: the order of sending.
  package internal(set) var order: UInt64 = 0
  /// Where the row stands.
  package internal(set) var state = RowState.planned
  /// The request as planned, `StoredRequest`.
  var request: Bytes?
  /// When it was planned or last changed, in milliseconds since 1970.
  package internal(set) var time: Int64 = 0
  /// The gateway's or the connection's last words on it.
  package internal(set) var words = ""
  /// What the gateway said when it refused the last request; empty when it did not.
  private var refusal = ""
  /// What to do, where the gateway's table says it.
  package internal(set) var advice = ""
  /// The gateway's last code.
  package internal(set) var code = ""
  /// How far the last statement can be believed.
  package internal(set) var proof = ""
  /// How often the request was sent.
  package internal(set) var attempts = 0
  /// Whether a request under this number may have reached the gateway.
  package internal(set) var mayHaveArrived = false
  /// Whether the gateway ever said that it has the payout.
  package internal(set) var wasAccepted = false
  /// Whether the gateway answered the last request with a complete no that is no proof.
  package internal(set) var wasRefused = false
  /// Whether a signed message, or a person, said that it failed. Any other word may be forged, and
  /// whoever believed it would pay twice.
  package internal(set) var failureIsProven = false
  /// The same of the gateway's refusal.
  package internal(set) var refusalIsProven = false
  /// What it pays again, by a person's word, and why; empty for nearly all.
  package internal(set) var again = ""
  /// What the gateway said since the last request: nothing found, how often and for how long.
  package internal(set) var absence = Absence()
  /// Whether the gateway had it before this journal sent anything of its batch.
  package internal(set) var wasFoundUnsent = false
  private var arrivedBefore = false
  /// Scheme, host and port that the newest SEND names; older ones name none.
  private var sendAddress: String?

  /// The detail of a SEND that holds scheme, host and port.
  static let addressDetail = "to"

  /// Scheme, host and port of the address that may have the payout; nil when nothing was sent or that
  /// is not known. Without a word of its own, a request went where it was planned for.
  var sentTo: String? {
    guard mayHaveArrived else { return nil }
    return sendAddress ?? request.flatMap(StoredRequest.origin)
  }

  /// The detail of a FOREIGN record that was found by asking before the first payout.
  static let unsentDetail = "unsent"

  init(orderNumber: String) { self.orderNumber = orderNumber }

  /// Takes in a record about this row.
  mutating func apply(_ record: JournalRecord) {
    if record.kind == .plan || record.kind == .carry { describe(record) }
    switch record.kind {
    case .send:
      arrivedBefore = mayHaveArrived
      sendAddress = record.detail(Self.addressDetail)
      mayHaveArrived = true
      wasRefused = false
      refusal = ""
      attempts += 1
      failureIsProven = false
      refusalIsProven = false
      absence = Absence()
    case .notSent: mayHaveArrived = arrivedBefore
    case .notFound:
      mayHaveArrived = true
      absence.note(record)
    case .query where record.detail(Absence.detail) != nil: absence.note(record)
    case .accepted, .paid, .failed:
      mayHaveArrived = true
      wasAccepted = true
      if record.kind == .failed, record.detail("auth") == GatewayStatement.Proof.sign.rawValue {
        failureIsProven = true
      }
    case .rejected:
      refusalIsProven = record.detail("auth") == GatewayStatement.Proof.sign.rawValue
    case .evidence where record.claim == .failed: failureIsProven = true
    case .evidence where record.claim == .rejected: refusalIsProven = true
    case .unknown:
      mayHaveArrived = true
      if record.detail("refused") != nil {
        wasRefused = true
        refusal = record.detail("reason") ?? ""
      }
    default: break
    }
    if record.kind == .foreign, record.detail(Self.unsentDetail) != nil { wasFoundUnsent = true }
    if let claim = record.claim {
      state = state.after(claim)
      time = record.time
    }
    if record.kind == .carry { takeUp(record) }
    if record.claim != nil || record.kind == .query { remember(record) }
    if state.isTerminal { request = nil }
  }

  /// Whether it ended without payment, by more than a word that anybody may have written.
  var isSurelyUnpaid: Bool {
    state == .rejected && refusalIsProven || state == .failed && failureIsProven
  }

  private mutating func describe(_ record: JournalRecord) {
    if order == 0 { order = record.sequence }
    guard contentHash.isEmpty else { return }
    batch = record.batch
    reference = record.reference
    contentHash = record.contentHash
    amount = record.amount.map { Money(fen: $0) }
    maskedAccount = record.maskedAccount
    accountDigest = record.accountDigest
    bank = record.detail("bank") ?? ""
    if let numbers = record.detail(PayAgain.detail) {
      again = "\(numbers): \(record.detail(PayAgain.reasonDetail) ?? "")"
    }
    request = record.request
  }

  /// A carried row tells its state and nothing of how it came there.
  private mutating func takeUp(_ record: JournalRecord) {
    switch record.state {
    case .planned, .notSent, nil: break
    case .accepted:
      mayHaveArrived = true
      wasAccepted = true
    default: mayHaveArrived = true
    }
  }

  private mutating func remember(_ record: JournalRecord) {
    // Why the gateway refused it says more than that it is not found later.
    let isLater = record.kind == .notFound || record.kind == .query || record.kind == .rejected
    if isLater, !refusal.isEmpty {
      words = refusal
      if let auth = record.detail("auth") { proof = auth }
      return
    }
    // Why two statements contradict each other says more than the later of them.
    if let reason = record.detail("why") ?? record.detail("reason") { words = reason }
    if record.kind != .query || record.detail("advice") != nil {
      advice = record.detail("advice") ?? ""
      code = record.detail("code") ?? ""
    }
    if let auth = record.detail("auth") { proof = auth }
  }

  /// Corrects the fold by the journal's own, which knows what a damaged line may have said.
  mutating func correct(_ journalState: RowState) {
    guard journalState != state else { return }
    state = journalState
    if journalState == .unknown { mayHaveArrived = true }
    absence = Absence()
  }
}

/// A run of answers saying that the gateway does not know a number, unbroken by a request.
package struct Absence: Sendable, Equatable {
  /// How many.
  package private(set) var count = 0
  /// Time between the first and the last that passed within one start of the machine, in milliseconds;
  /// never more than really passed.
  package private(set) var elapsedMilliseconds: Int64 = 0
  private var wall: Int64 = 0
  private var monotonic: Int64 = 0
  private var reading: ClockReading?

  /// The detail that marks a "not found" which does not move the row.
  static let detail = "absent"
  /// The detail that holds the monotonic clock at an answer.
  static let clockDetail = "mono"

  /// Takes in a NOT_FOUND record. Wall clocks jump, and the others begin anew with the machine: from
  /// one start to the next nothing counts, and within one the smallest of what they say.
  mutating func note(_ record: JournalRecord) {
    let now = record.detail(Self.clockDetail).flatMap { Int64($0) } ?? 0
    let reading = ClockReading(record)
    if count > 0 {
      let byWall = max(0, ClockReading.difference(record.time, wall))
      let byMachine: Int64
      if let reading, let before = self.reading {
        byMachine = reading.elapsed(since: before) ?? 0
      } else if reading == nil, self.reading == nil {
        // Both of an older version, which did not name the start.
        byMachine = max(0, ClockReading.difference(now, monotonic))
      } else {
        byMachine = 0
      }
      elapsedMilliseconds += min(byWall, byMachine)
    }
    count += 1
    wall = record.time
    monotonic = now
    self.reading = reading
  }
}
