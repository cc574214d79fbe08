/// Range tables of character widths, taken from the Unicode Character Database 14.0
/// (EastAsianWidth.txt and general categories).
///
/// Each table is a flat list of pairs, first and last scalar of a range, ascending. Unassigned
/// code points between two ranges are bridged where that makes a table shorter.
enum WidthTables {
  /// Whether `value` lies in one of the ranges of `table`, found by bisection.
  static func contains(_ table: [UInt32], _ value: UInt32) -> Bool {
    var low = 0
    var high = table.count / 2
    while low < high {
      let middle = (low + high) / 2
      if value < table[2 * middle] {
        high = middle
      } else if value > table[2 * middle + 1] {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }
}
