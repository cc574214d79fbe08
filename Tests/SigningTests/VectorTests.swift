import ByteText
import Digests
import Gateways
import PaymentValues
import Signing
import Testing
import WireFormat

/// What public servers and documents sign, and which of our rules says so.
@Suite struct VectorTests {
  @Test func everyVectorIsThere() {
    #expect(Vector.all.count == 86)
  }

  @Test(arguments: Vector.all.filter { !$0.text.isEmpty && $0.rule != "printed-wrong" })
  func theHashedTextGivesTheSignature(vector: Vector) {
    let digest = Insecure.MD5.digest(vector.text)
    #expect(
      String(decoding: Hex.encode(digest, upper: false), as: UTF8.self) == vector.sign.lowercased())
  }

  @Test(
    arguments: Vector.having("document", "html-escaped", "arrow-pairs", "xxpay", "two-decimals"))
  func aRuleOfTheCatalogGivesTextAndSignature(vector: Vector) throws {
    let spec = try #require(vector.spec)
    let rule = try #require(spec.signing)
    let check = Verifier.check(
      vector.signedFields(spec), message: spec, rule: rule, key: vector.key)
    switch check.verdict {
    case .valid: #expect(vector.rule == "document")
    case .validBy(let tolerance): #expect(vector.rule == tolerance.name)
    default: Issue.record("\(check.verdict): \(check.stringToSign.masked)")
    }
    #expect(check.expected == vector.sign)
    if !vector.text.isEmpty {
      #expect(vector.key.withBytes { check.stringToSign.bytes(key: $0) } == vector.text)
    }
  }

  @Test(arguments: Vector.having("none"))
  func whatNoServerAcceptsIsNotValid(vector: Vector) throws {
    let spec = try #require(vector.spec)
    let rule = try #require(spec.signing)
    let fields = vector.signedFields(spec)
    var replaced = fields
    replaced.set(spec.signatureField ?? "sign", .text(Array(vector.sign.utf8)))
    for fields in [fields, replaced] {
      let check = Verifier.check(fields, message: spec, rule: rule, key: vector.key)
      #expect(check.verdict == .mismatch)
    }
  }

  @Test(arguments: Vector.having("absent"))
  func aRefusalCarriesNoSignature(vector: Vector) throws {
    let spec = try #require(vector.spec)
    let rule = try #require(spec.signing)
    let check = Verifier.check(vector.fields, message: spec, rule: rule, key: vector.key)
    #expect(check.verdict == .absent)
  }

  @Test(arguments: Vector.having("printed-wrong"))
  func aWrongPrintedSampleIsWrong(vector: Vector) {
    let digest = Insecure.MD5.digest(vector.text)
    let given = Array(vector.sign.utf8)
    for upper in [true, false] {
      let digits = String(decoding: Hex.encode(digest, upper: upper), as: UTF8.self)
      #expect(
        !Verifier.matches(given, digits, rule: Rules.xxpay.with { $0.acceptsEitherCase = true }))
    }
  }

  @Test(arguments: Vector.having("php-every-field", "xxpay-arrow", "xxpay-appSecret"))
  func aRuleOutsideTheCatalogCanBeWritten(vector: Vector) throws {
    let rule: SigningRule =
      switch vector.rule {
      case "php-every-field": Rules.php
      case "xxpay-arrow": Rules.xxpayArrow
      default: Rules.xxpay.with { $0.key = .appended("&appSecret=") }
      }
    let text = StringToSign(vector.fields, message: Plain.message, rule: rule)
    #expect(vector.key.withBytes { text.bytes(key: $0) } == vector.text)
    #expect(Signer.sign(text, rule: rule, key: vector.key) == vector.sign)
  }

  /// PHP's ksort compares names that look like numbers as numbers, and differently from version to
  /// version; no documented field has such a name.
  @Test(arguments: Vector.having("not-expressible"))
  func namesThatLookLikeNumbersNeedTheOrderGiven(vector: Vector) {
    let byBytes = StringToSign(vector.fields, message: Plain.message, rule: Rules.php)
    #expect(vector.key.withBytes { byBytes.bytes(key: $0) } != vector.text)
    var ordered = FieldList()
    for name in ["9", "10", "1a", "x"] {
      if let value = vector.fields[name] {
        ordered.append(Field(name: Array(name.utf8), value: value))
      }
    }
    let given = StringToSign(
      ordered, message: Plain.message, rule: Rules.php.with { $0.order = .asGiven })
    #expect(vector.key.withBytes { given.bytes(key: $0) } == vector.text)
  }

  @Test(arguments: Vector.having("document", "html-escaped", "two-decimals", "xxpay"))
  func oneOtherByteInTheKeyIsAnotherSignature(vector: Vector) throws {
    let spec = try #require(vector.spec)
    let rule = try #require(spec.signing)
    let other = Secret(vector.key.withBytes { [$0[0] ^ 1] + $0.dropFirst() })
    let check = Verifier.check(
      vector.signedFields(spec), message: spec, rule: rule, key: other)
    #expect(check.verdict == .mismatch)
  }

  /// The servers of pay-index and lianhe compare letter case, those of pay-center do not.
  @Test(arguments: Vector.having("document"))
  func theOtherLetterCaseCountsAtPayCenterOnly(vector: Vector) throws {
    let spec = try #require(vector.spec)
    let rule = try #require(spec.signing)
    let other =
      vector.sign == vector.sign.uppercased() ? vector.sign.lowercased() : vector.sign.uppercased()
    var fields = vector.fields
    fields.set(spec.signatureField ?? "sign", .text(Array(other.utf8)))
    let check = Verifier.check(fields, message: spec, rule: rule, key: vector.key)
    #expect(check.isValid == vector.message.hasPrefix("pay-center"))
  }

  /// wessyun prints the same rule as pay-index and has no true_amount.
  @Test(arguments: Vector.all.filter { $0.message.hasPrefix("pay-index/") })
  func wessyunAcceptsWhatPayIndexAccepts(vector: Vector) throws {
    let kind = try #require(vector.spec?.kind)
    let spec = try #require(GatewaySpec.wessyun.message(kind))
    let rule = try #require(spec.signing)
    let check = Verifier.check(
      vector.signedFields(spec), message: spec, rule: rule, key: vector.key)
    // true_amount is no field of wessyun, so the demo's signature without it fits the document.
    #expect(check.isValid)
  }
}
