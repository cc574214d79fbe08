/// What the rows of a file come to, by what a summary line may speak of.
struct SummaryTruths {
  /// What a line is about.
  enum Subject: Hashable {
    case orders, refunds, income, expense
  }

  /// Which figure of it.
  enum Measure: Hashable {
    /// Rows.
    case count
    /// The column of amounts.
    case gross
    /// What is left after fees and discounts.
    case net
    case fee
    /// A sum that does not say of what.
    case some
    /// A figure of which the rows tell nothing: never compared.
    case nothing
  }

  private let reader: RowReader
  private let hasNet: Bool
  private let hasFee: Bool
  private let knowsRefunds: Bool

  init(_ reader: RowReader) {
    self.reader = reader
    let columns = reader.columns.indices
    hasNet = columns[.net] != nil
    hasFee = columns[.fee] != nil
    knowsRefunds =
      columns[.type] != nil || columns[.refund] != nil || reader.tally.refundRows > 0
  }

  /// The figures of which one must be the line's; nil when the rows tell nothing of it. Signs are left
  /// out: gateways print refunds both ways.
  func values(_ subject: Subject, _ measure: Measure) -> [Int64]? {
    let tally = reader.tally
    switch (subject, measure) {
    case (_, .nothing): return nil
    case (.refunds, .count): return knowsRefunds ? [Int64(tally.refundRows)] : nil
    case (.refunds, .net): return hasNet ? [tally.netRefunds] : nil
    case (.refunds, .gross), (.refunds, .some):
      guard knowsRefunds else { return nil }
      return [tally.refundSum, tally.refundPrinted]
        + (hasNet && measure == .some ? [tally.netRefunds] : [])
    case (.income, .count): return hasLedger ? [Int64(tally.incomeRows)] : orderCounts
    case (.expense, .count): return hasLedger ? [Int64(tally.expenseRows)] : nil
    case (.income, .gross), (.income, .some): return hasLedger ? [tally.income] : grossSums
    case (.expense, .gross), (.expense, .some): return hasLedger ? [tally.expense] : nil
    case (.income, .net), (.expense, .net): return nil
    case (.orders, .count): return orderCounts
    case (.orders, .gross): return grossSums
    case (.orders, .net): return netSums
    case (.orders, .some): return grossSums + [reader.paidColumnSum] + (netSums ?? [])
    case (_, .fee): return hasFee ? tally.fees.fen.map { [$0] } : nil
    }
  }

  private var hasLedger: Bool { reader.columns.indices[.expense] != nil }

  private var orderCounts: [Int64] {
    let (orders, tally) = (reader.rows, reader.tally)
    return [
      orders, reader.paidRows, orders + tally.refundRows,
      orders + tally.refundRows + tally.otherRows,
    ].map { Int64($0) }
  }

  private var grossSums: [Int64] {
    [reader.sum, reader.paidSum, reader.sum &+ reader.tally.otherPrinted, reader.paidColumnSum]
  }

  /// With the fees taken off, too: what a merchant keeps is printed before and after them.
  private var netSums: [Int64]? {
    let fee = hasFee ? reader.tally.fees.fen.map { Int64($0.magnitude) } : nil
    guard hasNet else { return fee.map { [reader.sum &- $0, reader.paidSum &- $0] } }
    let net = reader.tally.netOrders
    return [net, net &+ reader.tally.netRefunds]
      + (fee.map { [net &- $0, reader.sum &- $0] } ?? [])
  }
}
