import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Testing
import WireFormat

@testable import Callbacks

@Suite struct CallbackMakerTests {
  private func make(
    _ gateway: GatewaySpec, _ kind: MessageKind, _ change: (inout CallbackInput) -> Void = { _ in }
  ) throws -> MadeCallback {
    var input = CallbackInput()
    change(&input)
    return try CallbackMaker(
      profile: Fixture.profile(gateway), unixMilliseconds: Fixture.now, random: { 42 }
    ).make(kind, input)
  }

  @Test(arguments: Fixture.callbacks.indices)
  func theFieldsStandInTheDocumentsOrder(_ index: Int) throws {
    let (gateway, kind) = Fixture.callbacks[index]
    let made = try make(gateway, kind)
    let table = made.message.fields.map(\.name)
    let places = made.fields.fields.compactMap { table.firstIndex(of: $0.displayName) }
    #expect(places.count == made.fields.fields.count)
    #expect(places == places.sorted())
    #expect(made.raw.method == made.delivery.method)
    #expect(!made.stringToSign.contains(Fixture.key))
  }

  @Test(arguments: Fixture.callbacks.indices)
  func anyFieldCanBeOverridden(_ index: Int) throws {
    let (gateway, kind) = Fixture.callbacks[index]
    let message = try #require(gateway.message(kind))
    for row in message.fields where row.parent == nil {
      let made = try make(gateway, kind) { $0.named = [(row.name, .text(Array("zz".utf8)))] }
      #expect(made.fields[row.name]?.display == "zz", "\(row.name)")
      #expect(made.fields.duplicateNames.isEmpty)
    }
  }

  @Test func unknownFieldsAreSentAndSignedWhereTheRuleSaysAll() throws {
    let made = try make(.payCenter, .orderCallback) { $0.named = [("extension", .text([0x31]))] }
    #expect(made.fields["extension"]?.display == "1")
    #expect(made.stringToSign.contains("extension=1"))
  }

  @Test func aRoleThatTheCallbackLacksIsRefused() {
    #expect(throws: Refusal.self) {
      try make(.lianhe, .payoutCallback) { $0.texts[.state] = "1" }
    }
    #expect(throws: Refusal.self) { try make(.wessyun, .payoutCallback) }
    #expect(throws: Refusal.self) { try make(.wessyun, .order) }
  }

  @Test func jsonCarriesNumbersAndIsBelieved() throws {
    let profile = Fixture.profile(.payCenter)
    let raw = try Fixture.make(profile, .orderCallback) { $0.body = .json }
    #expect(raw.contentType == "application/json")
    #expect(String(decoding: raw.body, as: UTF8.self).contains("\"amount\":100"))
    #expect(try Bench([profile]).verdict(raw) == .valid)
  }
}
