import GatewayEngine
import HTTP
import Journal
import PaymentValues

/// Makes the journal's records about payouts. Every record names its batch and reference.
struct PayoutRecords {
  let profile: String

  func plan(_ row: PlannedRow, of plan: PayoutPlan, at now: ClockReading) -> JournalRecord {
    let again: [JournalRecord.Detail] =
      row.paysAgain.isEmpty
      ? []
      : [
        .init(PayAgain.detail, row.paysAgain.joined(separator: " ")),
        .init(PayAgain.reasonDetail, row.againReason),
      ]
    return JournalRecord(
      .plan, profile: profile, id: row.orderNumber, batch: plan.batch, reference: row.reference,
      contentHash: row.contentHash, amount: row.amount.fen, maskedAccount: row.maskedAccount,
      accountDigest: row.accountDigest,
      details: [.init("plan", plan.id), .init("bank", row.bank), now.asDetail] + again,
      request: StoredRequest.encode(row.request.http))
  }

  func step(_ kind: RecordKind, _ row: PayoutRow, _ details: [JournalRecord.Detail] = [])
    -> JournalRecord
  {
    JournalRecord(
      kind, profile: profile, id: row.orderNumber, batch: row.batch, reference: row.reference,
      details: details)
  }

  /// The intent to send a request, with the address that gets it.
  func send(_ row: PayoutRow, _ request: PreparedRequest) -> JournalRecord {
    let address = (try? HTTPURL(request.http.url))?.origin
    return step(.send, row, address.map { [.init(PayoutRow.addressDetail, $0)] } ?? [])
  }

  /// A record of what the gateway said.
  func step(
    _ kind: RecordKind, _ row: PayoutRow, _ statement: GatewayStatement,
    _ more: [JournalRecord.Detail] = []
  ) -> JournalRecord {
    var details: [JournalRecord.Detail] = [.init("reason", statement.reason)]
    if let answer = statement.answer {
      details.append(.init("http", String(answer.httpStatus)))
      details.append(.init("auth", statement.proof.rawValue))
      details.append(.init("hash", statement.answerHash))
      if let code = answer.code { details.append(.init("code", code)) }
      if let advice = answer.advice { details.append(.init("advice", advice)) }
      if let state = answer.report?.state { details.append(.init("state", state)) }
      if let number = answer.report?.gatewayOrderNumber {
        details.append(.init("gateway-order", number))
      }
    } else if let failure = statement.failure {
      details.append(.init("code", failure.code))
    }
    return step(kind, row, details + more)
  }

  func event(_ event: PlanEvent, _ plan: PayoutBook.PlanEntry, user: String) -> JournalRecord {
    JournalRecord(
      event == .approved ? .approve : .note, profile: profile, batch: plan.batch,
      contentHash: plan.digest, amount: plan.total.fen,
      details: [
        .init("event", event.rawValue), .init("plan", plan.id),
        .init("count", String(plan.count)), .init("user", user), .init("owner", plan.owner),
      ])
  }
}
