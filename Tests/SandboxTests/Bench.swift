import CurlTransport
import GatewayEngine
import Gateways
import Glibc
import HTTP
import Messages
import PaymentValues
import Platform
import Sandbox
import WireFormat

/// A running sandbox with a client for each of its gateways.
final class Bench {
  static let transport = CurlTransport()

  let server: SandboxServer

  init(_ change: (inout SandboxOptions) -> Void = { _ in }) throws {
    var options = SandboxOptions(gateways: GatewayCatalog.builtIn)
    options.transport = Bench.transport
    options.timeScale = Ratio(millionths: 1_000)
    options.payoutMilliseconds = nil
    change(&options)
    server = try SandboxServer.start(options)
  }

  deinit { server.stop() }

  func profile(_ gateway: String) -> Profile {
    guard let spec = server.options.gateways.first(where: { $0.id == gateway }),
      let account = server.accounts[gateway]
    else { fatalError("no gateway \(gateway)") }
    var profile = Profile(name: gateway, gateway: spec, key: Secret(Array(account.key.utf8)))
    profile.baseURL = "\(server.origin)/\(gateway)"
    profile.values[.merchantID] = account.merchantID
    profile.values[.appID] = account.appID
    profile.values[.notifyURL] = "\(server.origin)/sandbox/receiver/\(gateway)"
    profile.values[.returnURL] = "\(server.origin)/sandbox/return"
    profile.mode = .test
    return profile
  }

  /// Texts that a request of that kind needs at that gateway.
  static func input(_ gateway: String, _ kind: MessageKind, _ order: String, _ fen: Int64 = 1_000)
    -> RequestInput
  {
    var input = RequestInput()
    input.texts[.orderNumber] = order
    guard let message = GatewayCatalog.named(gateway)?.message(kind) else { return input }
    if kind == .order || kind == .payout { input.money[.amount] = Money(fen: fen) }
    let texts: [Role: String] = [
      .channel: gateway == "lianhe" ? "1" : "8000", .subject: "茶", .goodsDescription: "tea",
      .accountName: "张三", .accountNumber: "6222000011112222", .bankCode: "HPT00001",
      .bankName: "中国银行", .accountType: "1", .province: "江苏", .city: "南京",
    ]
    for (role, text) in texts where message.field(role) != nil { input.texts[role] = text }
    return input
  }

  func build(
    _ gateway: String, _ kind: MessageKind, _ input: RequestInput, _ profile: Profile? = nil
  ) throws -> PreparedRequest {
    try RequestBuilder(
      profile: profile ?? self.profile(gateway),
      unixMilliseconds: Clock.system.unixMilliseconds(), random: { 7 }
    ).build(kind, input)
  }

  @discardableResult
  func send(
    _ gateway: String, _ kind: MessageKind, _ order: String, _ fen: Int64 = 1_000,
    profile: Profile? = nil, change: (inout RequestInput) -> Void = { _ in }
  ) throws -> Exchange {
    var input = Bench.input(gateway, kind, order, fen)
    change(&input)
    let profile = profile ?? self.profile(gateway)
    return GatewayClient(profile: profile, transport: Bench.transport)
      .send(try build(gateway, kind, input, profile))
  }

  /// What the gateway's own table says of an answer that refuses.
  func meaning(of exchange: Exchange) -> ErrorMeaning.Verdict? {
    guard let answer = exchange.answer, let gateway = answer.report?.gateway,
      let kind = exchange.request.kind.answer
    else { return nil }
    let texts = [answer.words, answer.code].compactMap { $0 }
    return gateway.errors.first { meaning in
      guard meaning.messages.isEmpty || meaning.messages.contains(kind) else { return false }
      if let code = meaning.code { return code == answer.code }
      return meaning.wordsContain.map { part in texts.contains { $0.contains(part) } } ?? false
    }?.verdict
  }

  /// A request to the sandbox's own routes.
  func control(
    _ method: String, _ path: String, _ body: String = "", headers: [(String, String)] = []
  ) -> HTTPResponse? {
    let type = [("Content-Type", "application/x-www-form-urlencoded")]
    let request = HTTPRequest(
      method: method, url: server.origin + path,
      headers: HTTPHeaders((method == "POST" ? type : []) + headers), body: Array(body.utf8))
    var options = TransportOptions()
    options.bodyLimit = 20_000_000
    if case .answered(let response) = Bench.transport.send(request, options) { return response }
    return nil
  }

  func json(_ path: String) -> JSONValue? {
    control("GET", path).flatMap { try? JSONValue.parse($0.body) }
  }

  func entry(_ gateway: String, _ area: String, _ order: String) -> JSONValue? {
    guard let response = control("GET", "/sandbox/\(area)/\(gateway)/\(order)"),
      response.status == 200
    else { return nil }
    return try? JSONValue.parse(response.body)
  }

  /// Asks until the entry fits or 10 s have passed; the last entry either way.
  func wait(
    _ gateway: String, _ area: String, _ order: String, until fits: (JSONValue) -> Bool
  ) -> JSONValue? {
    let end = Clock.system.monotonicMilliseconds() + 60_000
    while true {
      let entry = entry(gateway, area, order)
      if let entry, fits(entry) { return entry }
      if Clock.system.monotonicMilliseconds() > end { return entry }
      Clock.system.sleep(5)
    }
  }

  func isAcknowledged(_ gateway: String, _ area: String, _ order: String) -> Bool {
    wait(gateway, area, order) { $0["acknowledged"]?.boolValue == true }?["acknowledged"]?
      .boolValue == true
  }
}
