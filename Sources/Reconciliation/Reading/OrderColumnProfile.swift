/// The shapes of a column of order numbers: finds damage that no single cell shows.
struct OrderColumnProfile: Sendable {
  /// Digits that a spreadsheet keeps of a number.
  private static let keptDigits = 15
  private static let longest = 64

  /// Rows of one kind: how many, and where the first stand.
  struct Rows: Sendable {
    private(set) var count = 0
    private(set) var first: [Int] = []

    mutating func add(_ row: Int) {
      count += 1
      if first.count < 5 { first.append(row) }
    }

    mutating func add(_ other: Rows) {
      count += other.count
      first = Array((first + other.first).prefix(5))
    }
  }

  /// Numbers of 16 digits and more.
  private var longNumbers = 0
  /// Those of them with zeros only behind the 15th digit.
  private var rounded = Rows()
  /// Those with at least four such zeros.
  private var clearlyRounded = Rows()
  /// Digits-only numbers by length, with and without a leading zero.
  private var withZero: [Int] = Array(repeating: 0, count: longest + 1)
  private var withoutZero: [Rows] = Array(repeating: Rows(), count: longest + 1)

  /// Takes note of a cleaned cell.
  @inline(__always)
  mutating func note(_ cell: UnsafeRawBufferPointer, row: Int) {
    guard let first = cell.first, first &- 0x30 < 10, cell.count <= Self.longest,
      cell.allSatisfy({ $0 &- 0x30 < 10 })
    else { return }
    if first == 0x30 {
      withZero[cell.count] += 1
    } else {
      withoutZero[cell.count].add(row)
    }
    guard cell.count > Self.keptDigits else { return }
    longNumbers += 1
    guard cell[cell.count - 1] == 0x30, first != 0x30,
      cell[Self.keptDigits...].allSatisfy({ $0 == 0x30 })
    else { return }
    rounded.add(row)
    if cell.count >= Self.keptDigits + 4 { clearlyRounded.add(row) }
  }

  /// Takes in what another file of the side has.
  mutating func add(_ other: OrderColumnProfile) {
    longNumbers += other.longNumbers
    rounded.add(other.rounded)
    clearlyRounded.add(other.clearlyRounded)
    for index in withZero.indices {
      withZero[index] += other.withZero[index]
      withoutZero[index].add(other.withoutZero[index])
    }
  }

  /// The rows whose long numbers a spreadsheet has rounded; nil when there are none.
  ///
  /// Sequential numbers end in four zeros once in ten thousand; more than one in a thousand, or any
  /// in a short file, is no chance. Fewer zeros count only when every long number has them.
  var roundedNumbers: Rows? {
    if clearlyRounded.count > 0, clearlyRounded.count * 1_000 > longNumbers {
      return clearlyRounded
    }
    return rounded.count >= 5 && rounded.count == longNumbers ? rounded : nil
  }

  /// Long numbers that end in zeros, too few of them to be damage.
  var suspiciousNumbers: Rows? {
    roundedNumbers == nil && clearlyRounded.count > 0 ? clearlyRounded : nil
  }

  /// The rows with numbers shorter than the column's width, if the column has one width and leading
  /// zeros: those rows lost theirs. Nil when there are none.
  var lostZeros: (rows: Rows, width: Int)? {
    let widths = withZero.indices.filter { withZero[$0] > 0 }
    guard let width = widths.first, widths.count == 1 else { return nil }
    let short = withoutZero[..<width].filter { $0.count > 0 }
    guard let rows = short.max(by: { $0.count < $1.count }) else { return nil }
    return (rows, width)
  }

  /// Whether this column lost the leading zeros that `other` has: all of `other` has one width and
  /// some zeros in front; here nothing has a zero in front and something is shorter. Gives a short
  /// row.
  func lostZeros(comparedWith other: OrderColumnProfile) -> (row: Int, width: Int)? {
    let widths = other.withZero.indices.filter {
      other.withZero[$0] > 0 || other.withoutZero[$0].count > 0
    }
    guard let width = widths.first, widths.count == 1, other.withZero[width] > 0,
      withZero.allSatisfy({ $0 == 0 }),
      withoutZero[(width + 1)...].allSatisfy({ $0.count == 0 }),
      let row = withoutZero[..<width].last(where: { $0.count > 0 })?.first.first
    else { return nil }
    return (row, width)
  }
}
