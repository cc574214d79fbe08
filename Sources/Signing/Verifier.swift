import ByteText
import Digests
import Gateways
import PaymentValues
import WireFormat

/// What a signature check found.
public struct SignatureCheck: Sendable, Equatable {
  /// The possible ends.
  public enum Verdict: Sendable, Equatable {
    /// The document's rule gives this signature.
    case valid
    /// Only a rule of real servers gives it.
    case validBy(Tolerance)
    /// No rule of this message gives it.
    case mismatch
    /// The text in the signature field is no digest; the reason says why.
    case malformed(String)
    /// The message has no signature, or an empty one.
    case absent
  }

  /// How it ended.
  public var verdict: Verdict
  /// The signature by the rule that fits, or by the document's when none does.
  public var expected: String
  /// The text that was hashed for `expected`.
  public var stringToSign: StringToSign
  /// The rule that was applied for `expected`.
  public var rule: SigningRule
  /// What stands in the message.
  public var given: Bytes

  /// Makes a check of its parts.
  package init(
    verdict: Verdict, expected: String, stringToSign: StringToSign, rule: SigningRule, given: Bytes
  ) {
    self.verdict = verdict
    self.expected = expected
    self.stringToSign = stringToSign
    self.rule = rule
    self.given = given
  }

  /// Whether the signature is good.
  public var isValid: Bool {
    switch verdict {
    case .valid, .validBy: true
    default: false
    }
  }
}

/// Checks signatures: the document's rule first, then each tolerance of the message.
public enum Verifier {
  /// Checks a message against one key. The comparison takes the same time wherever texts differ.
  public static func check(
    _ fields: FieldList, message: MessageSpec, rule: SigningRule, key: Secret
  ) -> SignatureCheck {
    let name = message.signatureField ?? "sign"
    let spellings = message.field(named: name)?.spellings ?? [name]
    let value = spellings.compactMap { fields[$0] }.first
    let given = value?.literal ?? []

    func result(
      _ verdict: SignatureCheck.Verdict, _ text: StringToSign, _ expected: String,
      _ rule: SigningRule
    ) -> SignatureCheck {
      SignatureCheck(
        verdict: verdict, expected: expected, stringToSign: text, rule: rule, given: given)
    }
    func attempt(_ rule: SigningRule) -> (StringToSign, String, Bool) {
      let text = StringToSign(fields, message: message, rule: rule)
      let expected = Signer.sign(text, rule: rule, key: key)
      return (text, expected, matches(given, expected, rule: rule))
    }

    let (text, expected, fits) = attempt(rule)
    if given.isEmpty { return result(.absent, text, expected, rule) }
    if let value, case .text = value {
    } else {
      return result(.malformed("it is not a text"), text, expected, rule)
    }
    if let fault = fault(in: given, digits: expected.utf8.count) {
      return result(.malformed(fault), text, expected, rule)
    }
    if fits { return result(.valid, text, expected, rule) }
    for tolerance in message.tolerances {
      let (text, expected, fits) = attempt(tolerance.rule)
      if fits { return result(.validBy(tolerance), text, expected, tolerance.rule) }
    }
    return result(.mismatch, text, expected, rule)
  }

  /// Compares a signature with the expected one in constant time, letter case as the rule wants it.
  public static func matches(_ given: Bytes, _ expected: String, rule: SigningRule) -> Bool {
    guard given.count == expected.utf8.count else { return false }
    let candidate = rule.acceptsEitherCase ? given.map(\.lowercased) : given
    let wanted = rule.acceptsEitherCase ? expected.utf8.map(\.lowercased) : Array(expected.utf8)
    return ConstantTime.equal(candidate, wanted)
  }

  /// Why the text cannot be a digest of that many hexadecimal digits; nil when it can.
  static func fault(in given: Bytes, digits: Int) -> String? {
    if given.count != digits {
      return "it has \(given.count) characters where a digest has \(digits)"
    }
    if let bad = given.first(where: { !$0.isHexDigit }) {
      return "byte 0x\(String(bad, radix: 16)) is no hexadecimal digit"
    }
    return nil
  }
}
