import PaymentValues
import Platform
import Synchronization

/// Compares two sides order by order, in bounded memory, on several threads, always with the same
/// result in the same order.
package struct Reconciler: Sendable {
  /// One side of the comparison.
  package enum Side {
    /// A file.
    case statement(Statement)
    /// Several files that make up one side, such as the bills of a month; at least one.
    case statements([Statement])
    /// Records that the caller hands over.
    case records(RecordSource)

    /// How large it is, if that is known before it is read.
    var byteCount: Int? {
      switch self {
      case .statement(let statement): statement.source.byteCount
      case .statements(let statements):
        statements.reduce(0) { sum, statement in
          guard let sum, let count = statement.source.byteCount else { return nil }
          let (all, overflow) = sum.addingReportingOverflow(count)
          return overflow ? nil : all
        }
      case .records: nil
      }
    }
  }

  /// How to compare.
  package struct Options: Sendable {
    /// How amounts are compared.
    package var amountRule = AmountRule.orderedAndPaid
    /// The day that is being compared; nil when nothing is across a cut-off.
    package var cutoff: Cutoff?
    /// Directory for temporary files; they have no name there while they are in use.
    package var directory: String
    /// Parts into which both sides are cut by order number; nil for as many as the files want.
    package var partitions: Int?
    /// Threads that join the parts.
    package var threads = 2
    /// Bytes that each side keeps in memory before it uses the directory; the differences keep half
    /// as many.
    package var memoryBudget = 48 << 20

    /// Makes the usual options.
    package init(directory: String) { self.directory = directory }
  }

  /// How far a comparison is.
  package enum Progress: Sendable {
    /// Rows of our side read so far.
    case ours(Int)
    /// Rows of their side read so far.
    case theirs(Int)
    /// Parts joined so far, of how many.
    case joined(Int, of: Int)
  }

  private let options: Options
  private let progress: @Sendable (Progress) -> Void

  /// Makes a reconciler. `progress` is called from several threads.
  package init(_ options: Options, progress: @escaping @Sendable (Progress) -> Void = { _ in }) {
    self.options = options
    self.progress = progress
  }

  /// Compares, and calls `each` for every difference: by our row, then theirs, then those that only
  /// they have.
  /// - Throws: `ReconcileError`; what a record source or `each` throws.
  package func run(ours: Side, theirs: Side, each: (Difference) throws -> Void) throws
    -> ReconciliationReport
  {
    do {
      return try compare(ours, theirs, each)
    } catch let error as SystemError {
      throw ReconcileError.system(error)
    }
  }

  private func compare(_ ours: Side, _ theirs: Side, _ each: (Difference) throws -> Void) throws
    -> ReconciliationReport
  {
    let partitions = max(1, min(options.partitions ?? Self.partitions(ours, theirs), 4_096))
    let spool = Spool(
      partitions: partitions, directory: options.directory, budget: options.memoryBudget)
    let (left, right) = try read(Self.listingPaid(ours), Self.listingPaid(theirs), spool)
    try refuseLostZeros(left, right)
    let found = PartitionStore(
      partitions: partitions, directory: options.directory, budget: options.memoryBudget / 2,
      blockBytes: 1 << 12)
    let join = JoinRun(
      spool, found: found,
      classifier: RowClassifier(amountRule: options.amountRule, cutoff: options.cutoff),
      progress: progress)
    let totals = try join.run(threads: options.threads)
    let report = try ReconciliationReport(
      ours: left.summary, theirs: right.summary, totals: totals)
    try DifferenceMerge(found).forEach { try each($0.difference(left, right)) }
    return report
  }

  /// So many parts that one of both sides fits a core's cache: nine bytes of a statement make about three
  /// of ours.
  private static func partitions(_ ours: Side, _ theirs: Side) -> Int {
    let unknown = 128 * bytesOfPart
    let bytes = (ours.byteCount ?? unknown).addingReportingOverflow(theirs.byteCount ?? unknown)
    return bytes.overflow ? 1_024 : max(16, min(bytes.partialValue / bytesOfPart, 1_024))
  }

  /// Bytes of both files together that make a part.
  private static let bytesOfPart = 3 << 19

  /// Reads both sides; at once when both are files.
  private func read(_ ours: Side, _ theirs: Side, _ spool: Spool) throws
    -> (SideResult, SideResult)
  {
    let progress = progress
    if case .records = theirs { return try inTurn(ours, theirs, spool) }
    guard options.threads > 1 else { return try inTurn(ours, theirs, spool) }
    let files = SendableSide(theirs)
    let box = Box()
    let thread = try Thread {
      let result = Result {
        try spool.fill(\.theirs, files.side) { progress(.theirs($0)) }
      }
      box.value.withLock { $0 = result }
    }
    let left = Result { try spool.fill(\.ours, ours) { progress(.ours($0)) } }
    thread.join()
    let right = box.value.withLock { $0 }
    // Ours first, so that the same two bad files always give the same message.
    let ours = try left.get()
    guard let right else { throw ReconcileError.totalsDisagree("a side was not read") }
    return (ours, try right.get())
  }

  private func inTurn(_ ours: Side, _ theirs: Side, _ spool: Spool) throws
    -> (SideResult, SideResult)
  {
    let progress = progress
    let left = try spool.fill(\.ours, ours) { progress(.ours($0)) }
    return (left, try spool.fill(\.theirs, theirs) { progress(.theirs($0)) })
  }

  /// A file that has no states lists what was paid, ours as theirs.
  private static func listingPaid(_ side: Side) -> Side {
    func paid(_ statement: Statement) -> Statement {
      var copy = statement
      copy.assumedStatus = copy.assumedStatus ?? .succeeded
      return copy
    }
    switch side {
    case .statement(let statement): return .statement(paid(statement))
    case .statements(let statements): return .statements(statements.map(paid))
    case .records: return side
    }
  }

  private func refuseLostZeros(_ left: SideResult, _ right: SideResult)
    throws
  {
    for (side, other) in [(left, right), (right, left)] {
      guard let (row, width) = side.profile.lostZeros(comparedWith: other.profile) else { continue }
      let place = side.files.count > 1 ? side.summary.name : "\(side.summary.name), row \(row)"
      let finding = Finding(
        .error, "damaged_leading_zeros", place: place,
        "the order numbers have up to \(width) digits and none begins with 0; in "
          + "\(other.summary.name) all have \(width) and some begin with 0: leading zeros are lost",
        hint: SpreadsheetDamage.hint)
      throw ReconcileError.refused([finding], total: 1)
    }
  }
}

/// Files as one side, for another thread.
private enum SendableSide: Sendable {
  case statements([Statement])

  init(_ side: Reconciler.Side) {
    switch side {
    case .statement(let statement): self = .statements([statement])
    case .statements(let statements): self = .statements(statements)
    case .records: self = .statements([])
    }
  }

  var side: Reconciler.Side {
    switch self {
    case .statements(let statements):
      statements.count == 1 ? .statement(statements[0]) : .statements(statements)
    }
  }
}

/// What the other thread read.
private final class Box: Sendable {
  let value = Mutex<Result<SideResult, any Error>?>(nil)
}
