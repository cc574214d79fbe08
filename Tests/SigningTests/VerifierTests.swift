import ByteText
import Digests
import Gateways
import PaymentValues
import Platform
import Signing
import TestSupport
import Testing
import WireFormat

@Suite struct VerifierTests {
  private let key = Secret(Array("M3rchantKey0123456789abcdefABCDEF".utf8))
  private let rule = SigningRule(.allExcept(["sign"])).with { $0.acceptsEitherCase = true }

  private func check(_ sign: FieldValue?) -> SignatureCheck {
    var fields = FieldList([Field("mchId", "1"), Field("amount", "100")])
    if let sign { fields.append(Field(name: Array("sign".utf8), value: sign)) }
    return Verifier.check(fields, message: Plain.message, rule: rule, key: key)
  }

  private var good: String { check(nil).expected }

  @Test func theRightSignatureIsValidInEitherCase() {
    #expect(check(.text(Array(good.utf8))).verdict == .valid)
    #expect(check(.text(Array(good.lowercased().utf8))).verdict == .valid)
    let mixed = String(
      good.enumerated().map { $0.offset % 2 == 0 ? Character($0.element.lowercased()) : $0.element }
    )
    #expect(check(.text(Array(mixed.utf8))).verdict == .valid)
  }

  @Test func nothingAndNullAreAbsent() {
    #expect(check(nil).verdict == .absent)
    #expect(check(.text([])).verdict == .absent)
    #expect(check(.null).verdict == .absent)
  }

  @Test func whatIsNoDigestIsMalformed() {
    let good = Array(good.utf8)
    let fullWidth = String(decoding: good, as: UTF8.self).unicodeScalars.map { scalar in
      UnicodeScalar(scalar.value + 0xFEE0).map(String.init) ?? ""
    }.joined()
    let digits = Bytes(repeating: 0x31, count: 32)
    let cases: [FieldValue] = [
      .text(Array(good.dropLast())), .text(good + [0x30]), .text([0x20] + good),
      .text(good + [0x20]),
      .text([0x20] + good.dropLast()), .text(good.dropLast() + [0x0A]), .text(good + [0x0A]),
      .text(Array(fullWidth.utf8)), .text(good.dropLast() + [0x47]), .text(good.dropLast() + [0]),
      .text(Array("0x".utf8) + good.dropFirst(2)), .text(good.dropLast() + [0xC3]),
      .number(digits), .number(Array("1e10".utf8)), .boolean(true), .boolean(false),
      .nested(Array("[\"".utf8) + good + Array("\"]".utf8)), .nested(Array("{}".utf8)),
      .text(Array("*".utf8)), .text(good + good),
    ]
    for value in cases {
      guard case .malformed(let reason) = check(value).verdict else {
        Issue.record("\(value.display) is not malformed")
        continue
      }
      #expect(!reason.isEmpty)
      #expect(!check(value).isValid)
    }
  }

  @Test func noRandomSignatureIsAccepted() {
    var random = SplitMix64(seed: 3)
    let fields = FieldList([Field("mchId", "1"), Field("amount", "100"), Field("sign", "")])
    var accepted = 0
    for _ in 0..<10_000 {
      var fields = fields
      let digest = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
      fields.set("sign", .text(Hex.encode(digest, upper: random.below(2) == 0)))
      let check = Verifier.check(fields, message: Plain.message, rule: rule, key: key)
      if check.verdict != .mismatch { accepted += 1 }
    }
    #expect(accepted == 0)
  }

  @Test func everySingleWrongDigitIsSeen() {
    for index in 0..<32 {
      var wrong = Array(good.utf8)
      wrong[index] = wrong[index] == 0x30 ? 0x31 : 0x30
      #expect(check(.text(wrong)).verdict == .mismatch)
      #expect(!Verifier.matches(wrong, good, rule: rule))
    }
  }

  /// PHP's `==` calls both zero.
  @Test func digestsThatPHPCallsEqualDiffer() {
    let left = "0e462097431906509019562988736854"
    let right = "0e830400451993494058024219903391"
    #expect(!Verifier.matches(Array(left.utf8), right, rule: rule))
    #expect(!Verifier.matches(Array("0".utf8), left, rule: rule))
    #expect(Verifier.matches(Array(left.utf8), left, rule: rule))
  }

  @Test func theComparisonReadsBothToTheEnd() {
    #expect(ConstantTime.equal([], []))
    #expect(!ConstantTime.equal([1], []))
    #expect(!ConstantTime.equal([1, 2], [1, 3]))
    #expect(!ConstantTime.equal([2, 2], [1, 2]))
    #expect(ConstantTime.equal([1, 2], [1, 2]))
  }

  @Test func letterCaseCountsWhereTheRuleSaysSo() {
    let strict = rule.with { $0.acceptsEitherCase = false }
    #expect(Verifier.matches(Array("AB".utf8), "AB", rule: strict))
    #expect(!Verifier.matches(Array("ab".utf8), "AB", rule: strict))
    #expect(Verifier.matches(Array("ab".utf8), "AB", rule: rule))
    // Only letters fold: `@` and a grave accent differ by the same bit.
    #expect(!Verifier.matches(Array("@".utf8), "`", rule: rule))
  }

  @Test func theLengthFollowsTheDigest() {
    for digest in SigningRule.Digest.allCases {
      let rule = rule.with {
        $0.digest = digest
        if digest == .hmacMD5 || digest == .hmacSHA256 { $0.key = .outside }
      }
      var fields = FieldList([Field("a", "1")])
      let text = StringToSign(fields, message: Plain.message, rule: rule)
      let sign = Signer.sign(text, rule: rule, key: key)
      fields.append("sign", sign)
      #expect(Verifier.check(fields, message: Plain.message, rule: rule, key: key).isValid)
      fields.set("sign", .text(Array(sign.utf8.dropLast())))
      #expect(!Verifier.check(fields, message: Plain.message, rule: rule, key: key).isValid)
    }
  }

  @Test func theTextForPeopleHidesTheKey() {
    let masked = check(nil).stringToSign.masked
    #expect(masked == "amount=100&mchId=1&key=‹key›")
    let starred = check(nil).stringToSign.masked { name, value in
      name == Array("mchId".utf8) ? Array("***".utf8) : value
    }
    #expect(starred == "amount=100&mchId=***&key=‹key›")
  }
}
