import Gateways
import PaymentValues
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

/// A record proves what its messages prove, and nothing by itself.
@Suite struct EvidenceTests {
  private let profile = Fixture.profile(.payCenter)

  @Test func signedMessagesAreEvidence() throws {
    let bench = try Bench([profile])
    for order in ["T1", "T2"] {
      _ = bench.send(try Fixture.make(profile, .payoutCallback, order: order))
      _ = bench.send(try Fixture.make(profile, .orderCallback, order: order))
    }
    let evidence = try CallbackEvidence(
      bench.scratch.record, profile: profile, kind: .payoutCallback)
    #expect(evidence.statements.map(\.facts.order) == ["T1", "T2"])
    #expect(evidence.statements.allSatisfy { $0.facts.status == .succeeded })
    let one = try CallbackEvidence(
      bench.scratch.record, profile: profile, kind: .payoutCallback, isWanted: { $0 == "T2" })
    #expect(one.statements.map(\.facts.order) == ["T2"])
  }

  @Test func aRecordMadeUpWithoutTheKeyIsNoEvidence() throws {
    let forger = Fixture.profile(.payCenter, key: "ffffffffffffffffffffffffffffffff")
    let bench = try Bench([forger])
    _ = bench.send(try Fixture.make(forger, .payoutCallback))
    let believed = try CallbackEvidence(
      bench.scratch.record, profile: forger, kind: .payoutCallback)
    #expect(believed.statements.count == 1)
    let evidence = try CallbackEvidence(
      bench.scratch.record, profile: profile, kind: .payoutCallback)
    #expect(evidence.statements.isEmpty)
  }
}
