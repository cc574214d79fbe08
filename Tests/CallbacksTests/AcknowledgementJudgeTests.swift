import Gateways
import HTTP
import Testing
import WireFormat

@testable import Callbacks

private let thinkPHP = CallbackDelivery(
  "POST", acknowledgement: "OK", match: .containsIgnoringCase, repeatSeconds: [10], source: "test")
private let xxPay = CallbackDelivery(
  "POST", acknowledgement: "success", match: .ignoringCase, repeatSeconds: [60], source: "test")
private let lhxPay = CallbackDelivery(
  "POST", acknowledgement: "success", match: .ignoringCase, others: ["200", "ok"],
  repeatSeconds: [2], source: "test")

struct AnswerCase: Sendable, CustomTestStringConvertible {
  var delivery: CallbackDelivery
  var response: HTTPResponse
  var faults: [AcknowledgementFault]
  var servers: AcknowledgementVerdict.Acceptance
  var counts: Bool

  init(
    _ delivery: CallbackDelivery, _ body: Bytes, status: Int = 200, coding: String? = nil,
    _ faults: [AcknowledgementFault], _ servers: AcknowledgementVerdict.Acceptance, counts: Bool
  ) {
    self.delivery = delivery
    var response = HTTPResponse(status: status, body: body)
    if let coding { response.headers.append("Content-Encoding", coding) }
    self.response = response
    self.faults = faults
    self.servers = servers
    self.counts = counts
  }

  init(
    _ delivery: CallbackDelivery, _ body: String, status: Int = 200, coding: String? = nil,
    _ faults: [AcknowledgementFault], _ servers: AcknowledgementVerdict.Acceptance, counts: Bool
  ) {
    self.init(
      delivery, Array(body.utf8), status: status, coding: coding, faults, servers, counts: counts)
  }

  var testDescription: String {
    "\(delivery.acknowledgement) \(response.status) \(String(decoding: response.body, as: UTF8.self).debugDescription)"
  }
}

@Suite struct AcknowledgementJudgeTests {
  static let cases: [AnswerCase] = [
    AnswerCase(thinkPHP, "OK", [], .accepted, counts: true),
    AnswerCase(xxPay, "success", [], .accepted, counts: true),
    AnswerCase(thinkPHP, "ok", [.wrongCase], .accepted, counts: true),
    AnswerCase(xxPay, "SUCCESS", [.wrongCase], .accepted, counts: true),
    AnswerCase(thinkPHP, "\u{FEFF}OK", [.byteOrderMark], .accepted, counts: true),
    AnswerCase(xxPay, "\u{FEFF}success", [.byteOrderMark], .refused, counts: false),
    AnswerCase(thinkPHP, "OK\n", [.newlineAfter], .accepted, counts: true),
    AnswerCase(xxPay, "success\r\n", [.newlineAfter], .refused, counts: false),
    AnswerCase(xxPay, "\n\nsuccess", [.newlineBefore], .refused, counts: false),
    AnswerCase(xxPay, " success", [.blankBefore], .refused, counts: false),
    AnswerCase(xxPay, "success ", [.blankAfter], .refused, counts: false),
    AnswerCase(xxPay, "success\\n", [.escapedNewline], .refused, counts: false),
    AnswerCase(xxPay, "\"success\"", [.quoted], .refused, counts: false),
    AnswerCase(thinkPHP, "\"OK\"", [.quoted], .accepted, counts: true),
    AnswerCase(xxPay, "success.", [.punctuation], .refused, counts: false),
    AnswerCase(thinkPHP, "OK。", [.chinesePunctuation], .accepted, counts: true),
    AnswerCase(thinkPHP, "ＯＫ", [.fullWidth], .refused, counts: false),
    AnswerCase(xxPay, "success\u{200B}", [.invisibleCharacter], .refused, counts: false),
    AnswerCase(
      xxPay, [0xFF, 0xFE] + "success".utf8.flatMap { [$0, 0] }, [.utf16], .refused,
      counts: false),
    AnswerCase(thinkPHP, "{\"code\":\"ok\"}", [.json], .accepted, counts: false),
    AnswerCase(xxPay, "{\"code\":\"success\"}", [.json], .refused, counts: false),
    AnswerCase(
      thinkPHP, "<html>bad token</html>", [.html, .accidentalWord], .accepted,
      counts: false),
    AnswerCase(
      thinkPHP, "Warning: include(x.php) OK", [.diagnosticOutput, .accidentalWord],
      .accepted, counts: false),
    AnswerCase(thinkPHP, "", [.emptyBody], .refused, counts: false),
    AnswerCase(thinkPHP, "\n", [.newlineBefore, .emptyBody], .refused, counts: false),
    AnswerCase(thinkPHP, "not ok", [.longerText], .accepted, counts: false),
    AnswerCase(thinkPHP, "invalid token", [.accidentalWord], .accepted, counts: false),
    AnswerCase(thinkPHP, "fail", [.wrongWord], .refused, counts: false),
    AnswerCase(thinkPHP, "success", [.otherGatewaysWord], .refused, counts: false),
    AnswerCase(xxPay, "OK", [.otherGatewaysWord], .refused, counts: false),
    AnswerCase(lhxPay, "ok", [.otherAcceptedWord], .accepted, counts: true),
    AnswerCase(lhxPay, "200", [.otherAcceptedWord], .accepted, counts: true),
    AnswerCase(xxPay, "success", status: 201, [.statusNot200], .uncertain, counts: false),
    AnswerCase(thinkPHP, "OK", status: 201, [.statusNot200], .accepted, counts: true),
    AnswerCase(xxPay, "success", status: 204, [.noContent], .refused, counts: false),
    AnswerCase(xxPay, "", status: 302, [.redirect], .refused, counts: false),
    AnswerCase(xxPay, "success", status: 404, [.notFound], .refused, counts: false),
    AnswerCase(
      xxPay, "<h1>Bad Request</h1>\n", status: 400, [.badRequest], .refused, counts: false),
    AnswerCase(xxPay, "log in\n", status: 401, [.unauthorized], .refused, counts: false),
    AnswerCase(lhxPay, "Forbidden\n", status: 403, [.forbidden], .refused, counts: false),
    AnswerCase(
      xxPay, "<p>CSRF verification failed.</p>", status: 403, [.csrfToken], .refused,
      counts: false),
    AnswerCase(lhxPay, "", status: 405, [.methodNotAllowed], .refused, counts: false),
    AnswerCase(lhxPay, "{\"error\":1}", status: 409, [.conflict], .refused, counts: false),
    AnswerCase(xxPay, "gone", status: 410, [.notFound], .refused, counts: false),
    AnswerCase(xxPay, "big", status: 413, [.tooLarge], .refused, counts: false),
    AnswerCase(xxPay, "Warning: x", status: 415, [.unsupportedType], .refused, counts: false),
    AnswerCase(xxPay, "Page Expired", status: 419, [.csrfToken], .refused, counts: false),
    AnswerCase(xxPay, "OK", status: 422, [.unprocessable], .refused, counts: false),
    AnswerCase(xxPay, "", status: 429, [.tooMany], .refused, counts: false),
    AnswerCase(xxPay, "teapot", status: 418, [.clientError], .refused, counts: false),
    AnswerCase(xxPay, "<html>x</html>", status: 502, [.unreachable], .refused, counts: false),
    AnswerCase(xxPay, "Fatal error: x", status: 500, [.serverError], .refused, counts: false),
    AnswerCase(
      thinkPHP, "<html>no token</html>", status: 404, [.notFound, .accidentalWord], .accepted,
      counts: false),
    AnswerCase(thinkPHP, "OK", status: 500, [.serverError], .accepted, counts: false),
    AnswerCase(xxPay, [0x1F, 0x8B, 8, 0], coding: "gzip", [.compressed], .refused, counts: false),
    AnswerCase(xxPay, "success", coding: "br", [.compressed], .refused, counts: false),
  ]

  @Test(arguments: cases) func everyWrongAnswerHasItsName(_ row: AnswerCase) {
    let verdict = AcknowledgementJudge.judge(row.response, delivery: row.delivery)
    #expect(verdict.faults == row.faults)
    #expect(verdict.serversAccept == row.servers)
    #expect(verdict.isAcknowledged == row.counts)
    #expect(verdict.documentAccepts == row.faults.isEmpty)
  }

  @Test func everyFaultIsInTheTable() {
    let seen = Set(Self.cases.flatMap(\.faults))
    // That a forgery was taken is told of the callback, not of the answer.
    #expect(Set(AcknowledgementFault.allCases).subtracting(seen) == [.forgeryAccepted])
    #expect(AcknowledgementFault.allCases.allSatisfy { !$0.reason.isEmpty && !$0.fix.isEmpty })
  }

  @Test func anyAnswerGetsAVerdict() {
    var state: UInt64 = 42
    for _ in 0..<500 {
      var body = Bytes()
      for _ in 0..<(state % 40) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        body.append(UInt8(truncatingIfNeeded: state >> 33))
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let response = HTTPResponse(status: 100 + Int(state >> 40 % 500), body: body)
      let verdict = AcknowledgementJudge.judge(response, delivery: xxPay)
      #expect(verdict.documentAccepts == verdict.faults.isEmpty)
    }
  }
}
