import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

/// A callback that is wrong on purpose: refusing is right, and every way of taking it is found.
@Suite struct ForgeryTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var gateway: String
    var status: Int
    var body: String
    var outcome: ForgeryOutcome
    var faults: [AcknowledgementFault]
    var testDescription: String { "\(gateway) \(status) \(body)" }

    init(
      _ gateway: String, _ status: Int, _ body: String, _ outcome: ForgeryOutcome,
      _ faults: [AcknowledgementFault] = []
    ) {
      self.gateway = gateway
      self.status = status
      self.body = body
      self.outcome = outcome
      self.faults = outcome == .taken ? [.forgeryAccepted] : faults
    }
  }

  static let rows: [Row] =
    ["pay-center", "lianhe"].flatMap { gateway in
      [
        Row(gateway, 200, "success", .taken), Row(gateway, 200, "SUCCESS", .taken),
        Row(gateway, 200, "success\n", .taken), Row(gateway, 201, "success", .taken),
        Row(gateway, 200, "\"success\"", .taken), Row(gateway, 200, "fail", .refused),
        Row(gateway, 200, "", .refused), Row(gateway, 204, "", .refused),
        Row(gateway, 200, "sign error", .refused), Row(gateway, 200, "{\"code\":1}", .refused),
        Row(gateway, 400, "bad sign", .refused, []),
        Row(gateway, 401, "", .refused, [.unauthorized]),
        Row(gateway, 403, "no", .refused, [.forbidden]),
        Row(gateway, 422, "", .refused, [.unprocessable]),
        Row(gateway, 500, "success", .refused, [.serverError]),
        Row(gateway, 404, "", .notJudged, [.notFound]),
        Row(gateway, 405, "", .notJudged, [.methodNotAllowed]),
        Row(gateway, 302, "", .notJudged, [.redirect]),
        Row(gateway, 419, "", .notJudged, [.csrfToken]),
        Row(gateway, 502, "", .notJudged, [.unreachable]),
      ]
    } + [
      Row("lianhe", 200, "200", .taken), Row("lianhe", 200, "ok", .taken),
      Row("pay-center", 200, "ok", .refused),
    ]
    + ["pay-index", "wessyun"].flatMap { gateway in
      [
        Row(gateway, 200, "OK", .taken), Row(gateway, 200, "ok", .taken),
        Row(gateway, 200, "{\"code\":\"ok\"}", .taken), Row(gateway, 200, "fail", .refused),
        Row(gateway, 200, "invalid token", .refused), Row(gateway, 400, "OK", .refused),
      ]
    }

  @Test(arguments: rows) func aHandlerIsJudgedByWhatItMadeOfIt(_ row: Row) throws {
    let delivery = try #require(GatewayCatalog.named(row.gateway)?.delivery(of: .orderCallback))
    let verdict = AcknowledgementJudge.judge(
      HTTPResponse(status: row.status, body: Array(row.body.utf8)), delivery: delivery)
    #expect(verdict.forgery == row.outcome)
    #expect(verdict.forgeryFaults == row.faults)
  }

  /// What is wrong on purpose and what merely lacks what a genuine message may lack.
  @Test(arguments: Fixture.callbacks.indices)
  func everyCallbackThatMayNotBeBelievedSaysSo(_ index: Int) throws {
    let (gateway, kind) = Fixture.callbacks[index]
    let profile = Fixture.profile(gateway)
    let message = try #require(gateway.message(kind))
    func flaw(_ change: (inout CallbackInput) -> Void) throws -> String? {
      var input = CallbackInput()
      change(&input)
      return try CallbackMaker(profile: profile, unixMilliseconds: Fixture.now, random: { 7 })
        .make(kind, input).flaw
    }
    #expect(try flaw { _ in } == nil)
    #expect(try flaw { $0.hasBadSignature = true } == "its signature is wrong")
    let sign = try #require(message.signatureField)
    #expect(try flaw { $0.named = [(sign, .text([0x30]))] } != nil)
    #expect(try flaw { $0.named = [(sign, .text([]))] } != nil)
    #expect(try flaw { $0.removed = [sign] } != nil)
    for role in [Role.orderNumber, .amount] {
      let name = try #require(message.field(role)?.name)
      #expect(try flaw { $0.removed = [name] } != nil, "\(name)")
    }
    if let account = message.field(.merchantID)?.name {
      #expect(try flaw { $0.named = [(account, .text(Array("1".utf8)))] } != nil)
    }
    for row in message.fields where row.requirement == .optional || row.role == .attach {
      #expect(try flaw { $0.removed = [row.name] } == nil, "\(row.name)")
    }
    #expect(try flaw { $0.money[.amount] = Money(fen: 999_900) } == nil)
  }
}

/// What a made callback holds where nobody said anything.
@Suite struct FillerTests {
  private func made(_ gateway: GatewaySpec, _ kind: MessageKind = .orderCallback) throws
    -> FieldList
  {
    try CallbackMaker(
      profile: Fixture.profile(gateway), unixMilliseconds: Fixture.now, random: { 7 }
    ).make(kind, CallbackInput()).fields
  }

  private static func example(_ name: String) throws -> GatewaySpec {
    let path = TestFiles.root + "/docs/gateways/examples/\(name).json"
    return try SpecFile.decode(try #require(TestFiles.bytes(path)))
  }

  @Test func fillersAreRightForTheirField() throws {
    let epay = try made(try Self.example("epay"))
    #expect(epay["sign_type"]?.display == "MD5")
    #expect(epay["type"]?.display == "alipay")
    #expect(epay["name"]?.display == "test")
    #expect(epay["param"] == nil)
    let codepay = try made(try Self.example("codepay"))
    #expect(codepay["type"]?.display == "1")
    #expect(codepay["param"] == nil)
    let vmq = try made(try Self.example("vmq"))
    #expect(vmq["param"]?.display == "")
    let jeepay = try made(try Self.example("jeepay"))
    #expect(jeepay["wayCode"]?.display == "WX_LITE")
    #expect(jeepay["currency"]?.display == "cny")
    #expect(jeepay["reqTime"] == nil, "not every version sends it")
    for fields in [epay, codepay, vmq, jeepay] {
      for field in fields.fields { #expect(field.value.display != "10001", "\(field.displayName)") }
    }
  }

  /// The servers' habits: glued ThinkPHP bodies end in `attach=`, XxPay sends `param1=`.
  @Test func emptyFieldsAreSentAsTheGatewaySendsThem() throws {
    #expect(try made(.payIndex)["attach"]?.display == "")
    #expect(try made(.wessyun)["attach"]?.display == "")
    #expect(try made(.payCenter)["param1"]?.display == "")
    #expect(try made(.payCenter, .payoutCallback)["param2"]?.display == "")
    var quiet = GatewaySpec.payIndex
    quiet.operations[0].delivery?.sendsEmpties = false
    #expect(try made(quiet)["attach"] == nil)
  }

  @Test(arguments: Fixture.callbacks.indices)
  func nothingIsSentThatTheDocumentLacks(_ index: Int) throws {
    let (gateway, kind) = Fixture.callbacks[index]
    let message = try #require(gateway.message(kind))
    for field in try made(gateway, kind).fields {
      #expect(message.field(named: field.displayName)?.isDocumented == true, "\(field.displayName)")
    }
  }
}

/// A key in a message is in no byte of the record.
@Suite struct RecordedKeyTests {
  private static let key = "CANARY+k3y/%41=9f"

  @Test(arguments: ["mchOrderNo", "param1", "channelOrderNo", "payOrderId"])
  func aKeyInAFieldOfACallbackIsCoveredUp(field: String) throws {
    let profile = Fixture.profile(.payCenter, key: Self.key)
    for isSigned in [true, false] {
      let raw = try Fixture.make(profile, .orderCallback) {
        $0.named = [(field, .text(Array("x\(Self.key)".utf8)))]
        $0.hasBadSignature = !isSigned
      }
      let bench = try Bench([profile])
      let (response, event) = bench.send(raw, path: "/notify/CANARY%2Bk3y%2F%2541%3D9f")
      #expect(response.status == (isSigned ? 200 : 400))
      #expect(event.isAcknowledged == isSigned)
      let record = String(decoding: try bench.scratch.read(), as: UTF8.self)
      #expect(!record.contains("CANARY"))
      #expect(!record.contains("k3y"))
      if isSigned { #expect(record.contains("\\u2039key\\u203a"), "\(record)") }
    }
  }

  /// The gateway repeats it, and the record still knows it.
  @Test func whatWasCoveredUpIsKnownAgain() throws {
    let profile = Fixture.profile(.payIndex, key: Self.key)
    let raw = try Fixture.make(profile, .orderCallback) {
      $0.texts[.attach] = Self.key
    }
    let scratch = try ScratchFolder()
    for wasThere in [false, true] {
      let bench = try Bench([profile], scratch: scratch)
      #expect(bench.send(raw).1.isRepeated == wasThere)
      #expect(bench.send(raw).1.isRepeated)
    }
  }
}
