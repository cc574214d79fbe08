import Gateways
import HTTP
import Journal
import Messages
import PaymentValues
import Platform
import Synchronization
import TestSupport
import WireFormat

@testable import Callbacks

/// Profiles, callbacks and receivers for the tests.
enum Fixture {
  /// 2026-11-20 12:00 in Beijing.
  static let now: Int64 = 1_795_147_200_000
  static let key = "0123456789abcdef0123456789abcdef"

  /// Every callback of every gateway.
  static let callbacks: [(GatewaySpec, MessageKind)] = GatewayCatalog.builtIn.flatMap { gateway in
    gateway.messages.filter(\.kind.isCallback).map { (gateway, $0.kind) }
  }

  static func clock(_ time: Int64 = now) -> Clock {
    Clock(
      unixMilliseconds: { time },
      monotonicMilliseconds: { Clock.system.monotonicMilliseconds() }, sleep: { _ in })
  }

  /// The real calls without the cost of syncing.
  static let fast: FileCalls = {
    var calls = FileCalls.system
    calls.sync = { _ in 0 }
    return calls
  }()

  static func profile(_ gateway: GatewaySpec, name: String? = nil, key: String = key) -> Profile {
    Profile(
      name: name ?? gateway.id, gateway: gateway, key: Secret(Array(key.utf8)),
      values: [.merchantID: "20001222", .appID: "0ae8be35ff634e2abe94f5f32f6d5c4f"])
  }

  static func make(
    _ profile: Profile, _ kind: MessageKind, order: String = "T1", time: Int64 = now,
    _ change: (inout CallbackInput) -> Void = { _ in }
  ) throws -> RawCallback {
    var input = CallbackInput()
    input.texts[.orderNumber] = order
    change(&input)
    return try CallbackMaker(profile: profile, unixMilliseconds: time, random: { 7 })
      .make(kind, input).raw
  }

  /// The fields of a made callback, changed and sent again without signing anew.
  static func changed(_ raw: RawCallback, _ change: (inout FieldList) -> Void) throws -> RawCallback
  {
    var fields = try FormCodec.decode(raw.fieldBytes)
    change(&fields)
    return with(raw, FormCodec.encode(fields))
  }

  static func with(_ raw: RawCallback, _ bytes: Bytes) -> RawCallback {
    var copy = raw
    if raw.method == "GET" { copy.query = bytes } else { copy.body = bytes }
    return copy
  }

  static func request(_ raw: RawCallback, path: String = "/notify") -> HTTPRequest {
    var headers = HTTPHeaders([("Host", "localhost")])
    if let type = raw.contentType { headers.append("Content-Type", type) }
    let query = raw.query.map { "?" + String(decoding: $0, as: UTF8.self) } ?? ""
    return HTTPRequest(method: raw.method, url: path + query, headers: headers, body: raw.body)
  }
}

/// A receiver over a file of its own.
struct Bench {
  let scratch: ScratchFolder
  let recorder: CallbackRecorder
  let receiver: CallbackReceiver

  init(
    _ profiles: [Profile], lookup: OrderLookup? = nil, shop: (any HTTPTransport)? = nil,
    calls: FileCalls = Fixture.fast, scratch: ScratchFolder? = nil, time: Int64 = Fixture.now
  ) throws {
    let scratch = try scratch ?? ScratchFolder()
    self.scratch = scratch
    recorder = try CallbackRecorder(
      scratch.record, clock: Fixture.clock(time), calls: calls)
    let address = try HTTPURL("http://127.0.0.1:1/shop")
    receiver = try CallbackReceiver(
      profiles: profiles, recorder: recorder, lookup: lookup,
      forwarder: shop.map { Forwarder(to: address, transport: $0) },
      clock: Fixture.clock(time))
  }

  func send(_ raw: RawCallback, path: String = "/notify") -> (HTTPResponse, CallbackEvent) {
    receiver.receive(Fixture.request(raw, path: path), peer: "127.0.0.1")
  }

  func verdict(_ raw: RawCallback, path: String = "/notify") -> CallbackVerdict {
    send(raw, path: path).1.verdict
  }
}

/// A shop's handler that answers as told and counts.
final class FakeShop: HTTPTransport {
  private let answer: @Sendable (Int) -> TransportOutcome
  private let requests = Mutex<[HTTPRequest]>([])

  /// - Parameter answer: gets how many requests came before.
  init(_ answer: @escaping @Sendable (Int) -> TransportOutcome) { self.answer = answer }

  convenience init(body: String) {
    self.init { _ in .answered(HTTPResponse(status: 200, body: Array(body.utf8))) }
  }

  var count: Int { requests.withLock { $0.count } }
  var all: [HTTPRequest] { requests.withLock { $0 } }

  func send(_ request: HTTPRequest, _ options: TransportOptions) -> TransportOutcome {
    answer(
      requests.withLock { requests in
        requests.append(request)
        return requests.count - 1
      })
  }
}

/// File calls whose fsync fails while the switch is on.
final class SyncSwitch: Sendable {
  private let state = Mutex((isBroken: false, syncs: 0))

  var syncs: Int { state.withLock { $0.syncs } }
  func breakDown() { state.withLock { $0.isBroken = true } }

  var calls: FileCalls {
    var calls = FileCalls.system
    calls.sync = { _ in
      self.state.withLock { state in
        state.syncs += 1
        return state.isBroken ? -1 : 0
      }
    }
    return calls
  }
}
