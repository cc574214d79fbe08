/// An amount of renminbi as a whole number of fen (分). There is no floating point anywhere near it.
public struct Money: Sendable, Hashable, Comparable {
  /// The amount in fen; 100 fen are 1 yuan.
  public let fen: Int64

  /// Makes an amount of fen.
  public init(fen: Int64) { self.fen = fen }

  /// Nothing.
  public static let zero = Money(fen: 0)

  /// Orders by amount.
  public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }

  /// The sum, or nil when it does not fit 64 bits.
  public func adding(_ other: Money) -> Money? {
    let (sum, overflow) = fen.addingReportingOverflow(other.fen)
    return overflow ? nil : Money(fen: sum)
  }

  /// The difference, or nil when it does not fit 64 bits.
  public func subtracting(_ other: Money) -> Money? {
    let (difference, overflow) = fen.subtractingReportingOverflow(other.fen)
    return overflow ? nil : Money(fen: difference)
  }

  /// Yuan with two decimals: `1.00`, `-0.05`.
  public var yuan: String {
    let magnitude = fen.magnitude
    let cents = magnitude % 100
    return "\(fen < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
  }
}

/// Why a text is no amount.
public enum MoneyError: Error, Equatable, Sendable {
  /// Nothing there.
  case empty
  /// A byte that is no digit, point or unit.
  case notANumber
  /// More decimals than the unit has; the amount would lose something.
  case tooManyDecimals
  /// More than 64 bits of fen.
  case tooLarge
  /// The unit carries whole yuan only and the amount has fen.
  case needsWholeYuan

  /// A sentence for a person.
  public var reason: String {
    switch self {
    case .empty: "the amount is empty"
    case .notANumber: "the amount is not a plain decimal number such as 1.00"
    case .tooManyDecimals: "the amount has more decimals than its unit can carry"
    case .tooLarge: "the amount is too large"
    case .needsWholeYuan: "this gateway takes whole yuan here; the amount has fen"
    }
  }
}
