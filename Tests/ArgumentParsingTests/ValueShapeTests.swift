import Testing

@testable import ArgumentParsing

@Suite struct ValueShapeTests {
  @Test(arguments: [
    "1", "0.5", "1.00", "1元", "100分", "100fen", "12.3元", "0", "999999999999999.99",
  ])
  func amountsAreTaken(_ text: String) {
    #expect(ValueShape.problem(Array(text.utf8), kind: .money) == nil)
  }

  @Test(arguments: [
    ("-1", ValueProblem.notMoney(.negative)), ("1.001", .notMoney(.tooManyDecimals)),
    ("1.5分", .notMoney(.fractionOfFen)), ("1,000", .notMoney(.hasSeparators)),
    ("1_000", .notMoney(.hasSeparators)), ("1e2", .notMoney(.malformed)),
    (".5", .notMoney(.malformed)), ("5.", .notMoney(.malformed)), ("+5", .notMoney(.malformed)),
    ("0x10", .notMoney(.malformed)), ("1.2.3", .notMoney(.malformed)),
    ("元", .notMoney(.malformed)), ("NaN", .notMoney(.malformed)), (" 1", .notMoney(.malformed)),
    ("1000000000000000", .notMoney(.tooLong)), ("１２", .lookAlike("１")), ("", .empty),
    ("1。5", .lookAlike("。")), ("٣", .notMoney(.malformed)), ("½", .notMoney(.malformed)),
  ])
  func otherAmountsAreRefused(_ text: String, _ problem: ValueProblem) {
    #expect(ValueShape.problem(Array(text.utf8), kind: .money) == problem)
  }

  @Test(arguments: [
    "2016-12-26", "2016-12-26 18:18", "2016-12-26 18:18:18", "2016-12-26T18:18:18Z",
    "2016-12-26T18:18:18.123+08:00", "2016-02-29", "2000-02-29", "today", "yesterday", "now",
    "-2d", "-90m",
  ])
  func datesAreTaken(_ text: String) {
    #expect(ValueShape.problem(Array(text.utf8), kind: .date) == nil)
  }

  @Test(arguments: [
    "2016-13-01", "2015-02-29", "1900-02-29", "2016-1-1", "2016-12-26 24:00", "16-12-26", "-d",
    "-2x", "-2", "2d", "2016-12-26T", "2016-12-26T18:18:18+8", "tomorrow", "2016-12-26 18:18:18 ",
    "2016/12/26", "-9999999d", "2016-12-26T18:18:18.",
  ])
  func otherDatesAreRefused(_ text: String) {
    #expect(ValueShape.problem(Array(text.utf8), kind: .date) == .notDate)
  }

  @Test(arguments: [
    ("90s", 90_000), ("5m", 300_000), ("1h30m", 5_400_000), ("250ms", 250), ("2d", 172_800_000),
    ("0s", 0),
  ])
  func durationsAreRead(_ text: String, _ milliseconds: Int) {
    #expect(ValueShape.durationMilliseconds(text) == milliseconds)
  }

  @Test(arguments: [
    "", "30", "s", "1x", "-1s", "1.5s", "99999999999999999999s", "9223372036854775807d", "1 s",
    "9223372036854775807ms1ms",
  ])
  func otherDurationsAreRefused(_ text: String) {
    #expect(ValueShape.durationMilliseconds(text) == nil)
  }

  @Test(arguments: [
    ("https://a.example/x", true), ("HTTP://a", true), ("ftp://a", false), ("https://", false),
    ("https:///x", false), ("https://a b", false), ("a.example", false), ("https://例.cn", false),
    ("https://a\r\nb", false),
  ])
  func onlyWebAddressesAreTaken(_ text: String, _ isTaken: Bool) {
    #expect((ValueShape.problem(Array(text.utf8), kind: .url) == nil) == isTaken)
  }

  @Test(arguments: [
    ("a=1", true), ("a=", true), ("a:=1", true), ("a@file", true), ("a", false), ("=1", false),
    ("@x", false), (":=1", false), ("", false),
  ])
  func onlyFieldsAreTaken(_ text: String, _ isTaken: Bool) {
    #expect((ValueShape.problem(Array(text.utf8), kind: .field) == nil) == isTaken)
  }

  @Test(arguments: [("7", 7), ("-7", -7), ("007", 7)])
  func integersAreRead(_ text: String, _ value: Int) {
    #expect(ValueShape.integer(text) == value)
  }

  @Test(arguments: ["", "-", "+5", "1.0", "1e2", "9223372036854775808", "１", "--1", " 1"])
  func otherIntegersAreRefused(_ text: String) {
    #expect(ValueShape.integer(text) == nil)
  }
}
