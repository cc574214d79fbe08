import PaymentValues

/// What a word in a row of a statement says of the row.
package enum RowMeaning: Sendable, Equatable {
  /// How far the order is.
  case status(Status)
  /// The row is money that went back, not an order: 退款, REFUND, 撤销, 冲正.
  case refund
  /// The row is an order that was paid and then given back whole: 已退款.
  case refunded
  /// The row is an order that was paid and given back in part: 部分退款.
  case partlyRefunded
  /// The row is a fee, no order: 收费.
  case fee

  /// The words of `--status-words`.
  package static let words: [(word: String, meaning: RowMeaning)] =
    Status.allCases.map { ($0.rawValue, .status($0)) } + [
      ("refund", .refund), ("refunded", .refunded), ("partly-refunded", .partlyRefunded),
      ("fee", .fee),
    ]

  /// The word of `--status-words` for it.
  package var word: String { Self.words.first { $0.meaning == self }?.word ?? "" }

  /// Whether both mean the same for the money.
  func agrees(with other: RowMeaning) -> Bool {
    guard case .status(let left) = self, case .status(let right) = other else {
      return self == other
    }
    return left == right || (left.isPaid && right.isPaid)
      || (!left.isFinal && !right.isFinal && left != .unknown && right != .unknown)
  }
}

/// What a row is, as the comparison goes.
enum RowKind: UInt8, Sendable {
  /// An order.
  case payment
  /// The order behind a row that says "given back": no order of its own where there is another row.
  case implied
  /// Money that went back; its amount is below zero.
  case refund
  /// An order of which a part went back, nobody says how much.
  case partly
}
