/// One record of a CSV file.
package struct CSVRow: Sendable, Equatable {
  /// The cells, without their quotes.
  package var cells: [Bytes]
  /// One-based number of the record: the header, if there is one, is 1. Blank lines do not count.
  package var number: Int
  /// One-based number of the line on which the record begins.
  package var line: Int
}
