import GatewayEngine
import Journal
import PaymentValues
import TestSupport
import Testing

@testable import Payouts

struct ClassifierTests {
  @Test(
    arguments: [
      (.notSent, false, .settled(.notSent)), (.notSent, true, .settled(.unknown)),
      (.accepted, false, .settled(.accepted)), (.accepted, true, .settled(.accepted)),
      (.rejected, false, .confirmRefusal), (.rejected, true, .confirmRefusal),
      (.duplicate, false, .inspectForeign), (.duplicate, true, .settled(.unknown)),
      (.notFound, false, .settled(.unknown)), (.notFound, true, .settled(.unknown)),
      (.unknown, false, .settled(.unknown)), (.unknown, true, .settled(.unknown)),
    ] as [(Exchange.Outcome, Bool, SendClassifier.Judgement)])
  func everyAnswerHasOneMeaning(
    outcome: Exchange.Outcome, mayHaveArrived: Bool, expected: SendClassifier.Judgement
  ) {
    #expect(SendClassifier.judge(outcome, mayHaveArrived: mayHaveArrived) == expected)
  }

  /// Answers to a query about order A over 5 yuan: body, status of HTTP, meaning.
  @Test(
    arguments: [
      (#"{"error":"success","result":{"Mrn":"A","status":1}}"#, 200, .exists(.paid)),
      (#"{"error":"success","result":{"Mrn":"A","status":2}}"#, 200, .exists(.failed)),
      (#"{"error":"success","result":{"Mrn":"A","status":0}}"#, 200, .exists(.accepted)),
      (#"{"error":"success","result":{"Mrn":"B","status":1}}"#, 200, .silent),
      (#"{"error":"success","result":{"status":1}}"#, 200, .silent),
      (#"{"error":"success"}"#, 200, .silent), (#"{"error":"succ"#, 200, .silent),
      (#"{"error":"object_not_found"}"#, 200, .notFound),
      (#"{"error":"sign_error"}"#, 200, .silent), ("<html>", 502, .silent), ("", 200, .silent),
    ] as [(String, Int, QueryClassifier.Judgement)])
  func everyAnswerToAQueryHasOneMeaning(
    body: String, status: Int, expected: QueryClassifier.Judgement
  ) throws {
    let bench = Bench()
    let transport = ScriptedGateway(body, status: status)
    let gateway = try PayoutGateway(
      profile: bench.profile, transport: transport, clock: bench.time.clock)
    let statement = gateway.query("A")
    #expect(
      QueryClassifier.judge(statement, orderNumber: "A", amount: Money(fen: 500)) == expected)
    #expect(statement.proof == .tls)
    #expect(statement.answerHash.count == 64)
  }
}
