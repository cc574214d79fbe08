import GatewayEngine
import Gateways
import PaymentValues
import Platform
import Signing
import TestSupport
import Testing
import WireFormat

@Suite struct MessageVerifierTests {
  @Test func theGatewaysSignTwelveMessages() {
    #expect(Sample.signedByGateway.count == 12)
  }

  @Test(arguments: Sample.signedByGateway)
  func aGenuineMessageIsValid(sample: Sample) {
    let report = sample.verifier.verify(sample.fields, profile: sample.profile)
    #expect(report.verdict == .valid, "\(report.findings)")
    #expect(report.check?.verdict == .valid)
    if sample.message.field(.amount) != nil { #expect(report.orderedAmount == Money(fen: 10_000)) }
    if sample.message.field(.state) != nil { #expect(report.status?.isPaid == true) }
  }

  // MARK: V3

  @Test(arguments: Sample.signedByGateway)
  func aLostDecidingFieldIsRefusedBeforeTheDigest(sample: Sample) {
    for row in sample.deciding where row.role != .signature {
      for changed in [sample.unsigned.without(row.name), sample.unsigned.with(row.name, "")] {
        let report = sample.verifier.verify(sample.signed(changed), profile: sample.profile)
        #expect(report.verdict == .refused, "\(row.name)")
        #expect(report.check == nil)
        #expect(report.has("deciding_field_missing") || report.has("deciding_field_empty"))
      }
    }
  }

  @Test(arguments: Sample.signedByGateway)
  func withoutASignatureNothingIsProved(sample: Sample) {
    let name = sample.message.signatureField ?? "sign"
    for fields in [sample.fields.without(name), sample.fields.with(name, "")] {
      let report = sample.verifier.verify(fields, profile: sample.profile)
      #expect([.refused, .unsigned].contains(report.verdict))
      #expect(!report.isValid)
      #expect(report.check == nil)
    }
  }

  @Test(arguments: Sample.signedByGateway)
  func anEmptyKeyChecksNothing(sample: Sample) {
    for text in ["", " ", "\n", "key", "商户密钥"] {
      var profile = sample.profile
      profile.key = Secret(Array(text.utf8))
      let forged = sample.signed(sample.unsigned, key: Secret(Array(text.utf8)))
      let report = sample.verifier.verify(forged, profile: profile)
      #expect(report.verdict == .refused)
      #expect(report.check == nil)
      #expect(report.has("unusable_key"))
    }
    var profile = sample.profile
    profile.key = nil
    #expect(sample.verifier.verify(sample.fields, profile: profile).verdict == .refused)
  }

  // MARK: V5

  @Test(arguments: Sample.signedByGateway)
  func aNameThatComesTwiceIsRefused(sample: Sample) {
    for field in sample.fields.fields {
      for value in [field.value, .text(Array("other".utf8))] {
        for atEnd in [true, false] {
          var fields = sample.fields
          let twin = Field(name: field.name, value: value)
          fields.fields.insert(twin, at: atEnd ? fields.fields.count : 0)
          let report = sample.verifier.verify(fields, profile: sample.profile)
          #expect(!report.isValid, "\(field.displayName)")
          #expect(report.has("duplicate_field"), "\(field.displayName)")
        }
      }
    }
  }

  @Test func twoSpellingsOfADecidingFieldAreRefused() throws {
    let callback = try #require(Sample.of("pay-index", .orderCallback))
    let report = callback.verifier.verify(
      callback.signed(callback.unsigned.with("status", "00")), profile: callback.profile)
    #expect(report.verdict == .refused)
    #expect(report.has("duplicate_field"))
  }

  @Test(arguments: Sample.signedByGateway)
  func anotherLetterCaseIsAnotherField(sample: Sample) {
    guard sample.message.kind.isCallback else { return }
    for row in sample.deciding {
      let value = sample.fields[row.name]?.display ?? ""
      let renamed = sample.fields.without(row.name).with(row.name.uppercased(), value)
      #expect(!sample.verifier.verify(renamed, profile: sample.profile).isValid)
    }
  }

  // MARK: V6

  @Test(arguments: Sample.signedByGateway)
  func onlySignedFieldsDecide(sample: Sample) throws {
    let rule = try #require(sample.message.signing)
    let signed = Set(
      StringToSign(sample.unsigned, message: sample.message, rule: rule).pairs.map(\.name))
    let before = sample.verifier.verify(sample.fields, profile: sample.profile)
    for field in sample.fields.fields where field.displayName != sample.message.signatureField {
      let changed = sample.fields.with(field.displayName, "7")
      let report = sample.verifier.verify(changed, profile: sample.profile)
      if signed.contains(field.name) {
        #expect(!report.isValid || field.value.display == "7", "\(field.displayName)")
      } else {
        #expect(report.isValid)
        #expect(report.amount == before.amount)
        #expect(report.status == before.status)
      }
    }
  }

  @Test func anUnsignedExtraFieldIsNamed() throws {
    let listed = try #require(Sample.of("lianhe", .orderCallback))
    let report = listed.verifier.verify(
      listed.fields.with("status", "paid"), profile: listed.profile)
    #expect(report.isValid)
    #expect(report.has("unsigned_unknown_field"))
    let every = try #require(Sample.of("pay-center", .orderCallback))
    let extended = every.signed(every.unsigned.with("income", "98"))
    #expect(every.verifier.verify(extended, profile: every.profile).isValid)
    #expect(!every.verifier.verify(every.fields.with("extra", "1"), profile: every.profile).isValid)
  }

  @Test func attachIsMarkedAsUnsigned() throws {
    let callback = try #require(Sample.of("pay-index", .orderCallback))
    let report = callback.verifier.verify(
      callback.fields.with("attach", "vip"), profile: callback.profile)
    #expect(report.isValid)
    #expect(report.has("unsigned_field"))
    #expect(report.rows.first { $0.name == "attach" }?.isSigned == false)
  }

  // MARK: V7

  @Test(arguments: Sample.signedByGateway)
  func anotherAccountsMessageIsRefused(sample: Sample) {
    for role in [Role.merchantID, .appID] {
      guard sample.message.field(role)?.isDocumented == true else { continue }
      var profile = sample.profile
      profile.values[role] = "somebody-else"
      let report = sample.verifier.verify(sample.fields, profile: profile)
      #expect(report.verdict == .refused)
      #expect(report.has("wrong_account"))
    }
  }

  /// The answer to an order names no order: the connection alone says what it answers.
  @Test(arguments: Sample.signedByGateway)
  func anOrdersMessageIsNoPayouts(sample: Sample) {
    for other in Sample.signedByGateway
    where other.gateway.id == sample.gateway.id
      && other.message.kind.isAboutPayout != sample.message.kind.isAboutPayout
      && other.message.kind != .orderAnswer
    {
      let report = other.verifier.verify(sample.fields, profile: sample.profile)
      let isValid = report.isValid
      #expect(!isValid, "\(sample.testDescription) as \(other.testDescription)")
    }
  }

  /// Servers of the family call the payout's number mchOrderNo, and 3 is failed there and paid here.
  @Test func aFailedPayoutIsNoPaidOrder() throws {
    let payout = try #require(Sample.of("pay-center", .payoutCallback))
    let order = try #require(Sample.of("pay-center", .orderCallback))
    let number = payout.unsigned["mchTransOrderNo"]?.display ?? ""
    let failed = payout.signed(
      payout.unsigned.without("mchTransOrderNo").with("mchOrderNo", number).with("status", "3"))
    let report = payout.verifier.verify(failed, profile: payout.profile)
    #expect(report.isValid)
    #expect(report.status == .failed)
    #expect(order.verifier.verify(failed, profile: order.profile).verdict == .refused)
  }

  @Test(arguments: Sample.signedByGateway)
  func anotherKeyIsInvalid(sample: Sample) {
    let other = Secret(Array("another-key-another-key".utf8))
    let report = sample.verifier.verify(
      sample.signed(sample.unsigned, key: other), profile: sample.profile)
    #expect(report.verdict == .invalid)
  }

  // MARK: Bytes

  /// One byte of a signed value changed: 10,000 messages in a release build.
  @Test(arguments: Sample.signedByGateway)
  func aChangedByteOfASignedValueIsNeverValid(sample: Sample) throws {
    #if DEBUG
      let count = 100
    #else
      let count = 10_000 / Sample.signedByGateway.count + 1
    #endif
    var random = SplitMix64(seed: 11)
    let good = sample.fields
    let report = sample.verifier.verify(good, profile: sample.profile)
    try #require(report.isValid)
    let names = report.rows.filter { $0.isSigned && !$0.value.isEmpty }.map(\.name)
    for _ in 0..<count {
      let name = names[random.below(names.count)]
      let value = try #require(good[name])
      var bytes = Array(value.display.utf8)
      let place = random.below(bytes.count)
      let old = bytes[place]
      while bytes[place] == old { bytes[place] = UInt8(0x20 + random.below(0x5F)) }
      var fields = good
      fields.set(name, .text(bytes))
      let verdict = sample.verifier.verify(fields, profile: sample.profile).verdict
      #expect(verdict != .valid, "\(name)=\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func bytesOfPreparedCollisionsAreRefused() throws {
    var random = SplitMix64(seed: 4)
    let sample = try #require(Sample.of("pay-center", .orderCallback))
    for _ in 0..<2_000 {
      var bytes = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
      bytes[random.below(64)] = UInt8(random.below(9))
      var fields = sample.unsigned
      fields.set("param1", .text(bytes))
      let report = sample.verifier.verify(sample.signed(fields), profile: sample.profile)
      try #require(report.verdict == .refused && report.check == nil)
    }
  }

  // MARK: Tolerances

  @Test func whatOnlyServersDoIsValidAndNamed() throws {
    let sample = try #require(Sample.of("pay-center", .orderAnswer))
    let rule = try #require(sample.message.tolerances.first?.rule)
    var fields = sample.unsigned
    fields.set("payParams", .nested(Array(#"{"payUrl":"https://p","payMethod":"formJump"}"#.utf8)))
    let report = sample.verifier.verify(sample.signed(fields, rule: rule), profile: sample.profile)
    #expect(report.isValid)
    #expect(report.has("tolerance_used"))
  }

  @Test(arguments: ["31", "33", "x", " "])
  func aSignatureThatIsNoDigestIsRefused(shape: String) throws {
    let sample = try #require(Sample.of("pay-center", .orderCallback))
    let good = sample.fields["sign"]?.display ?? ""
    let bad =
      switch shape {
      case "31": String(good.dropLast())
      case "33": good + "0"
      case "x": String(good.dropLast()) + "G"
      default: " " + good
      }
    let report = sample.verifier.verify(sample.fields.with("sign", bad), profile: sample.profile)
    #expect(report.verdict == .refused)
    #expect(report.has("signature_malformed"))
  }
}
