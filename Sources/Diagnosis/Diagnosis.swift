/// Why a signature does not match, as far as a bounded search can tell.
///
/// A diagnosis explains; it never makes a message valid.
package struct Diagnosis: Sendable, Equatable {
  /// The smallest explanations, the likeliest first; several when they cannot be told apart.
  package var explanations: [Explanation]
  /// How many texts were hashed.
  package var searched: Int
  /// Whether the limit ended the search before everything was tried.
  package var isExhausted: Bool
  /// Where nothing explains: fields that the document signs and that the message lacks. Without
  /// their values no digest can be checked.
  package var missing: [String] = []
}

/// One way in which the given signature comes about.
package struct Explanation: Sendable, Equatable {
  /// What went wrong; more than one when several things went wrong together.
  package var causes: [Cause]
  /// The text that was hashed beside the one that the gateway hashes.
  package var evidence: Evidence
  /// How many bits of the signature were matched: 128, fewer for a truncated one, never below 64.
  package var matchedBits: Int
}

/// One thing that went wrong.
package struct Cause: Sendable, Hashable {
  /// Its stable name.
  package var code: DiagnosisCode
  /// The fields concerned; empty when it concerns the text as a whole.
  package var fields: [String]
  /// The particulars, such as the other spelling of a number; nil when there are none.
  package var detail: String?
}

/// Two texts and where they part.
package struct Evidence: Sendable, Equatable {
  /// The text that gives the signature found in the message, the key as `‹key›`.
  package var hashedText: String
  /// The text that the gateway's rule makes of the message, the key as `‹key›`.
  package var ruleText: String
  /// Offset of the first difference in UTF-8 bytes of both texts; nil when they are equal.
  package var firstDifference: Int?
  /// `hashedText` with `▸` before the first difference.
  package var marked: String
}
