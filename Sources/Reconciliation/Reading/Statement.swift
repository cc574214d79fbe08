import PaymentValues
import WireFormat

/// A file of orders and how to read it: CSV, text with tabs or semicolons, or JSON lines.
public struct Statement: Sendable {
  /// The bytes.
  public var source: ByteSource
  /// Which column holds what.
  public var columns: ColumnMap
  /// What the words of the status column mean.
  public var statusWords: StatusWords
  /// Whether it lists orders or payouts.
  public var subject = StatusWords.Subject.order
  /// The status of every row when the file has no status column; nil leaves statuses uncompared. A
  /// file without states lists what was paid: the comparison sets it.
  public var assumedStatus: Status?
  /// Whether long numbers that end in zeros are taken as they are.
  public var acceptsRoundNumbers: Bool
  /// Most problems to list before giving up naming them.
  public var maximumProblems: Int

  /// Makes a statement.
  public init(
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
public struct StatementSummary: Sendable {
  /// The name of the file or source.
  public var name: String
  /// `csv`, `jsonl` or `records`.
  public var format: String
  /// The encoding, of a file.
  public var encoding: TextEncoding?
  /// The row of the header, of a CSV file.
  public var headerRow: Int?
  /// The header of each column used.
  public var columns: [ColumnRole: String] = [:]
  /// Rows of prose above the header.
  public var preambleRows = 0
  /// Rows with sums and prose among and below the data.
  public var footerRows = 0
  /// Orders read.
  public var rows = 0
  /// Sum of their amounts.
  public var sum = Money.zero
  /// Refunds read.
  public var refundRows = 0
  /// Sum of what went back, above zero.
  public var refundSum = Money.zero
  /// Rows that are neither: fees, transfers, refunds that failed.
  public var otherRows = 0
  /// Sum of the column of fees in yuan; nil when there is none, or when it cannot be read.
  public var fees: String?
  /// The files of a side that has more than one.
  public var files: [StatementSummary] = []
  /// What was taken off values, and how often.
  public var repairs: [CellRepair: Int] = [:]
  /// Things to know; none of them stops the comparison.
  public var findings: [Finding] = []
  /// Whether the file states a sum or a count that its rows do not have.
  public var contradictsItself: Bool { findings.contains { $0.code == "summary_differs" } }

  init(name: String, format: String) {
    self.name = name
    self.format = format
  }
}

/// One order as reading gives it; `order` lives until the next row.
struct StatementRow {
  /// No paid amount.
  static let noAmount = Int64.min

  var order: UnsafeRawBufferPointer
  var amount: Int64
  var paid: Int64
  /// `Status.code`; 0 when the source states no status.
  var status: UInt8
  /// Number of the status word.
  var word: UInt8
  /// Seconds since 1970 UTC; 0 for none.
  var time: UInt32
  var row: UInt32
  var kind = RowKind.payment
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
