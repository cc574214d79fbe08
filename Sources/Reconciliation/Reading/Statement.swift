import PaymentValues
import WireFormat

/// A file of orders and how to read it: CSV, text with tabs or semicolons, or JSON lines.
package struct Statement: Sendable {
  /// The bytes.
  package var source: ByteSource
  /// Which column holds what.
  package var columns: ColumnMap
  /// What the words of the status column mean.
  package var statusWords: StatusWords
  /// Whether it lists orders or payouts.
  package var subject = StatusWords.Subject.order
  /// The status of every row when the file has no status column; nil leaves statuses uncompared. A
  /// file without states lists what was paid: the comparison sets it.
  package var assumedStatus: Status?
  /// Whether long numbers that end in zeros are taken as they are.
  package var acceptsRoundNumbers: Bool
  /// Most problems to list before giving up naming them.
  package var maximumProblems: Int

  /// Makes a statement.
  package init(
    _ source: ByteSource, columns: ColumnMap = ColumnMap(), statusWords: StatusWords = .usual,
    assumedStatus: Status? = nil, acceptsRoundNumbers: Bool = false, maximumProblems: Int = 20
  ) {
    self.source = source
    self.columns = columns
    self.statusWords = statusWords
    self.assumedStatus = assumedStatus
    self.acceptsRoundNumbers = acceptsRoundNumbers
    self.maximumProblems = maximumProblems
  }
}

/// What reading one side found.
package struct StatementSummary: Sendable {
  /// The name of the file or source.
  package var name: String
  /// `csv`, `jsonl` or `records`.
  package var format: String
  /// The encoding, of a file.
  package var encoding: TextEncoding?
  /// The row of the header, of a CSV file.
  package var headerRow: Int?
  /// The header of each column used.
  package var columns: [ColumnRole: String] = [:]
  /// Rows of prose above the header.
  package var preambleRows = 0
  /// Rows with sums and prose among and below the data.
  package var footerRows = 0
  /// Orders read.
  package var rows = 0
  /// Sum of their amounts.
  package var sum = Money.zero
  /// Refunds read.
  package var refundRows = 0
  /// Sum of what went back, above zero.
  package var refundSum = Money.zero
  /// Rows that are neither: fees, transfers, refunds that failed.
  package var otherRows = 0
  /// Sum of the column of fees in yuan; nil when there is none, or when it cannot be read.
  package var fees: String?
  /// The files of a side that has more than one.
  package var files: [StatementSummary] = []
  /// What was taken off values, and how often.
  package var repairs: [CellRepair: Int] = [:]
  /// Things to know; none of them stops the comparison.
  package var findings: [Finding] = []
  /// Whether the file states a sum or a count that its rows do not have.
  package var contradictsItself: Bool { findings.contains { $0.code == "summary_differs" } }

  init(name: String, format: String) {
    self.name = name
    self.format = format
  }
}

/// One order as reading gives it; `order` lives until the next row.
struct StatementRow {
  /// No paid amount.
  static let noAmount = Int64.min

  let order: UnsafeRawBufferPointer
  /// The same, where it is digits and nothing else.
  let digits: DigitKey
  var amount: Int64
  var paid = noAmount
  /// `Status.code`; 0 when the source states no status.
  var status: UInt8
  /// Number of the status word.
  var word: UInt8 = 0
  /// Seconds since 1970 UTC; 0 for none.
  var time: UInt32 = 0
  var row: UInt32
  var kind = RowKind.payment

  @inline(__always)
  init(
    _ order: UnsafeRawBufferPointer, _ digits: DigitKey, amount: Int64, status: UInt8, row: UInt32
  ) {
    self.order = order
    self.digits = digits
    self.amount = amount
    self.status = status
    self.row = row
  }
}

extension Status {
  /// A small number for compact rows, never 0.
  @inline(__always)
  var code: UInt8 {
    switch self {
    case .created: 1
    case .pending: 2
    case .succeeded: 3
    case .settled: 4
    case .failed: 5
    case .unknown: 6
    }
  }

  @inline(__always)
  init?(code: UInt8) {
    switch code {
    case 1: self = .created
    case 2: self = .pending
    case 3: self = .succeeded
    case 4: self = .settled
    case 5: self = .failed
    case 6: self = .unknown
    default: return nil
    }
  }
}
