import WireFormat

/// One line of the journal.
package struct JournalRecord: Sendable, Equatable {
  /// The format that this program writes and reads.
  package static let version = 1

  /// A name and a value of the free part.
  package struct Detail: Sendable, Equatable {
    /// What the value is.
    package var name: String
    /// The value; never a key, never a full account number.
    package var value: String

    /// Makes a pair.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Position in the chain, from 1; given by the journal when the record is appended.
  package var sequence: UInt64 = 0
  /// Milliseconds since 1970 UTC by the machine's clock; given by the journal. Order is `sequence`.
  package var time: Int64 = 0
  /// What happened.
  package var kind: RecordKind
  /// Whether `id` is a payout's or an order's number.
  package var subject: RecordSubject
  /// The profile used.
  package var profile: String
  /// The merchant order number; empty when the record is about none.
  package var id: String
  /// Name of the batch; empty outside a batch.
  package var batch: String
  /// The row's reference inside the batch.
  package var reference: String
  /// Hash of the row's content, in hex, as the caller defines it.
  package var contentHash: String
  /// Amount in fen.
  package var amount: Int64?
  /// The account with its middle hidden.
  package var maskedAccount: String
  /// The keyed digest of the account (`AccountDigest`), for finding equal ones.
  package var accountDigest: String
  /// The state that a `carry` or `evidence` record sets.
  package var state: RowState?
  /// Everything else, in order.
  package var details: [Detail]
  /// The request exactly as it is sent, of a plan; without its signature key, of course.
  package var request: Bytes?

  /// Makes a record; sequence and time are given when it is appended.
  package init(
    _ kind: RecordKind, subject: RecordSubject = .payout, profile: String = "", id: String = "",
    batch: String = "", reference: String = "", contentHash: String = "", amount: Int64? = nil,
    maskedAccount: String = "", accountDigest: String = "", state: RowState? = nil,
    details: [Detail] = [], request: Bytes? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.profile = profile
    self.id = id
    self.batch = batch
    self.reference = reference
    self.contentHash = contentHash
    self.amount = amount
    self.maskedAccount = maskedAccount
    self.accountDigest = accountDigest
    self.state = state
    self.details = details
    self.request = request
  }

  /// The first detail of that name.
  package func detail(_ name: String) -> String? { details.first { $0.name == name }?.value }

  /// The state that this record claims for its row, if any.
  package var claim: RowState? { state ?? RowState(kind: kind) }
}
