import ByteText
import Digests
import HTTP
import Platform
import Synchronization
import TestSupport
import WireFormat

/// A gateway that books whatever comes, twice if it comes twice: lianhe without signatures, pay-center
/// with them.
final class LooseGateway: HTTPTransport {
  struct State: Sendable {
    /// How often each payee and amount was booked.
    var booked: [String: Int] = [:]
    /// Order numbers with their amounts.
    var numbers: [String: String] = [:]
    var sent = 0
    var asked = 0
    /// What questions find a booked payout to be.
    var state = "1"
    var isSigned = true
    var isDown = false
    /// Takes requests, and says nothing about them.
    var losesAnswers = false
    /// Every question is answered with these words and nothing else.
    var refusal: String?
    /// Every payout is booked, and answered with this.
    var payoutAnswer: String?
    /// Called when a payout arrives.
    var whenSent: (@Sendable () -> Void)?
  }

  let state = Mutex(State())

  var sent: Int { state.withLock { $0.sent } }
  var asked: Int { state.withLock { $0.asked } }
  /// Payees who got their money more than once.
  var twice: Int { state.withLock { $0.booked.values.count { $0 > 1 } } }

  func set(_ change: @Sendable (inout State) -> Void) { state.withLock { change(&$0) } }

  func send(_ request: HTTPRequest, _ options: TransportOptions) -> TransportOutcome {
    state.withLock { state in
      if state.isDown {
        return .notSent(TransportFailure(code: "connect_failed", reason: "connection refused"))
      }
      return request.url.contains("/api/trans/")
        ? Self.payCenter(request, &state) : Self.lianhe(request, &state)
    }
  }

  private static let lost = TransportOutcome.unknown(
    TransportFailure(code: "timeout", reason: "no answer in time"))

  private static func lianhe(_ request: HTTPRequest, _ state: inout State) -> TransportOutcome {
    if request.method == "POST" {
      guard let fields = try? JSONScanner.object(request.body) else { return answer("{}") }
      book(
        fields["mrn"]?.display, fields["accountNumber"]?.display, fields["amount"]?.display, &state)
      state.whenSent?()
      return state.losesAnswers ? lost : answer(state.payoutAnswer ?? #"{"error":"success"}"#)
    }
    state.asked += 1
    if let refusal = state.refusal { return answer(#"{"error":"\#(refusal)"}"#) }
    let number = (try? QueryString(url: Array(request.url.utf8)).fields())?["mrn"]?.display ?? ""
    guard state.numbers[number] != nil else { return answer(#"{"error":"object_not_found"}"#) }
    return answer(
      #"{"error":"success","result":{"Mrn":"\#(number)","status":\#(state.state)}}"#)
  }

  private static func payCenter(_ request: HTTPRequest, _ state: inout State) -> TransportOutcome {
    guard let text = (try? FormCodec.decode(request.body))?["params"],
      let fields = try? JSONScanner.object(text.literal)
    else { return answer(#"{"retCode":"FAIL","retMsg":"bad"}"#) }
    let number = fields["mchTransOrderNo"]?.display ?? ""
    var values = [
      "retCode": "SUCCESS", "retMsg": "", "mchId": "20001222", "mchTransOrderNo": number,
      "transOrderId": "G\(number)",
    ]
    if request.url.hasSuffix("create_order") {
      book(number, fields["accountNo"]?.display, fields["amount"]?.display, &state)
      if state.losesAnswers { return lost }
      values["status"] = "1"
      values["amount"] = fields["amount"]?.display
      return signed(values, true)
    }
    state.asked += 1
    if let refusal = state.refusal { return answer(#"{"retCode":"FAIL","retMsg":"\#(refusal)"}"#) }
    guard let amount = state.numbers[number] else {
      return answer(#"{"retCode":"FAIL","retMsg":"订单不存在"}"#)
    }
    values["appId"] = "0ae8"
    values["amount"] = amount
    values["currency"] = "cny"
    values["status"] = state.state
    return signed(values, state.isSigned)
  }

  private static func book(
    _ number: String?, _ account: String?, _ amount: String?, _ state: inout State
  ) {
    state.sent += 1
    state.numbers[number ?? ""] = amount ?? ""
    state.booked["\(account ?? "") \(amount ?? "")", default: 0] += 1
  }

  private static func signed(_ values: [String: String], _ isSigned: Bool) -> TransportOutcome {
    let pairs = values.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
    let text = pairs.map { "\($0.key)=\($0.value)" }.joined(separator: "&") + "&key=\(Bench.key)"
    let digest = String(decoding: Hex.encode(Insecure.MD5.digest(Array(text.utf8))), as: UTF8.self)
    var members = pairs.map { name, value in
      ["mchId", "amount", "status"].contains(name)
        ? #""\#(name)":\#(value)"# : #""\#(name)":"\#(value)""#
    }
    if isSigned { members.append(#""sign":"\#(digest.uppercased())""#) }
    return answer("{\(members.joined(separator: ","))}")
  }

  private static func answer(_ text: String) -> TransportOutcome {
    .answered(HTTPResponse(status: 200, body: Array(text.utf8)))
  }
}

/// Payouts from the command line against a loose gateway.
struct Till {
  let bench = Bench()
  let gateway = LooseGateway()
  let time = TestClock()

  static let account = [
    "gateway = lianhe", "base-url = https://gateway.example", "merchant-id = app-key-1",
    "notify-url = https://shop.example/notify", "mode = test", "key = \(Bench.key)",
  ]

  static let payCenter = [
    "gateway = pay-center", "base-url = https://gateway.example", "merchant-id = 20001222",
    "app-id = 0ae8", "notify-url = https://shop.example/notify", "mode = test",
    "key = \(Bench.key)",
  ]

  init() { profile("shop") }

  /// One payout may be sent again, of which nothing is heard and nothing found.
  static func thatLosesAnswers() -> Till {
    let till = Till()
    till.profile("shop", account, "allow-resend = yes")
    till.batch("wages", 1)
    till.gateway.set {
      $0.losesAnswers = true
      $0.refusal = "object_not_found"
    }
    return till
  }

  /// Writes a configuration of one profile; lines named in `changes` are replaced or added.
  func profile(_ name: String, _ lines: [String] = Till.account, _ changes: String...) {
    bench.config(Till.section(name, lines, changes))
  }

  static func section(_ name: String, _ lines: [String] = Till.account, _ changes: [String] = [])
    -> String
  {
    let keys = changes.map { $0.prefix { $0 != " " } }
    return (["[\(name)]"] + lines.filter { !keys.contains($0.prefix { $0 != " " }) } + changes)
      .joined(separator: "\n") + "\n"
  }

  /// A batch of so many rows, of 100 yuan and more each, with the columns of the configuration's
  /// first gateway.
  @discardableResult
  func batch(_ name: String = "wages", _ count: Int = 3, from first: Int = 0) -> String {
    let config = bench.text("config/merchant/config")
    let gateway = config.split(separator: "\n").first { $0.hasPrefix("gateway = ") } ?? ""
    let isLong = gateway.hasSuffix("pay-center")
    var text =
      "ref,amount,account-name,account-no,bank\(isLong ? ",account-type,province,city" : "")\n"
    for index in first..<(first + count) {
      text += "r\(index),\(100 + index),张三,\(Self.card(index)),中国银行"
      text += isLong ? ",1,江苏,苏州\n" : "\n"
    }
    return bench.file("\(name).csv", text)
  }

  static func total(_ count: Int, from first: Int = 0) -> String {
    String((first..<(first + count)).reduce(0) { $0 + 100 + $1 })
  }

  static func card(_ number: Int) -> String {
    let body = "622202" + String(1_000_000_000_001 + number).dropFirst()
    var total = 0
    for (index, digit) in body.reversed().enumerated() {
      let value = (digit.wholeNumberValue ?? 0) * (index % 2 == 0 ? 2 : 1)
      total += value > 9 ? value - 9 : value
    }
    return body + String((10 - total % 10) % 10)
  }

  func run(_ words: [String], variables: [String: String] = [:], answer: String? = nil) -> Outcome {
    bench.run(
      words, variables: variables, input: answer == nil ? "" : nil, transport: gateway,
      clock: time.clock, answer: answer)
  }

  /// Pays the batch of three rows.
  func pay(
    _ profile: String? = nil, _ more: [String] = [], file: String = "wages", count: Int = 3,
    from first: Int = 0, variables: [String: String] = [:], answer: String? = nil
  ) -> Outcome {
    run(
      (profile.map { ["-p", $0] } ?? []) + [
        "payout", "--file", "\(bench.folder)/\(file).csv", "--confirm-total",
        Till.total(count, from: first), "-o", "json",
      ] + more, variables: variables, answer: answer)
  }

  var journals: String { bench.folder + "/state/merchant/journal" }
  var files: [String] { (FileCalls.system.names(journals) ?? []).sorted() }
}
