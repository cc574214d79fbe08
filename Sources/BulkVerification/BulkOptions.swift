import Gateways
import Messages
import Platform

/// Whose messages the lines may be: a profile with its key, and a kind when the caller knows it.
public struct BulkSubject: Sendable {
  /// The account: gateway, key, and the identity that a message must name.
  public var profile: Profile
  /// The kind that every line is taken for; nil when the field names tell.
  public var kind: MessageKind?
  /// Whether the operator named this account, and no other comes into question: then a message is
  /// taken for its gateway's although no table fits.
  public var isNamed: Bool

  /// Makes a subject.
  public init(profile: Profile, kind: MessageKind? = nil, isNamed: Bool = false) {
    self.profile = profile
    self.kind = kind
    self.isNamed = isNamed
  }
}

/// How a file of messages is verified.
public struct BulkOptions: Sendable {
  /// Whose messages the lines may be; of two that fit equally well the first counts.
  ///
  /// With none, every line takes the slow path.
  public var subjects: [BulkSubject]
  /// Threads that verify; 1 at least.
  public var threads = 1
  /// Bytes of the longest line that is read, without its line feed; a longer one is skipped.
  public var maximumLineBytes = 1_048_576
  /// Bytes that one read asks for.
  public var chunkBytes = 131_072
  /// Whether valid lines are printed, too.
  public var printsEveryLine = false
  /// The clock for elapsed time and for progress.
  public var clock = Clock.system
  /// Milliseconds between two reports of progress.
  public var progressMilliseconds: Int64 = 200

  /// Makes options for those subjects.
  public init(subjects: [BulkSubject]) { self.subjects = subjects }
}
