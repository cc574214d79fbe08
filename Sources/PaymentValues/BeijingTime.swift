import ByteText

/// Wall-clock time at UTC+8 whatever the machine's zone: the gateways' documents mean no other.
package struct BeijingTime: Sendable, Equatable {
  /// Calendar year, 1970 and later in practice.
  package var year: Int
  /// 1 to 12.
  package var month: Int
  /// 1 to 31.
  package var day: Int
  /// 0 to 23.
  package var hour: Int
  /// 0 to 59.
  package var minute: Int
  /// 0 to 59.
  package var second: Int

  private static let offset: Int64 = 8 * 3600

  /// The time in Beijing at an instant given in milliseconds since 1970-01-01T00:00:00Z.
  package init(unixMilliseconds: Int64) {
    let seconds = BeijingTime.floorDivide(unixMilliseconds, 1000) + BeijingTime.offset
    let days = BeijingTime.floorDivide(seconds, 86_400)
    let rest = Int(seconds - days * 86_400)
    (year, month, day) = BeijingTime.civil(fromDays: Int(days))
    hour = rest / 3600
    minute = rest / 60 % 60
    second = rest % 60
  }

  /// Reads `2016-12-26 18:18:18`, `2016-12-26T18:18:18`, `20161226181818` or a bare date; nil for anything else.
  package init?(_ text: String) {
    let digits = text.utf8.filter { $0.isDigit }.map { Int($0 - .digitZero) }
    let shape = text.utf8.map { $0.isDigit ? UInt8.digitZero : $0 }
    let shapes = ["0000-00-00 00:00:00", "0000-00-00T00:00:00", "00000000000000", "0000-00-00"]
    guard shapes.contains(where: { shape.elementsEqual($0.utf8) }) else { return nil }
    func number(_ from: Int, _ count: Int) -> Int {
      from + count <= digits.count ? digits[from..<from + count].reduce(0) { $0 * 10 + $1 } : 0
    }
    (year, month, day) = (number(0, 4), number(4, 2), number(6, 2))
    (hour, minute, second) = (number(8, 2), number(10, 2), number(12, 2))
    guard (1...12).contains(month), day >= 1, day <= BeijingTime.days(inMonth: month, year: year),
      hour < 24, minute < 60, second < 60
    else { return nil }
  }

  /// Milliseconds since 1970-01-01T00:00:00Z.
  package var unixMilliseconds: Int64 {
    let days = Int64(BeijingTime.days(fromCivil: year, month, day))
    let seconds = days * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    return (seconds - BeijingTime.offset) * 1000
  }

  /// `2016-12-26 18:18:18`.
  package var text: String { "\(dateText) \(pad(hour)):\(pad(minute)):\(pad(second))" }

  /// `2016-12-26`.
  package var dateText: String { "\(pad(year, 4))-\(pad(month))-\(pad(day))" }

  /// `20161226181818`.
  package var compact: String {
    pad(year, 4) + pad(month) + pad(day) + pad(hour) + pad(minute) + pad(second)
  }

  /// `2016-12-26T18:18:18+08:00` (RFC 3339).
  package var rfc3339: String { "\(dateText)T\(pad(hour)):\(pad(minute)):\(pad(second))+08:00" }

  private func pad(_ value: Int, _ width: Int = 2) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  private static func floorDivide(_ value: Int64, _ by: Int64) -> Int64 {
    let quotient = value / by
    return value % by < 0 ? quotient - 1 : quotient
  }

  // Days since 1970-01-01 in the proleptic Gregorian calendar, counted in 400-year eras that begin in
  // March, so that the leap day ends its year.
  private static func days(fromCivil year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(fromDays days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthIndex + 2) / 5 + 1
    )
  }

  private static func days(inMonth month: Int, year: Int) -> Int {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}
