import PaymentValues

/// A side when all of it has been read, from however many files.
struct SideResult: Sendable {
  private(set) var summary: StatementSummary
  private(set) var statuses: StatusTable
  private(set) var profile: OrderColumnProfile
  private var fees: FeeSum?
  /// Each file's name and the number in front of its first row.
  private(set) var files: [(name: String, start: UInt32)]

  /// One file or source.
  init(_ result: StatementReader.Result) {
    summary = result.summary
    statuses = result.statuses
    profile = result.profile
    fees = result.fees
    files = [(result.summary.name, 0)]
  }

  /// Nothing yet.
  init(files: [(name: String, start: UInt32)]) {
    summary = StatementSummary(name: "", format: "csv")
    statuses = StatusTable(.usual)
    profile = OrderColumnProfile()
    self.files = files
  }

  /// Adds a file whose rows are numbered behind `start`.
  mutating func add(_ result: StatementReader.Result, from start: UInt32) throws {
    let one = result.summary
    guard let sum = summary.sum.adding(one.sum), let back = summary.refundSum.adding(one.refundSum)
    else { throw ReconcileError.totalTooLarge }
    if files.isEmpty { summary = one } else { summary.name += ", " + one.name }
    summary.sum = sum
    summary.refundSum = back
    if !files.isEmpty {
      summary.rows += one.rows
      summary.refundRows += one.refundRows
      summary.otherRows += one.otherRows
      summary.preambleRows += one.preambleRows
      summary.footerRows += one.footerRows
      summary.findings += one.findings
      summary.repairs.merge(one.repairs) { $0 + $1 }
    }
    if let more = result.fees {
      var total = fees ?? FeeSum()
      total.add(more)
      fees = total
      summary.fees = total.yuan
    }
    files.append((one.name, start))
    summary.files.append(one)
    statuses = result.statuses
    profile.add(result.profile)
  }

  /// Where a row stands; the file is told where there are several.
  func place(of row: UInt32) -> (file: String?, row: Int) {
    guard files.count > 1 else { return (nil, Int(row)) }
    let file = files.last { $0.start < row } ?? files[0]
    return (file.name, Int(row) - Int(file.start))
  }
}
