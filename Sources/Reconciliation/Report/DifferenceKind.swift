/// What comparing found about an order, or about one row of it.
package enum DifferenceKind: UInt8, Sendable, CaseIterable {
  /// Both sides say the same.
  case matched
  /// On one side only and not paid there: no money is missing anywhere.
  case unpaid
  /// We have it, they do not.
  case missingAtGateway
  /// Paid there, unknown to us: 掉单.
  case missingHere
  /// The amounts differ.
  case amountDiffers
  /// Same amount, different status.
  case statusDiffers
  /// One more row of an order that the same side has already.
  case duplicate
  /// Explained, for now, by the end of the day: look again tomorrow.
  case pending
  /// Several payments of one side that make up the one of the other.
  case paidInParts
  /// Money that went back, the same on both sides.
  case refund
  /// Money that went back on one side only, or more of it.
  case refundDiffers

  /// The word in JSON and CSV.
  package var word: String {
    switch self {
    case .matched: "matched"
    case .unpaid: "unpaid"
    case .missingAtGateway: "missing-at-gateway"
    case .missingHere: "missing-here"
    case .amountDiffers: "amount-differs"
    case .statusDiffers: "status-differs"
    case .duplicate: "duplicate"
    case .pending: "pending"
    case .paidInParts: "paid-in-parts"
    case .refund: "refund"
    case .refundDiffers: "refund-differs"
    }
  }

  /// A few words for a person.
  package var title: String {
    switch self {
    case .matched: "matched"
    case .unpaid: "unpaid, on one side only"
    case .missingAtGateway: "missing at the gateway"
    case .missingHere: "paid there, missing here (掉单)"
    case .amountDiffers: "amount differs"
    case .statusDiffers: "status differs"
    case .duplicate: "duplicate"
    case .pending: "pending across the cut-off"
    case .paidInParts: "paid in parts that add up"
    case .refund: "refunds, the same on both sides"
    case .refundDiffers: "refund differs"
    }
  }

  /// Whether the two sides do not tie out because of it.
  package var isDifference: Bool {
    switch self {
    case .matched, .unpaid, .pending, .paidInParts, .refund: false
    case .missingAtGateway, .missingHere, .amountDiffers, .statusDiffers, .duplicate,
      .refundDiffers:
      true
    }
  }

  /// Whether its rows are refunds, which are counted and added up apart from orders.
  package var isAboutRefunds: Bool { self == .refund || self == .refundDiffers }

  /// Whether it is listed, and not only counted.
  package var isListed: Bool { self != .matched && self != .unpaid && self != .refund }
}
