import GatewayEngine
import Gateways
import HTTP
import Journal
import Messages
import PaymentValues
import Platform

/// What sending and asking have in common: a profile, its open journal, its gateway, a clock.
///
/// Belongs to one thread; the journal is touched by no other.
package final class PayoutEngine {
  /// How to go about it.
  package struct Options {
    /// Requests that may be out at once.
    package var concurrency = 1
    /// Least time between two requests, in milliseconds.
    package var gapMilliseconds: Int64 = 0
    /// Unknown outcomes in a row that stop the batch.
    package var breaker = 3
    /// Waits, in milliseconds, before a request that did not leave is tried again.
    package var unsentWaits: [Int64] = [500, 2_000]
    /// Whether a batch may begin although the gateway gave no clear answer about its first rows.
    package var beginsUnasked = false
    /// Whether what was planned for another address, and never sent, may go to the profile's.
    package var addressChanged = false
    /// Asked before each request; true finishes what is out and stops.
    package var shouldStop: @Sendable () -> Bool = { false }
    /// Called when rows have been dealt with.
    package var progress: (PayoutProgress) -> Void = { _ in }

    /// One request at a time, as fast as answers come, stopped by three unknowns.
    package init() {}
  }

  /// Why sending or asking ended.
  package enum End: Sendable, Equatable {
    /// Every row was dealt with.
    case done
    /// Too many unknown outcomes in a row; the gateway seems to be sick.
    case breaker
    /// The gateway cannot be reached; that row was certainly not sent.
    case unreachable(String)
    /// The gateway knows rows that this journal never sent; nothing more is sent.
    case foreign
    /// The gateway gave no clear answer about the first rows; nothing was sent.
    case unclear(String)
    /// The caller asked to stop.
    case stopped
    /// The time for asking is over and rows are still open.
    case deadline
  }

  let profile: Profile
  let journal: JournalFile
  let gateway: PayoutGateway
  let clock: Clock
  let options: Options
  let records: PayoutRecords

  /// - Parameters:
  ///   - journal: the profile's journal, open for writing, for as long as the engine is used.
  package init(
    profile: Profile, journal: JournalFile, gateway: PayoutGateway, clock: Clock, options: Options
  ) {
    self.profile = profile
    self.journal = journal
    self.gateway = gateway
    self.clock = clock
    self.options = options
    records = PayoutRecords(profile: profile.name)
  }

  /// Writes records for good, then takes them into the book. Answers that were signed for the first
  /// time are noted with them.
  func commit(_ new: [JournalRecord], to book: inout PayoutBook) throws {
    let signed = SignedNotes.records(profile)
    for record in try journal.append(new + signed, durable: true) { try book.apply(record) }
  }

  /// The request of a row, byte for byte as planned. It goes only where questions about it go: one that
  /// was never sent may follow the profile to another address, one that was sent may not.
  /// - Throws: `request_lost` when the journal does not have it in a usable form;
  ///   `planned_for_another_address`, `sent_to_another_address`.
  func request(of row: PayoutRow) throws(Refusal) -> PreparedRequest {
    guard let bytes = row.request, let stored = StoredRequest.decode(bytes),
      let request = PreparedRequest(
        stored: try addressed(stored, row), kind: .payout, gateway: profile.gateway,
        amount: row.amount),
      request.orderNumber == row.orderNumber
    else {
      throw Refusal.fault(
        .data, "request_lost", place: row.reference,
        "the journal holds no usable request of \(row.orderNumber) for gateway "
          + profile.gateway.id,
        hint: "was the profile's gateway changed since the batch was planned?")
    }
    return request
  }
}
