import ByteText
import Gateways
import HTTP
import Journal
import Messages
import PaymentValues
import Platform
import WireFormat

/// Receives callbacks: check, record, fsync, then the handler, then the gateway's word.
/// Safe on several threads.
///
/// A valid callback that says "not paid" is acknowledged like any other: the word says that it
/// arrived, and without it the gateway would repeat the same for hours. The record says what it is.
public final class CallbackReceiver: Sendable {
  private let judge: CallbackJudge
  private let recorder: CallbackRecorder
  private let forwarder: Forwarder?
  private let clock: Clock
  private let gate = KeyedGate()

  /// Serves those profiles. Throws every reason why they cannot be served.
  /// - Parameters:
  ///   - lookup: asks the journal; nil leaves order and amount unchecked.
  ///   - forwarder: the shop's handler; nil when the record is all.
  public init(
    profiles: [Profile], recorder: CallbackRecorder, lookup: OrderLookup? = nil,
    forwarder: Forwarder? = nil, clock: Clock = .system
  ) throws(Refusal) {
    let findings = CallbackProfileCheck.findings(profiles)
    guard !findings.contains(where: { $0.severity == .error }) else {
      throw Refusal(.config, findings, message: "callbacks cannot be received")
    }
    judge = CallbackJudge(profiles: profiles, lookup: lookup)
    self.recorder = recorder
    recorder.guardAgainst(
      KeyGuard(
        profiles.flatMap { profile in [profile.key].compactMap { $0 } + profile.previousKeys }))
    self.forwarder = forwarder
    self.clock = clock
  }

  /// What came, and who sent it.
  package enum Arrival: Sendable {
    /// A request of somebody who may send.
    case request(HTTPRequest, peer: String)
    /// A request of a sender who is not let in; it is recorded like any refusal.
    case stranger(HTTPRequest, peer: String, Finding)
  }

  /// Whether the shop's handler is asked, and may take its time.
  package var asksHandler: Bool { forwarder != nil }

  /// Answers one request of that sender.
  public func receive(_ request: HTTPRequest, peer: String) -> (HTTPResponse, CallbackEvent) {
    conclude(begin(.request(request, peer: peer)))
  }

  /// Answers what came together: all are on the disk before the first is answered, by one sync. With a
  /// handler one comes after the other, since each waits for the handler's word.
  package func receive(_ arrivals: [Arrival]) -> [(HTTPResponse, CallbackEvent)] {
    guard !asksHandler else { return arrivals.map { conclude(begin($0)) } }
    return arrivals.map(begin).map(conclude)
  }

  /// Notes bytes that were no HTTP request, which the server answers by itself.
  /// - Parameter status: what it answers.
  public func noteMalformed(status: Int, reason: String, peer: String) -> CallbackEvent {
    let finding = Finding(.error, "http_malformed", reason, hint: "nothing was read from it")
    return conclude(
      begin(
        CallbackJudgement(.malformed, [finding], httpStatus: status),
        RawCallback(method: "-", path: "-"), peer)
    ).1
  }

  /// A message that was judged and filed, and is not known to be on the disk.
  private struct Pending {
    var judgement: CallbackJudgement
    var message: RawCallback
    var event: CallbackEvent
    /// The order that no other thread works on until this is concluded.
    var key: CallbackDigest?
    var hasWaited = false
    var filing: Result<CallbackRecorder.Filing, JournalError>
  }

  private func begin(_ arrival: Arrival) -> Pending {
    switch arrival {
    case .request(let request, let peer):
      let message = RawCallback(request)
      return begin(judge.judge(message), message, peer)
    case .stranger(let request, let peer, let finding):
      return begin(CallbackJudgement(.peerRefused, [finding]), RawCallback(request), peer)
    }
  }

  private func begin(_ judgement: CallbackJudgement, _ message: RawCallback, _ peer: String)
    -> Pending
  {
    let event = CallbackEvent(
      time: clock.unixMilliseconds(), peer: peer, method: message.method, path: message.path,
      verdict: judgement.verdict, findings: judgement.findings, profile: judgement.profile?.name,
      gateway: judgement.profile?.gateway.id, kind: judgement.message?.kind,
      order: judgement.order, facts: judgement.facts, httpStatus: judgement.httpStatus)
    let key = forwarder == nil ? nil : judgement.facts?.key
    let hasWaited = key.map { gate.enter($0) } ?? false
    let filing: Result<CallbackRecorder.Filing, JournalError>
    do throws(JournalError) {
      filing = .success(try recorder.file(record(judgement, message, peer)))
    } catch {
      filing = .failure(error)
    }
    return Pending(
      judgement: judgement, message: message, event: event, key: key, hasWaited: hasWaited,
      filing: filing)
  }

  private func conclude(_ pending: Pending) -> (HTTPResponse, CallbackEvent) {
    var event = pending.event
    defer { if let key = pending.key { gate.leave(key) } }
    do throws(JournalError) {
      let filing = try pending.filing.get()
      try recorder.wait(for: filing.ticket)
      event.sequence = filing.sequence
      conclude(filing, pending.message, pending.hasWaited, &event)
      if event.isAcknowledged, let sequence = filing.sequence, needsHandler(filing) {
        try recorder.fileHandled(sequence)
      }
    } catch {
      event.verdict = .failed
      event.httpStatus = CallbackVerdict.failed.httpStatus
      event.isAcknowledged = false
      event.findings.append(
        Finding(
          .error, "record_failed", "the callback could not be recorded: \(error)",
          hint: "it was not acknowledged; the gateway repeats it"))
    }
    return (response(event, pending.judgement), event)
  }

  private func needsHandler(_ filing: CallbackRecorder.Filing) -> Bool {
    guard forwarder != nil, let standing = filing.standing else { return false }
    switch standing {
    case .first, .advance: return true
    case .repeated(_, let isHandled): return !isHandled
    case .conflict: return false
    }
  }

  /// Decides whether the recorded message is acknowledged; asks the handler if there is one.
  private func conclude(
    _ filing: CallbackRecorder.Filing, _ message: RawCallback, _ hasWaited: Bool,
    _ event: inout CallbackEvent
  ) {
    guard event.verdict == .valid, let standing = filing.standing else { return }
    switch standing {
    case .first, .advance: break
    case .repeated: event.isRepeated = true
    case .conflict:
      event.verdict = .conflict
      event.httpStatus = CallbackVerdict.conflict.httpStatus
      event.findings.append(
        Finding(
          .error, "contradiction", "an earlier callback said something else about this order",
          hint: "deliver nothing on it; ask the gateway with a query"))
      return
    }
    guard needsHandler(filing), let forwarder, let delivery = delivery(event) else {
      event.isAcknowledged = true
      return
    }
    guard !(event.isRepeated && hasWaited) else {
      event.httpStatus = 503
      event.findings.append(
        Finding(
          .warning, "handler_asked_just_now",
          "the handler has just refused the same callback on another connection"))
      return
    }
    let result = forwarder.forward(message, delivery: delivery)
    event.forwarded = result
    event.isAcknowledged = result.isAcknowledged
    if !result.isAcknowledged { event.httpStatus = 502 }
  }

  private func delivery(_ event: CallbackEvent) -> CallbackDelivery? {
    judge.profiles.first { $0.name == event.profile }.flatMap { profile in
      event.kind.flatMap { profile.gateway.delivery(of: $0) }
    }
  }

  private func record(_ judgement: CallbackJudgement, _ message: RawCallback, _ peer: String)
    -> CallbackRecord
  {
    var record = CallbackRecord(.callback)
    record.verdict = judgement.verdict
    record.codes = judgement.findings.filter { $0.severity != .note }.map(\.code)
    record.profile = judgement.profile?.name
    record.gateway = judgement.profile?.gateway.id
    record.kind = judgement.message?.kind
    // An order number that nobody signed is worth a line, not a page.
    record.order = judgement.order.map { judgement.signed == nil ? String($0.prefix(64)) : $0 }
    record.facts = judgement.facts
    record.signed = judgement.signed
    record.isForwarded = forwarder != nil
    record.peer = peer
    record.message = message
    return record
  }

  /// The gateway's word and nothing else, or a refusal that holds no gateway's word: some take any
  /// page that contains `ok` for an acknowledgement (docs/rules.md servers).
  private func response(_ event: CallbackEvent, _ judgement: CallbackJudgement) -> HTTPResponse {
    let type = HTTPHeaders([("Content-Type", "text/plain; charset=utf-8")])
    if event.isAcknowledged, let delivery = delivery(event) {
      return HTTPResponse(
        status: 200, headers: type, body: Array(delivery.acknowledgement.utf8))
    }
    let status = event.isAcknowledged ? 500 : event.httpStatus
    let code = event.findings.last { $0.severity == .error }?.code ?? "not_taken"
    return HTTPResponse(
      status: status, headers: type, body: Array("refused: \(harmless(code))\n".utf8))
  }

  private func harmless(_ code: String) -> String {
    let words = judge.profiles.flatMap(\.gateway.operations).compactMap(\.delivery).flatMap {
      [$0.acknowledgement] + $0.otherAcknowledgements
    }
    let hides = words.contains {
      Array(code.utf8).lowercased.contains(Array($0.utf8).lowercased)
    }
    return hides ? "see_record" : code
  }
}
