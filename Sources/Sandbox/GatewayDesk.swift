import Gateways
import HTTP
import Messages
import PaymentValues
import WireFormat

/// Takes merchants' requests as a gateway does: checks, books or looks up, answers, and plays the
/// faults that were thrown for the request.
struct GatewayDesk: Sendable {
  let options: SandboxOptions
  let store: SandboxStore
  let settlement: Settlement
  let scheduler: Scheduler
  let origin: Origin
  let listener: Listener

  /// What to do about a request to that route.
  func answer(_ request: HTTPRequest, _ route: Route) -> HTTPServerAction {
    let plan = store.plan(gateway: route.gateway.id, kind: route.kind)
    if plan.fate == .lostRequest { return .closeWithoutAnswer }
    if plan.fate == .reset { return .reset }
    if plan.fate == .outage {
      let span = store.faults(of: route.gateway.id).milliseconds(.outage)
      scheduler.after(0) { listener.pause(milliseconds: span) }
      return .closeWithoutAnswer
    }
    let ways = RequestDecoder.ways(request, route.endpoints)
    guard let first = ways.first else {
      return .respond(Reply.text("This address does not take \(request.method).\n", status: 405))
    }
    if RequestDecoder.lacksJSONType(request, first) {
      return .respond(Reply.text("Content-Type must be application/json.\n", status: 415))
    }
    let writer = AnswerWriter(
      gateway: route.gateway, message: route.operation.answer, account: route.account)
    do throws(Complaint) {
      let fields = try RequestDecoder.fields(request, first)
      let reader = FieldReader(fields, message: route.operation.request)
      try RequestCheck(
        gateway: route.gateway, message: route.operation.request, account: route.account,
        isLenient: store.settings(of: route.gateway.id).isLenient
      ).run(reader)
      let isPage = route.endpoint(for: fields, among: ways)?.mode == .page
      let desk = Counter(desk: self, route: route, writer: writer, plan: plan, isPage: isPage)
      return dressed(try desk.serve(reader), plan)
    } catch {
      return dressed(writer.refusal(error), plan)
    }
  }

  /// The answer as the fault lets it through.
  private func dressed(_ response: HTTPResponse, _ plan: FaultPlan) -> HTTPServerAction {
    let action: HTTPServerAction
    switch plan.fate {
    case .lostAnswer, .lateBooking: action = .closeWithoutAnswer
    case .halfAnswer:
      // The head alone has more than 60 bytes, so this many are never the whole answer.
      let most = UInt64(response.body.count + 60)
      action = .partial(response, bytes: Int(1 + plan.dice % most))
    case .error500: action = .respond(Reply.html(FaultPages.error500, status: 500))
    case .html: action = .respond(Reply.html(FaultPages.proxy))
    default: action = .respond(response)
    }
    // The callback must have time to come first.
    let pause = max(plan.delayMilliseconds, plan.hasEarlyCallback ? 200 : 0)
    return pause > 0 ? .delay(milliseconds: pause, then: action) : action
  }
}

/// One request at the desk, checked already.
private struct Counter {
  let desk: GatewayDesk
  let route: Route
  let writer: AnswerWriter
  let plan: FaultPlan
  let isPage: Bool

  private var faults: SandboxFaults { desk.store.faults(of: route.gateway.id) }

  func serve(_ reader: FieldReader) throws(Complaint) -> HTTPResponse {
    switch route.kind {
    case .order, .payout: try book(reader)
    default: try query(reader)
    }
  }

  private func book(_ reader: FieldReader) throws(Complaint) -> HTTPResponse {
    guard let order = reader.text(.orderNumber) else { throw Complaint(.orderNumber) }
    guard case .success(let amount)? = reader.money(.amount) else { throw Complaint(.amount) }
    let key = BookingKey(gateway: route.gateway.id, kind: route.bookingKind, order: order)
    let texts = Self.texts(reader)
    if plan.fate == .lateBooking {
      desk.scheduler.after(faults.milliseconds(.late)) { [desk] in
        // Nobody waits for the answer any more, so a refusal is nobody's news.
        _ = try? desk.enter(key, amount, texts)
      }
      throw Complaint(.busy)
    }
    let booking = try desk.enter(key, amount, texts)
    if plan.hasEarlyCallback {
      desk.settlement.settle(key, .succeeded, paid: nil)
    }
    if plan.fate == .falseDuplicate { throw Complaint(.duplicate) }
    if plan.fate == .forgedFailure { throw Complaint(.refused) }
    if isPage {
      return Reply.html(CashierPage(booking, route.gateway, desk.origin, desk.settlement).html)
    }
    return good(booking, status: .created)
  }

  /// What callbacks, answers and the cashier need later; whose account it goes to is not among it.
  private static func texts(_ reader: FieldReader) -> [Role: String] {
    var texts: [Role: String] = [:]
    for role in Set(reader.message.fields.compactMap(\.role)) where !role.isPersonal {
      switch role {
      case .signature, .merchantID, .appID, .orderNumber, .amount: continue
      default: texts[role] = reader.text(role)
      }
    }
    return texts
  }

  private func query(_ reader: FieldReader) throws(Complaint) -> HTTPResponse {
    guard let booking = find(reader), !isTooFresh(booking) else { throw Complaint(.notFound) }
    if reader.text(.notifyAgain) == "true" { desk.settlement.notifyAgain(booking) }
    if plan.fate == .forgedFailure {
      return good(booking, status: .failed, isForged: true)
    }
    return good(booking, status: Settlement.told(booking))
  }

  private func find(_ reader: FieldReader) -> Booking? {
    if let order = reader.text(.orderNumber) {
      return desk.store.booking(
        BookingKey(gateway: route.gateway.id, kind: route.bookingKind, order: order))
    }
    return reader.text(.gatewayOrderNumber).flatMap {
      desk.store.find(gatewayOrder: $0, gateway: route.gateway.id, kind: route.bookingKind)
    }
  }

  private func isTooFresh(_ booking: Booking) -> Bool {
    let age = desk.options.clock.unixMilliseconds() - booking.createdMilliseconds
    return age < faults.milliseconds(.queryGrace)
  }

  private func good(_ booking: Booking, status: Status, isForged: Bool = false) -> HTTPResponse {
    writer.answer(
      booking, status: status, payURL: desk.origin.payURL(of: booking.key, route.gateway.payURL),
      isSigned: !isForged, breaksSignature: plan.hasBadSignature)
  }
}

extension GatewayDesk {
  /// Books, and gives a new payout its life.
  fileprivate func enter(_ key: BookingKey, _ amount: Money, _ texts: [Role: String])
    throws(Complaint) -> Booking
  {
    let result: SandboxStore.Result
    do { result = try store.book(key, amount, texts) } catch { throw Complaint(.busy) }
    switch result {
    case .duplicate: throw Complaint(.duplicate)
    case .full: throw Complaint(.busy)
    case .poor: throw Complaint(.refused)
    case .booked(let booking):
      if booking.count == 1 { settlement.live(booking) }
      return booking
    }
  }
}

/// What stands between a gateway and its merchants when things go wrong.
enum FaultPages {
  static let error500 = """
    <!DOCTYPE html><html><head><title>500 Internal Server Error</title></head>
    <body><h1>Internal Server Error</h1></body></html>

    """
  static let proxy = """
    <!DOCTYPE html><html><head><title>Maintenance</title></head>
    <body><h1>Back in a minute</h1></body></html>

    """
}
