/// What comparing found about an order, or about one row of it.
public enum DifferenceKind: UInt8, Sendable, CaseIterable {
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

  /// The word in JSON and CSV.
  public var word: String {
    switch self {
    case .matched: "matched"
    case .unpaid: "unpaid"
    case .missingAtGateway: "missing-at-gateway"
    case .missingHere: "missing-here"
    case .amountDiffers: "amount-differs"
    case .statusDiffers: "status-differs"
    case .duplicate: "duplicate"
    case .pending: "pending"
    }
  }

  /// A few words for a person.
  public var title: String {
    switch self {
    case .matched: "matched"
    case .unpaid: "unpaid, on one side only"
    case .missingAtGateway: "missing at the gateway"
    case .missingHere: "paid there, missing here (掉单)"
    case .amountDiffers: "amount differs"
    case .statusDiffers: "status differs"
    case .duplicate: "duplicate"
    case .pending: "pending across the cut-off"
    }
  }

  /// Whether the two sides do not tie out because of it.
  public var isDifference: Bool {
    switch self {
    case .matched, .unpaid, .pending: false
    case .missingAtGateway, .missingHere, .amountDiffers, .statusDiffers, .duplicate: true
    }
  }

  /// Whether it is listed, and not only counted.
  public var isListed: Bool { self != .matched && self != .unpaid }
}
