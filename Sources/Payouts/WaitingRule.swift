import Gateways
import PaymentValues

/// When a payout may be sent again under the same number. "Not found" right after a lost answer
/// proves nothing: the request may still stand in a queue.
package struct WaitingRule: Sendable {
  /// Time between the first and the last "not found", in milliseconds.
  package let graceMilliseconds: Int64
  /// Whether the gateway refuses a second payout under a number, or the profile takes the risk.
  package let allowsResend: Bool
  /// Answers that must say "not found".
  let fewestNotFounds: Int

  /// Half an hour.
  package static let usualGraceMilliseconds: Int64 = 30 * 60_000

  /// - Parameters:
  ///   - graceMilliseconds: must be more than the gateway's longest queue; at least `deadline`.
  ///   - deadlineMilliseconds: how long an exchange may take; a request may be on its way that long.
  ///   - allowResend: the profile's word for a gateway that is not known to refuse duplicates.
  package init(
    gateway: GatewaySpec, graceMilliseconds: Int64 = usualGraceMilliseconds,
    deadlineMilliseconds: Int64, allowResend: Bool = false
  ) {
    self.init(
      graceMilliseconds: max(graceMilliseconds, deadlineMilliseconds),
      allowsResend: gateway.refusesDuplicatePayouts || allowResend, fewestNotFounds: 3)
  }

  init(graceMilliseconds: Int64, allowsResend: Bool, fewestNotFounds: Int) {
    self.graceMilliseconds = graceMilliseconds
    self.allowsResend = allowsResend
    self.fewestNotFounds = fewestNotFounds
  }

  /// Whether the gateway said clearly that it does not have the payout.
  package func isCertainlyAbsent(_ row: PayoutRow) -> Bool {
    row.state == .notFound && !row.wasAccepted && isOver(row.absence)
  }

  /// Whether enough answers over enough time said "not found".
  func isOver(_ absence: Absence) -> Bool {
    absence.count >= fewestNotFounds && absence.elapsedMilliseconds >= graceMilliseconds
  }

  /// Why a row may not be sent again; nil when it may.
  package func objection(to row: PayoutRow) -> String? {
    guard row.state == .notFound else { return "it is \(row.state.word)" }
    if row.wasAccepted { return "the gateway had accepted it before" }
    guard allowsResend else {
      return "the gateway is not known to refuse a second payout under the same number; "
        + "set allow-resend in the profile to take that risk"
    }
    if row.request == nil { return "its request is not in the journal" }
    guard isCertainlyAbsent(row) else {
      let missing = max(0, graceMilliseconds - row.absence.elapsedMilliseconds) / 1000
      return "\(row.absence.count) of \(fewestNotFounds) answers say 'not found', "
        + "and \(missing) s of the waiting time are left"
    }
    return nil
  }
}
