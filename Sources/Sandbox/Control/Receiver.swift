import Gateways
import HTTP
import Messages
import PaymentValues
import Synchronization
import WireFormat

/// A merchant's end for demonstrations: takes callbacks, verifies them as `merchant verify` does,
/// remembers the last ones and acknowledges the good ones.
final class Receiver: Sendable {
  private static let shownBytes = 4_096

  private let options: SandboxOptions
  private let received = Mutex<[JSONValue]>([])

  init(_ options: SandboxOptions) { self.options = options }

  /// What was received, oldest first.
  var json: JSONValue { .array(received.withLock { $0 }) }

  /// Takes a callback for that gateway; nil when there is no such gateway.
  func take(_ request: HTTPRequest, gateway id: String) -> HTTPResponse? {
    guard let gateway = options.gateways.first(where: { $0.id == id }) else { return nil }
    let target = RequestTarget(request)
    let raw = request.body.isEmpty ? target.query : request.body
    let fields = (try? FormCodec.decode(raw, maximumFields: 500)) ?? FieldList()
    let recognition = MessageRecognizer.recognise(fields, at: gateway)
    guard recognition.finding == nil, let message = recognition.candidate?.message,
      message.kind.isCallback
    else {
      note(request, target, gateway, nil)
      return Reply.text("unknown message\n", status: 400)
    }
    let account = options.account(of: gateway)
    var profile = Profile(name: gateway.id, gateway: gateway, key: account.secret)
    profile.values[.merchantID] = account.merchantID
    profile.values[.appID] = account.appID
    let report = MessageVerifier(gateway: gateway, message: message)
      .verify(fields, profile: profile)
    note(request, target, gateway, report)
    guard report.isValid, let delivery = gateway.delivery(of: message.kind) else {
      return Reply.text("refused\n", status: 400)
    }
    return Reply.text(delivery.acknowledgement)
  }

  private func note(
    _ request: HTTPRequest, _ target: RequestTarget, _ gateway: GatewaySpec,
    _ report: MessageReport?
  ) {
    let keys = KeyGuard([options.account(of: gateway).secret])
    func shown(_ bytes: Bytes) -> JSONValue {
      .string(String(decoding: keys.covered(bytes).prefix(Self.shownBytes), as: UTF8.self))
    }
    func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    let findings = report?.findings.map { JSONValue.string($0.code) } ?? []
    let entry = JSONValue.object([
      ("at", Ledger.time(options.clock.unixMilliseconds())), ("gateway", .string(gateway.id)),
      ("method", .string(request.method)), ("path", .string(target.path)),
      ("query", shown(target.query)), ("body", shown(request.body)),
      ("message", optional(report?.message.kind.rawValue)),
      ("verdict", .string(report?.verdict.rawValue ?? "not-recognized")),
      ("order", optional((report?.orderNumber).map { keys.covered($0) })),
      ("status", optional(report?.status?.rawValue)),
      ("amount_fen", report?.amount.map { JSONValue($0.fen) } ?? .null),
      ("paid_amount_fen", report?.paidAmount.map { JSONValue($0.fen) } ?? .null),
      ("findings", .array(findings)),
    ])
    received.withLock { received in
      received.append(entry)
      if received.count > options.receivedLimit { received.removeFirst() }
    }
  }
}
