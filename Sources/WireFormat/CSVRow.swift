/// One record of a CSV file.
public struct CSVRow: Sendable, Equatable {
  /// The cells, without their quotes.
  public var cells: [Bytes]
  /// One-based number of the record: the header, if there is one, is 1. Blank lines do not count.
  public var number: Int
  /// One-based number of the line on which the record begins.
  public var line: Int
}
