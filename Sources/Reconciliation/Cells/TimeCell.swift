import ByteText
import PaymentValues

/// Reads a time as statements print it: Beijing time, or milliseconds or seconds since 1970.
struct TimeCell {
  /// What a cell says.
  enum Reading: Equatable {
    /// Seconds since 1970-01-01T00:00:00Z.
    case seconds(UInt32)
    /// No time: empty, a dash, zeros, the year 1970.
    case none
    /// Text that is no time.
    case unreadable
  }

  /// The date read last, as eight digits, and its first second: dates repeat.
  private var lastDate: Int = -1
  private var lastStart: Int64 = 0

  /// The first eleven bytes of a text, as two words that overlap, and the first second of their date.
  /// At first words that no text has: they contradict each other.
  private var lastText: (UInt64, UInt64) = (0, 1)
  private var textStart: Int64 = 0

  /// The time in a cell as it stands: `2024-05-01 12:00:00` or the like; nil for anything else, which may
  /// be a time all the same.
  @inline(__always)
  mutating func plain(_ cell: UnsafeRawBufferPointer) -> UInt32? {
    guard cell.count == 19, let base = cell.baseAddress else { return nil }
    let text = (
      base.loadUnaligned(as: UInt64.self), base.loadUnaligned(fromByteOffset: 3, as: UInt64.self)
    )
    if text == lastText,
      let clock = DigitRun.clock(base.loadUnaligned(fromByteOffset: 11, as: UInt64.self)),
      clock.hour < 24, clock.minute < 60, clock.second < 60
    {
      let seconds = clock.hour &* 3_600 &+ clock.minute &* 60 &+ clock.second
      return UInt32(exactly: textStart &+ Int64(truncatingIfNeeded: seconds))
    }
    guard case .seconds(let seconds)? = fixed(cell) else { return nil }
    // Of a date long after 1970, so that every time of it is one.
    if lastStart > 63_072_000 { (lastText, textStart) = (text, lastStart) }
    return seconds
  }

  /// Reads a cleaned cell.
  mutating func read(_ cell: UnsafeRawBufferPointer) -> Reading {
    if cell.count == 19, let reading = fixed(cell) { return reading }
    return general(Array(cell))
  }

  /// `2024-05-01 12:00:00`, with `/` or `T` in their places too.
  private mutating func fixed(_ cell: UnsafeRawBufferPointer) -> Reading? {
    guard let base = cell.baseAddress else { return nil }
    let (dash, slash) = (UInt8(ascii: "-"), UInt8(ascii: "/"))
    guard cell[4] == dash || cell[4] == slash, cell[7] == dash || cell[7] == slash,
      cell[10] == .space || cell[10] == UInt8(ascii: "T"), cell[13] == UInt8(ascii: ":"),
      cell[16] == UInt8(ascii: ":")
    else { return nil }
    var worst: UInt8 = 0
    func two(_ place: Int) -> Int {
      let tens = base.load(fromByteOffset: place, as: UInt8.self) &- .digitZero
      let ones = base.load(fromByteOffset: place &+ 1, as: UInt8.self) &- .digitZero
      worst = max(worst, max(tens, ones))
      return Int(tens) &* 10 &+ Int(ones)
    }
    let date = ((two(0) &* 100 &+ two(2)) &* 100 &+ two(5)) &* 100 &+ two(8)
    let (hour, minute, second) = (two(11), two(14), two(17))
    return worst < 10 ? reading(date, hour, minute, second) : nil
  }

  /// The reading of a time as fourteen digits.
  private mutating func reading(_ digits: Int) -> Reading {
    let clock = digits % 1_000_000
    return reading(digits / 1_000_000, clock / 10_000, clock / 100 % 100, clock % 100)
  }

  /// The reading of a date as eight digits and a time.
  @inline(__always)
  private mutating func reading(_ date: Int, _ hour: Int, _ minute: Int, _ second: Int) -> Reading {
    if date < 19_710_101 { return .none }
    guard hour < 24, minute < 60, second < 60 else { return .unreadable }
    if date != lastDate {
      guard let day = BeijingTime("\(date)000000") else { return .unreadable }
      lastDate = date
      lastStart = day.unixMilliseconds / 1000
    }
    return seconds(lastStart + Int64(hour * 3600 + minute * 60 + second))
  }

  private func seconds(_ seconds: Int64) -> Reading {
    // A year of slack around 1970 is what databases write for "never".
    guard seconds > 31_536_000 else { return .none }
    return UInt32(exactly: seconds).map { .seconds($0) } ?? .unreadable
  }

  private mutating func general(_ cell: [UInt8]) -> Reading {
    if cell.allSatisfy({ $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "0") }) { return .none }
    let text = String(decoding: cell.prefix(64), as: UTF8.self)
    if ["null", "none", "nil", "n/a", "\\n"].contains(text.lowercased()) { return .none }
    let numbers = text.split { !$0.isNumber || !$0.isASCII }.compactMap { Int($0) }
    if let number = Int(text), number > 0 {
      switch text.utf8.count {
      case 14: return reading(number)
      case 13: return seconds(Int64(number) / 1000)
      case 10: return seconds(Int64(number))
      case 8: return reading(number * 1_000_000)
      default: return .unreadable
      }
    }
    guard hasDateShape(text), (3...8).contains(numbers.count) else { return .unreadable }
    return parted(text, numbers)
  }

  /// `2024/5/1 9:03`, `2024-05-01T12:00:00.123Z`, `2024-05-01 12:00:00+08:00`.
  private mutating func parted(_ text: String, _ numbers: [Int]) -> Reading {
    let count = min(numbers.count, 6)
    let parts = numbers[..<count] + Array(repeating: 0, count: 6 - count)
    guard (1000...9999).contains(parts[0]), parts[1...5].allSatisfy({ $0 < 100 }) else {
      return .unreadable
    }
    let digits = parts[1...].reduce(parts[0]) { $0 * 100 + $1 }
    guard case .seconds(let local) = reading(digits) else { return reading(digits) }
    if text.hasSuffix("Z") { return seconds(Int64(local) + 8 * 3600) }
    let hasZone = text.contains("+") || numbers.count > 7
    let isOther = hasZone && !text.hasSuffix("+08:00") && !text.hasSuffix("+0800")
    return isOther ? .unreadable : .seconds(local)
  }

  private func hasDateShape(_ text: String) -> Bool {
    var bytes = text.utf8[...]
    guard bytes.prefix(while: { $0.isDigit }).count == 4 else { return false }
    bytes = bytes.dropFirst(4)
    return bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "/")
      || text.contains("年")
  }
}
