import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Platform
import TestSupport
import Testing
import WireFormat

/// docs/rules.md payouts: what an answer to a payout proves. Nothing else may unlock a second one.
@Suite struct PayoutClassifierTests {
  @Test(arguments: [
    (#"{"error":"success"}"#, Answer.Verdict.accepted), (#"{"error":"invalid_data"}"#, .rejected),
    (#"{"error":"sign_error"}"#, .rejected), (#"{"error":"insufficient_balance"}"#, .rejected),
    (#"{"error":"object_not_found"}"#, .rejected), (#"{"error":"mrn_duplication"}"#, .duplicate),
    (#"{"error":"something_new"}"#, .unknown), (#"{"error":""}"#, .unknown), ("{}", .unknown),
    (#"{"error":null}"#, .unknown), (#"{"error":true}"#, .unknown),
    (#"{"error":["success"]}"#, .unknown),
    (#"{"error":"SUCCESS"}"#, .unknown), (#"{"error":" success"}"#, .unknown),
    (#"{"errorMessage":"sign_error"}"#, .unknown), (#"{"error":"Sign_error"}"#, .unknown),
  ])
  func lianhe(body: String, verdict: Answer.Verdict) throws {
    #expect(try AnswerReaderTests.read("lianhe", .payout, body).verdict == verdict)
  }

  @Test(arguments: [
    "0001", "0010", "0011", "0012", "0013", "0014", "0015", "0110", "0121", "9999", "",
  ])
  func payCentersUnsignedRefusalsProveNothing(code: String) throws {
    let body = #"{"retCode":"FAIL","retMsg":"余额不足","errCode":"\#(code)","errDes":"x"}"#
    #expect(try AnswerReaderTests.read("pay-center", .payout, body).verdict == .unknown)
  }

  @Test func payCentersYesCountsWithSignatureOnly() throws {
    let good = try AnswerReaderTests.good("pay-center", .payout)
    #expect(try AnswerReaderTests.read("pay-center", .payout, good).verdict == .accepted)
    let bad = try JSONScanner.object(Array(good.utf8)).with(
      "sign", String(repeating: "0", count: 32))
    let text = String(decoding: Sample.json(bad), as: UTF8.self)
    #expect(try AnswerReaderTests.read("pay-center", .payout, text).verdict == .unknown)
  }

  @Test(arguments: [
    100, 201, 204, 301, 302, 303, 307, 308, 400, 401, 403, 404, 413, 429, 500, 502, 503, 504, 999,
  ])
  func everyStatusBut200IsUnknown(status: Int) throws {
    for body in [#"{"error":"success"}"#, #"{"error":"sign_error"}"#, ""] {
      let answer = try AnswerReaderTests.read(
        "lianhe", .payout, body, status: status,
        headers: [("Location", "https://elsewhere.example/")])
      #expect(answer.verdict == .unknown)
      #expect(answer.payTarget == nil)
    }
  }

  @Test(arguments: ["<html><body>OK</body></html>", "<script>location.href='https://x/'</script>"])
  func aPageIsUnknown(body: String) throws {
    for gateway in ["lianhe", "pay-center"] {
      let answer = try AnswerReaderTests.read(gateway, .payout, body)
      #expect(answer.verdict == .unknown)
      #expect(answer.payTarget == nil)
    }
  }

  /// Whatever comes: a verdict, and never a refusal that a stranger can make up.
  @Test func anyBytesEndInUnknown() throws {
    var random = SplitMix64(seed: 6)
    let sample = try #require(Sample.of("pay-center", .payout))
    let reader = AnswerReader(profile: sample.profile, request: try sample.request())
    let whole = Array(try AnswerReaderTests.good("pay-center", .payout).utf8)
    for _ in 0..<5_000 {
      var body = whole
      for _ in 0...random.below(3) where !body.isEmpty {
        let index = random.below(body.count)
        switch random.below(3) {
        case 0: body[index] = UInt8.random(in: 0...255, using: &random)
        case 1: body.remove(at: index)
        default: body.insert(UInt8.random(in: 0...255, using: &random), at: index)
        }
      }
      let verdict = reader.read(HTTPResponse(status: 200, body: body)).verdict
      try #require(verdict == .unknown || verdict == .accepted)
    }
  }

  @Test(arguments: [
    (
      TransportOutcome.notSent(TransportFailure(code: "connect_failed", reason: "x")),
      Exchange.Outcome.notSent
    ),
    (.unknown(TransportFailure(code: "timeout", reason: "x")), .unknown),
    (.unknown(TransportFailure(code: "short_body", reason: "x")), .unknown),
    (.answered(HTTPResponse(status: 200, body: Array(#"{"error":"success"}"#.utf8))), .accepted),
    (.answered(HTTPResponse(status: 500)), .unknown),
  ])
  func theClientAddsNothing(outcome: TransportOutcome, expected: Exchange.Outcome) throws {
    let sample = try #require(Sample.of("lianhe", .payout))
    let transport = ScriptedGateway { _ in outcome }
    let exchange = GatewayClient(profile: sample.profile, transport: transport)
      .send(try sample.request())
    #expect(exchange.outcome == expected)
  }

  @Test func anAddressThatMustNotBeCalledIsNotCalled() throws {
    var profile = try #require(Sample.of("lianhe", .payout)).profile
    profile.baseURL = "http://gateway.example"
    let request = try RequestBuilder(profile: profile, unixMilliseconds: 0, random: { 1 })
      .build(.payout, Sample.input(.payout, profile.gateway))
    let transport = ScriptedGateway("")
    let exchange = GatewayClient(profile: profile, transport: transport).send(request)
    #expect(exchange.outcome == .notSent)
    #expect(exchange.failure?.code == "plain_http")
  }
}
