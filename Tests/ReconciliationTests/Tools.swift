import Glibc
import PaymentValues
import Synchronization
import WireFormat

@testable import Reconciliation

/// What the tests share.
enum Tools {
  /// Options that keep temporary files in the system's directory.
  static func options(partitions: Int = 4, threads: Int = 2, budget: Int = 1 << 20)
    -> Reconciler.Options
  {
    var options = Reconciler.Options(directory: "/tmp")
    options.partitions = partitions
    options.threads = threads
    options.memoryBudget = budget
    return options
  }

  /// A file of these lines.
  static func statement(_ name: String, _ text: String) -> Statement {
    Statement(ByteSource(name: name, bytes: Array(text.utf8)))
  }

  /// A file of these bytes.
  static func statement(_ name: String, bytes: Bytes) -> Statement {
    Statement(ByteSource(name: name, bytes: bytes))
  }

  /// Order, amount in fen and status of every row of a file.
  static func read(_ statement: Statement) throws -> (
    rows: [(order: String, fen: Int64, status: Status?)], summary: StatementSummary
  ) {
    var rows: [(order: String, fen: Int64, status: Status?)] = []
    let result = try StatementReader(statement).read { row in
      rows.append(
        (String(decoding: row.order, as: UTF8.self), row.amount, Status(code: row.status)))
    }
    return (rows, result.summary)
  }

  /// Compares two texts and collects the differences.
  static func compare(
    _ ours: String, _ theirs: String, _ options: Reconciler.Options = options()
  ) throws -> (report: ReconciliationReport, differences: [Difference]) {
    try compare(
      .statement(statement("ours.csv", ours)), .statement(statement("theirs.csv", theirs)), options)
  }

  /// Compares two sides and collects the differences.
  static func compare(
    _ ours: Reconciler.Side, _ theirs: Reconciler.Side, _ options: Reconciler.Options = options()
  ) throws -> (report: ReconciliationReport, differences: [Difference]) {
    var differences: [Difference] = []
    let report = try Reconciler(options).run(ours: ours, theirs: theirs) { differences.append($0) }
    return (report, differences)
  }

  /// The codes and places for which a file is refused; empty when it is read.
  static func refusal(_ statement: Statement) -> [Finding] {
    do {
      _ = try read(statement)
      return []
    } catch ReconcileError.refused(let findings, _) {
      return findings
    } catch {
      return [Finding(.error, "other", "\(error)")]
    }
  }
}
