import ByteText

/// The shapes of a column of order numbers: finds damage that no single cell shows.
struct OrderColumnProfile: Sendable {
  /// Digits that a spreadsheet keeps of a number.
  private static let keptDigits = 15
  /// Most digits of a number that is looked at.
  static let longest = 64

  /// Rows of one kind: how many, and where the first stand.
  struct Rows: Sendable {
    private(set) var count = 0
    private(set) var first: [Int] = []
    /// Whether a further row would only be counted.
    var isFull: Bool { first.count >= 5 }

    mutating func add(_ row: Int) {
      count += 1
      if !isFull { first.append(row) }
    }

    /// Takes rows that are only counted.
    mutating func add(count more: Int) { count += more }

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
  private var withoutZero: [Rows] {
    var all = entered
    all[run.length].add(count: run.count)
    return all
  }
  private var entered: [Rows] = Array(repeating: Rows(), count: longest + 1)
  /// Numbers without a leading zero, as long as the last one, that are not entered yet: nearly all
  /// numbers of a column have one length.
  private var run = (length: 0, count: 0)

  /// Takes note of a cleaned cell that holds 1 to `longest` digits and nothing else.
  @inline(__always)
  mutating func note(digits cell: UnsafeRawBufferPointer, row: Int) {
    let count = cell.count
    let startsWithZero = cell[0] == .digitZero
    if !startsWithZero, count == run.length {
      run.count &+= 1
    } else {
      noteLength(count, startsWithZero, row)
    }
    guard count > Self.keptDigits else { return }
    longNumbers &+= 1
    guard cell[count &- 1] == .digitZero, !startsWithZero,
      cell[Self.keptDigits...].allSatisfy({ $0 == .digitZero })
    else { return }
    rounded.add(row)
    if count >= Self.keptDigits + 4 { clearlyRounded.add(row) }
  }

  private mutating func noteLength(_ count: Int, _ startsWithZero: Bool, _ row: Int) {
    if startsWithZero {
      withZero[count] += 1
      return
    }
    entered[run.length].add(count: run.count)
    entered[count].add(row)
    run = (entered[count].isFull ? count : 0, 0)
  }

  /// Takes in what another file of the side has.
  mutating func add(_ other: OrderColumnProfile) {
    longNumbers += other.longNumbers
    rounded.add(other.rounded)
    clearlyRounded.add(other.clearlyRounded)
    entered = withoutZero
    run.count = 0
    let others = other.withoutZero
    for index in withZero.indices {
      withZero[index] += other.withZero[index]
      entered[index].add(others[index])
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
    let (withoutZero, others) = (withoutZero, other.withoutZero)
    let widths = other.withZero.indices.filter {
      other.withZero[$0] > 0 || others[$0].count > 0
    }
    guard let width = widths.first, widths.count == 1, other.withZero[width] > 0,
      withZero.allSatisfy({ $0 == 0 }),
      withoutZero[(width + 1)...].allSatisfy({ $0.count == 0 }),
      let row = withoutZero[..<width].last(where: { $0.count > 0 })?.first.first
    else { return nil }
    return (row, width)
  }
}
