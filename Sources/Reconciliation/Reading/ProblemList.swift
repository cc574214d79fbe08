import PaymentValues

/// The reasons for which a file is refused: all are counted, the first ones kept.
struct ProblemList {
  private let name: String
  private let maximum: Int
  private(set) var findings: [Finding] = []
  private(set) var total = 0

  init(name: String, maximum: Int) {
    self.name = name
    self.maximum = maximum
  }

  mutating func add(
    _ code: String, row: Int, column: String? = nil, _ reason: String, hint: String? = nil
  ) {
    total += 1
    guard findings.count < maximum else { return }
    let place = "\(name), row \(row)" + (column.map { ", column \($0)" } ?? "")
    findings.append(Finding(.error, code, place: place, reason, hint: hint))
  }

  mutating func add(_ fault: AmountCell.Fault, row: Int, column: String) {
    add(fault.code, row: row, column: column, fault.reason, hint: fault.hint)
  }

  /// - Throws: `ReconcileError.refused` if there is a problem.
  func refuse() throws {
    if total > 0 { throw ReconcileError.refused(findings, total: total) }
  }
}
