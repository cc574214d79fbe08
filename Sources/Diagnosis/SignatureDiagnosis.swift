import Gateways
import PaymentValues
import Signing
import WireFormat

/// Finds out why a signature does not match.
package enum SignatureDiagnosis {
  /// Searches for the smallest explanation of a wrong signature: one named cause, then two of
  /// different families, then any subset of the fields. Every run over the same input gives the
  /// same answer. The search is for messages that `Verifier` has refused; it never accepts one.
  /// - Parameters:
  ///   - fields: the message as it came, the signature field included or not.
  ///   - message: the message's table; without a signing rule nothing is searched.
  ///   - gateway: the gateway that the message belongs to.
  ///   - key: the profile's key. No output holds it.
  ///   - given: what stands in the signature field.
  ///   - context: other keys and gateways to try, and the limit.
  package static func explain(
    fields: FieldList, message: MessageSpec, gateway: GatewaySpec, key: Secret, given: Bytes,
    context: DiagnosisContext = DiagnosisContext()
  ) -> Diagnosis {
    guard let rule = message.signing, let digest = GivenDigest.read(given) else {
      return Diagnosis(explanations: [], searched: 0, isExhausted: false)
    }
    return search(for: digest, fields, message, gateway, rule, key, context)
  }

  /// The search for any of many MD5 digests at once, for the proof that none is explained by
  /// chance.
  package static func explain(
    fields: FieldList, message: MessageSpec, gateway: GatewaySpec, key: Secret,
    anyOf digests: [Bytes], context: DiagnosisContext = DiagnosisContext()
  ) -> Diagnosis {
    guard let rule = message.signing, digests.allSatisfy({ $0.count == 16 }) else {
      return Diagnosis(explanations: [], searched: 0, isExhausted: false)
    }
    let runs = digests.map { GivenDigest.Run(bytes: $0, offset: 0) }
    let digest = GivenDigest(runs: runs, size: 16)
    return search(for: digest, fields, message, gateway, rule, key, context)
  }

  private static func search(
    for digest: GivenDigest, _ fields: FieldList, _ message: MessageSpec, _ gateway: GatewaySpec,
    _ rule: SigningRule, _ key: Secret, _ context: DiagnosisContext
  ) -> Diagnosis {
    key.withBytes { key in
      let subject = DiagnosisSubject(
        list: fields, message: message, gateway: gateway, rule: rule, key: key, context: context,
        base: Trial(fields, message: message, rule: rule, key: key))
      var search = DiagnosisSearch(subject: subject, given: digest)
      return search.run()
    }
  }
}
