import ByteText
import Gateways
import HTTP
import PaymentValues
import WireFormat

/// The sandbox's own routes under `/sandbox`: cashier, levers, ledger, receiver.
struct ControlDesk: Sendable {
  let options: SandboxOptions
  let store: SandboxStore
  let settlement: Settlement
  let receiver: Receiver
  let origin: Origin

  /// The answer to a request whose path begins with `/sandbox`.
  func answer(_ request: HTTPRequest, _ target: RequestTarget) -> HTTPResponse {
    let parts = target.segments
    switch (request.method, parts.dropFirst().first, parts.count) {
    case ("GET", nil, _): return Reply.html(IndexPage(options, store).html)
    case ("GET", "ledger", 2):
      return Reply.json(Ledger.json(store.bookings(), requests: store.requests()))
    case ("GET", "received", 2): return Reply.json(receiver.json)
    case ("GET", "faults", 2): return Reply.json(store.faults(of: nil).json)
    case ("POST", "faults", 2): return setFaults(request, target)
    case ("GET", "settings", 2): return settings(target)
    case ("POST", "settings", 2): return change(request, target)
    case (_, "return", 2):
      return Reply.html(
        SandboxPage.html(title: "Back", "<h1>Sandbox</h1><p>The shopper is back at the shop.</p>"))
    case (_, "receiver", 3):
      return receiver.take(request, gateway: parts[2])
        ?? Reply.fault("no such gateway", status: 404)
    case ("GET", "cashier", 4): return cashier(parts[2], parts[3])
    case ("GET", "orders", 4), ("GET", "payouts", 4): return entry(parts)
    case ("POST", "orders", 4), ("POST", "payouts", 4): return settle(request, parts)
    default: return Reply.fault("no such route", status: 404)
    }
  }

  private func key(_ parts: [String]) -> BookingKey {
    BookingKey(
      gateway: parts[2], kind: parts[1] == "payouts" ? .payout : .order, order: parts[3])
  }

  private func entry(_ parts: [String]) -> HTTPResponse {
    guard let booking = store.booking(key(parts)) else {
      return Reply.fault("no such booking", status: 404)
    }
    return Reply.json(Ledger.entry(booking))
  }

  private func cashier(_ gateway: String, _ order: String) -> HTTPResponse {
    let key = BookingKey(gateway: gateway, kind: .order, order: order)
    guard let booking = store.booking(key),
      let spec = options.gateways.first(where: { $0.id == gateway })
    else {
      return Reply.html(
        SandboxPage.html(title: "Unknown", "<p>There is no such order.</p>"), status: 404)
    }
    return Reply.html(CashierPage(booking, spec, origin, settlement).html)
  }

  private func settle(_ request: HTTPRequest, _ parts: [String]) -> HTTPResponse {
    guard let lever = Lever(request.body) else {
      return Reply.fault("say paid, failed or amount=YUAN", status: 400)
    }
    let key = key(parts)
    switch settlement.settle(key, lever.status, paid: lever.paid) {
    case .settled(let booking):
      guard key.kind == .order, request.headers["Accept"]?.contains("text/html") == true else {
        return Reply.json(Ledger.entry(booking))
      }
      return HTTPResponse(
        status: 303, headers: HTTPHeaders([("Location", Origin.path("cashier", key))]))
    case .unknown: return Reply.fault("no such booking", status: 404)
    case .conflict(let booking):
      return Reply.fault("it has ended already: \(booking.status.rawValue)", status: 409)
    case .notWritten: return Reply.fault("the state file cannot be written", status: 500)
    }
  }

  /// Takes a JSON object, or the text of `--fault`; `?gateway=ID` sets those of one gateway.
  private func setFaults(_ request: HTTPRequest, _ target: RequestTarget) -> HTTPResponse {
    do throws(SandboxFaultsError) {
      let faults: SandboxFaults
      if let json = try? JSONValue.parse(request.body) {
        faults = try SandboxFaults(json: json)
      } else {
        let text = String(decoding: request.body, as: UTF8.self)
        faults = try SandboxFaults(text.filter { !$0.isWhitespace }.replacing("&", with: ","))
      }
      let gateway = target.queryFields["gateway"]?.display
      guard isKnown(gateway) else { return Reply.fault("no such gateway", status: 404) }
      store.setFaults(faults, of: gateway)
      return Reply.json(faults.json)
    } catch {
      return Reply.fault("\(error.name): \(error.reason)", status: 400)
    }
  }

  private func isKnown(_ gateway: String?) -> Bool {
    gateway.map { id in options.gateways.contains { $0.id == id } } ?? true
  }

  /// What is set, of one gateway or of each.
  private func settings(_ target: RequestTarget) -> HTTPResponse {
    let gateway = target.queryFields["gateway"]?.display
    guard isKnown(gateway) else { return Reply.fault("no such gateway", status: 404) }
    if let gateway { return Reply.json(store.settings(of: gateway).json) }
    return Reply.json(
      .object(options.gateways.map { ($0.id, store.settings(of: $0.id).json) }))
  }

  /// Takes what `AccountChange` reads; `?gateway=ID` changes one gateway, else all.
  private func change(_ request: HTTPRequest, _ target: RequestTarget) -> HTTPResponse {
    let gateway = target.queryFields["gateway"]?.display
    guard isKnown(gateway) else { return Reply.fault("no such gateway", status: 404) }
    do throws(AccountChangeError) {
      store.change(try AccountChange(request.body), of: gateway)
    } catch { return Reply.fault(error.reason, status: 400) }
    return settings(target)
  }
}

/// What a hand does to an order or payout: `paid`, `failed`, `amount=12.34`.
struct Lever: Sendable, Equatable {
  var status: Status
  var paid: Money?

  /// Reads a form body; nil when it says nothing of these, or more than one.
  init?(_ body: Bytes) {
    guard let fields = try? FormCodec.decode(body, maximumFields: 10) else { return nil }
    let words = fields.fields.map { field in
      field.displayName == "action" ? field.value.display : field.displayName
    }.map { $0.filter { !$0.isWhitespace } }
    let amount = fields["amount"]?.display ?? ""
    switch Set(words) {
    case ["paid"], ["succeeded"]: self.init(.succeeded, nil)
    case ["failed"]: self.init(.failed, nil)
    case ["amount"], ["paid", "amount"]:
      guard let money = try? Money(operatorText: amount), money.fen > 0 else { return nil }
      self.init(.succeeded, money)
    default: return nil
    }
  }

  private init(_ status: Status, _ paid: Money?) {
    self.status = status
    self.paid = paid
  }
}
