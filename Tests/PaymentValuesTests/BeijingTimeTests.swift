import Foundation
import PaymentValues
import Testing

@Suite struct BeijingTimeTests {
  /// Foundation's calendar is the independent judge; the sources do not use it.
  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
    return calendar
  }()

  @Test func everyDayFrom1970To2100AgreesWithTheCalendar() throws {
    let day: Int64 = 86_400_000
    var milliseconds: Int64 = 8 * 3_600_000
    let end: Int64 = 4_133_980_800_000
    while milliseconds < end {
      let time = BeijingTime(unixMilliseconds: milliseconds)
      let judged = Self.calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second],
        from: Date(timeIntervalSince1970: Double(milliseconds / 1000)))
      try #require(time.year == judged.year && time.month == judged.month && time.day == judged.day)
      try #require(time.hour == judged.hour && time.minute == judged.minute)
      try #require(time.unixMilliseconds == milliseconds / 1000 * 1000)
      try #require(BeijingTime(time.text) == time)
      try #require(BeijingTime(time.compact) == time)
      milliseconds += day + 61_003
    }
  }

  @Test func aTimeBefore1970IsRoundedDown() {
    let time = BeijingTime(unixMilliseconds: -8 * 3_600_000 - 1)
    #expect(time.text == "1969-12-31 23:59:59")
    #expect(BeijingTime(unixMilliseconds: 0).text == "1970-01-01 08:00:00")
  }

  @Test(arguments: [Int64.min, Int64.min + 1, Int64.max, Int64.max - 999])
  func noInstantStopsTheProgram(milliseconds: Int64) {
    let time = BeijingTime(unixMilliseconds: milliseconds)
    #expect((1...12).contains(time.month))
    #expect((1...31).contains(time.day))
    #expect(!time.text.isEmpty)
  }

  @Test(arguments: [
    "2016-12-26 18:18:18", "2016-12-26T18:18:18", "20161226181818",
  ])
  func allSpellingsAreOneInstant(text: String) throws {
    let time = try #require(BeijingTime(text))
    #expect(time.unixMilliseconds == 1_482_747_498_000)
    #expect(time.text == "2016-12-26 18:18:18")
    #expect(time.compact == "20161226181818")
    #expect(time.rfc3339 == "2016-12-26T18:18:18+08:00")
    #expect(time.dateText == "2016-12-26")
  }

  @Test(arguments: [
    ("2000-02-29", true), ("2016-02-29", true), ("2020-02-29 23:59:59", true),
    ("2100-02-29", false), ("1900-02-29", false), ("2019-02-29", false), ("2400-02-29", true),
    ("2016-02-30", false),
  ])
  func leapDaysExistInLeapYears(text: String, exists: Bool) {
    #expect((BeijingTime(text) != nil) == exists)
  }

  @Test(arguments: [
    "", "2016-12-26 ", " 2016-12-26", "2016-13-01", "2016-00-01", "2016-01-00", "2016-01-32",
    "2016-04-31", "2016-12-26 24:00:00", "2016-12-26 23:60:00", "2016-12-26 23:59:60",
    "2016-12-26 18:18", "2016/12/26", "2016-12-26 18:18:18Z", "2016-12-26t18:18:18",
    "2016-12-26 18:18:18.000", "2016122618181", "201612261818180", "20161226", "16-12-26",
    "2016-1-2", "２０１６-12-26", "2016-12-26\n", "20161326181818", "-016-12-26",
  ])
  func whatIsNoTimeIsRefused(text: String) {
    #expect(BeijingTime(text) == nil)
  }
}
