import Gateways
import PaymentValues
import Testing

/// What the conformance test cannot see: the meanings that we gave to the rows.
struct GatewayCatalogTests {
  @Test func everyGatewayIsFoundByItsIdentifier() {
    let ids = GatewayCatalog.builtIn.map(\.id)
    #expect(ids == ["pay-index", "wessyun", "pay-center", "lianhe"])
    #expect(ids == GatewayCatalog.ids)
    #expect(ids.map { GatewayCatalog.named($0)?.id } == ids)
    #expect(GatewayCatalog.named("Lianhe") == nil)
  }

  struct Meaning: Sendable, CustomTestStringConvertible {
    let gateway: GatewaySpec
    let message: MessageKind
    let role: Role
    let name: String?
    var testDescription: String { "\(gateway.id) \(message.rawValue) \(role.rawValue)" }

    init(_ gateway: GatewaySpec, _ message: MessageKind, _ role: Role, _ name: String?) {
      self.gateway = gateway
      self.message = message
      self.role = role
      self.name = name
    }
  }

  @Test(arguments: [
    Meaning(.payIndex, .orderCallback, .amount, "amount"),
    Meaning(.payIndex, .orderCallback, .paidAmount, "true_amount"),
    Meaning(.payIndex, .orderCallback, .state, "returncode"),
    Meaning(.payIndex, .queryAnswer, .state, "trade_state"),
    Meaning(.wessyun, .orderCallback, .paidAmount, nil),
    Meaning(.wessyun, .queryAnswer, .state, "trade_state"),
    Meaning(.payCenter, .order, .channel, "productId"),
    Meaning(.payCenter, .payoutCallback, .orderNumber, "mchTransOrderNo"),
    Meaning(.lianhe, .order, .merchantID, "appKey"),
    Meaning(.lianhe, .orderCallback, .amount, "originAmount"),
    Meaning(.lianhe, .orderCallback, .paidAmount, "amount"),
    Meaning(.lianhe, .payoutCallback, .amount, "amount"),
    Meaning(.lianhe, .payoutCallback, .state, nil),
  ])
  func aRoleIsPlayedByTheRightField(_ meaning: Meaning) {
    #expect(meaning.gateway.message(meaning.message)?.field(meaning.role)?.name == meaning.name)
  }

  @Test func anUnknownStateNeverCountsAsPaid() {
    for message in GatewayCatalog.builtIn.flatMap(\.messages) {
      #expect(!message.status(ofState: "no such word").isPaid)
      #expect(!message.status(ofState: "").isPaid)
    }
  }

  @Test func aPayoutIsOnlyRefusedForSureByTheClosedListOfLianhe() {
    let refusals = GatewayCatalog.builtIn.flatMap(\.errors)
      .filter { $0.verdict == .rejected && $0.messages.contains(.payoutAnswer) }
    #expect(
      refusals.compactMap(\.code) == [
        "invalid_data", "sign_error", "insufficient_balance", "object_not_found",
      ])
    let anywhere = GatewayCatalog.builtIn.flatMap(\.errors).filter(\.messages.isEmpty)
    #expect(anywhere == [])
  }

  @Test func everyToleranceHasAReasonAndDiffersFromTheRule() {
    for message in GatewayCatalog.builtIn.flatMap(\.messages) {
      for tolerance in message.tolerances {
        #expect(tolerance.rule != message.signing)
        #expect(tolerance.reason.hasSuffix(".") || tolerance.reason.hasSuffix(")."))
      }
    }
  }
}
