import Gateways
import Messages
import Platform

/// Whose messages the lines may be: a profile with its key, and a kind when the caller knows it.
package struct BulkSubject: Sendable {
  /// The account: gateway, key, and the identity that a message must name.
  package var profile: Profile
  /// The kind that every line is taken for; nil when the field names tell.
  package var kind: MessageKind?
  /// Whether the operator named this account, and no other comes into question: then a message is
  /// taken for its gateway's although no table fits.
  package var isNamed: Bool

  /// Makes a subject.
  package init(profile: Profile, kind: MessageKind? = nil, isNamed: Bool = false) {
    self.profile = profile
    self.kind = kind
    self.isNamed = isNamed
  }
}

/// How a file of messages is verified.
package struct BulkOptions: Sendable {
  /// Whose messages the lines may be; of two that fit equally well the first counts.
  ///
  /// With none, every line takes the slow path.
  package var subjects: [BulkSubject]
  /// Threads that verify; 1 at least.
  package var threads = 1
  /// Bytes of the longest line that is read, without its line feed; a longer one is skipped.
  package var maximumLineBytes = 1_048_576
  /// Bytes that one read asks for.
  package var chunkBytes = 131_072
  /// Whether valid lines are printed, too.
  package var printsEveryLine = false
  /// The clock for elapsed time and for progress.
  package var clock = Clock.system
  /// Milliseconds between two reports of progress.
  package var progressMilliseconds: Int64 = 200

  /// Makes options for those subjects.
  package init(subjects: [BulkSubject]) { self.subjects = subjects }
}
