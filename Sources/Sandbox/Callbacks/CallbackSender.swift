import Gateways
import HTTP
import PaymentValues
import WireFormat

/// Sends callbacks as the document says: its method, its acknowledgement, its repeats. Only to this
/// machine, whatever a request asks for.
struct CallbackSender: Sendable {
  let options: SandboxOptions
  let store: SandboxStore
  let scheduler: Scheduler
  private let gateways: [String: GatewaySpec]

  init(_ options: SandboxOptions, _ store: SandboxStore, _ scheduler: Scheduler) {
    self.options = options
    self.store = store
    self.scheduler = scheduler
    gateways = Dictionary(options.gateways.map { ($0.id, $0) }) { first, _ in first }
  }

  private func operation(_ key: BookingKey) -> OperationSpec? {
    gateways[key.gateway]?.operation(key.kind == .order ? .order : .payout)
  }

  /// Whether the gateway has a callback that can tell that status.
  func tells(_ status: Status, _ key: BookingKey) -> Bool {
    guard let message = operation(key)?.callback else { return false }
    if message.field(.state) == nil {
      return (message.impliedStatus?.isPaid ?? true) == status.isPaid
    }
    if status == .failed, message.otherState == .failed { return true }
    return message.states.contains { state in
      state.isDocumented && (state.status == status || status.isPaid && state.status.isPaid)
    }
  }

  /// Starts the documented series of attempts, or goes on with it; the first comes at once.
  func start(_ key: BookingKey, at attempt: Int) {
    let waits = operation(key)?.delivery?.repeatSeconds ?? []
    guard attempt <= waits.count else { return }
    scheduler.after(0) {
      guard let booking = store.booking(key) else { return }
      send(key, status: booking.status, attempt: attempt)
    }
  }

  /// Sends one callback and notes what came of it; repeats it when it is one of a series.
  func send(_ key: BookingKey, status: Status, attempt: Int?) {
    guard let booking = store.booking(key), let operation = operation(key),
      let delivery = operation.delivery, let gateway = gateways[key.gateway]
    else { return }
    if attempt != nil, booking.isAcknowledged { return }
    var result = CallbackAttempt(
      number: 0, url: booking.notifyURL ?? "", told: status, acknowledgement: "",
      isAccepted: false, unixMilliseconds: options.clock.unixMilliseconds())
    guard let url = Self.loopbackAddress(booking.notifyURL) else {
      result.acknowledgement = "not sent: not loopback"
      return store.note(key, result)
    }
    guard let transport = options.transport else {
      result.acknowledgement = "not sent: no transport"
      return store.note(key, result)
    }
    let request = request(booking, status, operation, options.account(of: gateway), url)
    guard let request else { return }
    var limits = TransportOptions()
    limits.deadlineMilliseconds = options.callbackMilliseconds
    limits.connectMilliseconds = options.callbackMilliseconds
    limits.bodyLimit = 4_096
    let isLenient = store.settings(of: key.gateway).isLenient
    Acknowledgement(delivery, isLenient: isLenient).judge(transport.send(request, limits), &result)
    let keys = KeyGuard(options.gateways.map { options.account(of: $0).secret })
    result.acknowledgement = keys.covered(result.acknowledgement)
    // What our own end cut off is no attempt: it must not use up the documented repeats.
    if scheduler.isEnding, !result.isAccepted { return }
    store.note(key, result)
    if let attempt, !result.isAccepted, delivery.repeatSeconds.indices.contains(attempt) {
      let wait = Int64(delivery.repeatSeconds[attempt]) * 1_000
      scheduler.after(options.timeScale.of(milliseconds: wait)) {
        send(key, status: status, attempt: attempt + 1)
      }
    }
  }

  private func request(
    _ booking: Booking, _ status: Status, _ operation: OperationSpec, _ account: SandboxAccount,
    _ url: String
  ) -> HTTPRequest? {
    guard let message = operation.callback, let delivery = operation.delivery else { return nil }
    let values = MessageValues(
      booking: booking, message: message, account: account, status: status,
      sendsEmpties: delivery.sendsEmpties, request: operation.request)
    let share = store.faults(of: booking.key.gateway).chances[.badSignature] ?? .zero
    let fields = MessageWriter(message: message, account: account)
      .fields(values, breaksSignature: share.hits(store.dice()))
    if delivery.method == "GET" {
      let address = QueryString.appending(fields, to: Array(url.utf8))
      return HTTPRequest(method: "GET", url: String(decoding: address, as: UTF8.self))
    }
    return HTTPRequest(
      method: delivery.method, url: url,
      headers: HTTPHeaders([("Content-Type", "application/x-www-form-urlencoded")]),
      body: FormCodec.encode(fields))
  }

  /// What the shopper's browser takes along to the return URL: the callback's fields, signed. Nil where
  /// the gateway gives it nothing, or has no word for that end.
  func browserFields(_ booking: Booking) -> (way: BrowserReturn, fields: FieldList)? {
    guard let gateway = gateways[booking.key.gateway], let operation = operation(booking.key),
      let way = operation.browserReturn, let message = operation.callback,
      tells(booking.status, booking.key)
    else { return nil }
    let account = options.account(of: gateway)
    let values = MessageValues(
      booking: booking, message: message, account: account, status: booking.status,
      sendsEmpties: operation.delivery?.sendsEmpties ?? false, request: operation.request,
      isForBrowser: true)
    return (way, MessageWriter(message: message, account: account).fields(values))
  }

  /// The address to call, or nil when it is not on this machine. A name is replaced by the address
  /// itself: what it resolves to is nothing to rely on.
  static func loopbackAddress(_ text: String?) -> String? {
    guard let text, let url = try? HTTPURL(text), url.isLoopback else { return nil }
    guard url.host == "localhost" else { return url.description }
    let query = url.query.map { "?" + $0 } ?? ""
    return "\(url.scheme.rawValue)://127.0.0.1:\(url.port)\(url.path)\(query)"
  }
}
