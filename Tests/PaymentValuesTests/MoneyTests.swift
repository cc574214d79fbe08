import PaymentValues
import Platform
import TestSupport
import Testing

@Suite struct MoneyTests {
  private func read(_ text: String, _ unit: AmountUnit) throws(MoneyError) -> Int64 {
    try unit.money(Array(text.utf8)).fen
  }

  @Test func everyAmountSurvivesTheWayOutAndBack() throws {
    var random = SplitMix64(seed: 1)
    for _ in 0..<100_000 {
      let fen = Int64.random(
        in: 0...(Int64.max >> Int64.random(in: 0...62, using: &random)), using: &random)
      let money = Money(fen: fen)
      try #require(try AmountUnit.yuan.money(Array(AmountUnit.yuan.text(of: money).utf8)) == money)
      try #require(try AmountUnit.fen.money(Array(AmountUnit.fen.text(of: money).utf8)) == money)
      try #require(try Money(operatorText: money.yuan) == money)
      try #require(try Money(operatorText: money.yuan + "元") == money)
      try #require(try Money(operatorText: "\(fen)分") == money)
      let whole = Money(fen: fen / 100 * 100)
      let text = try AmountUnit.wholeYuan.text(of: whole)
      try #require(try AmountUnit.wholeYuan.money(Array(text.utf8)) == whole)
    }
  }

  @Test func zerosAtTheEndOfAWireAmountChangeNothing() throws {
    var random = SplitMix64(seed: 2)
    for _ in 0..<2_000 {
      let money = Money(fen: Int64(random.below(1_000_000_000)))
      let zeros = String(repeating: "0", count: random.below(9))
      try #require(try read(money.yuan + zeros, .yuan) == money.fen)
    }
  }

  @Test(
    arguments: [
      ("0", 0), ("00", 0), ("007", 700), ("100", 10_000), ("100.0", 10_000), ("100.0000", 10_000),
      ("19.99", 1999), ("0.29", 29), ("0.01", 1), ("1.10", 110), ("1.1", 110), ("0.000", 0),
      ("92233720368547758.07", Int64.max), ("92233720368547758.06", Int64.max - 1),
      ("92233720368547758.0700000000", Int64.max),
    ] as [(String, Int64)])
  func yuanIsReadExactly(text: String, fen: Int64) throws {
    #expect(try read(text, .yuan) == fen)
  }

  static let noAmounts = [
    "-0", "+5", "5.", ".5", ".", "1e2", "1E+2", "0x10", "1_000", "1,000", "１２", "٣", "½", "NaN",
    "inf", "100.0 ", " 100.0", "1 00", "1.0.0", "1..0", "--1", "-1", "null", "true", "1\u{0}",
    "1\u{301}", "1.\u{301}0", "1.0\n", "¥1", "1.00元", "1.+5", "1.-5",
  ]

  @Test(arguments: noAmounts)
  func whatIsNoPlainNumberIsRefused(text: String) {
    for unit in AmountUnit.allCases {
      #expect(throws: MoneyError.notANumber) { try read(text, unit) }
    }
  }

  @Test(arguments: AmountUnit.allCases)
  func nothingIsNoAmount(unit: AmountUnit) {
    #expect(throws: MoneyError.empty) { try read("", unit) }
  }

  @Test(arguments: [
    ("100.001", AmountUnit.yuan, MoneyError.tooManyDecimals), ("0.0001", .yuan, .tooManyDecimals),
    ("19.990001", .yuan, .tooManyDecimals),
    ("92233720368547758.08", .yuan, .tooLarge), ("92233720368547759", .yuan, .tooLarge),
    ("9223372036854775808", .fen, .tooLarge), ("9223372036854775807", .yuan, .tooLarge),
    (String(repeating: "9", count: 400), .yuan, .tooLarge),
    (String(repeating: "9", count: 400), .fen, .tooLarge),
    ("100.00", .fen, .notANumber), ("1.5", .fen, .notANumber),
    ("501.50", .wholeYuan, .needsWholeYuan), ("0.01", .wholeYuan, .needsWholeYuan),
    ("1.005", .wholeYuan, .tooManyDecimals), ("92233720368547759", .wholeYuan, .tooLarge),
  ])
  func whatAUnitCannotCarryIsRefused(text: String, unit: AmountUnit, error: MoneyError) {
    #expect(throws: error) { try read(text, unit) }
    #expect(!error.reason.isEmpty)
  }

  @Test func fenReachTheEndOfTheirRange() throws {
    #expect(try read("9223372036854775807", .fen) == .max)
    #expect(try read("0009", .fen) == 9)
    #expect(try read("501.00", .wholeYuan) == 50_100)
    #expect(try read("92233720368547758", .wholeYuan) == 9_223_372_036_854_775_800)
  }

  @Test func wholeYuanCannotCarryFen() {
    #expect(throws: MoneyError.needsWholeYuan) {
      try AmountUnit.wholeYuan.text(of: Money(fen: 101))
    }
    #expect(throws: Never.self) { try AmountUnit.wholeYuan.text(of: Money(fen: 100)) }
  }

  @Test(
    arguments: [
      ("1.00", 100), ("1", 100), ("1.5", 150), ("1元", 100), ("1.00元", 100), ("1yuan", 100),
      ("100分", 100), ("100fen", 100), ("0", 0), ("19.99", 1999), ("0.29元", 29),
      ("92233720368547758.07", Int64.max), ("9223372036854775807分", Int64.max),
    ] as [(String, Int64)])
  func operatorsWriteYuanUnlessTheySayFen(text: String, fen: Int64) throws {
    #expect(try Money(operatorText: text).fen == fen)
  }

  @Test(arguments: [
    ("", MoneyError.empty), ("元", .notANumber), ("分", .notANumber), ("fen", .notANumber),
    ("1.000", .tooManyDecimals), ("1.000元", .tooManyDecimals), ("100.001", .tooManyDecimals),
    ("1.5分", .notANumber), ("100.00fen", .notANumber), ("1元元", .notANumber),
    ("1分元", .notANumber), ("1 元", .notANumber), (" 1", .notANumber), ("1,000", .notANumber),
    ("1e2", .notANumber), ("-1", .notANumber), ("+1", .notANumber), ("１", .notANumber),
    ("1．5", .notANumber), ("1.", .notANumber), (".5", .notANumber), ("1YUAN", .notANumber),
    ("9223372036854775808分", .tooLarge), ("92233720368547758.08", .tooLarge),
  ])
  func operatorsWordsThatCouldMeanTwoThingsAreRefused(text: String, error: MoneyError) {
    #expect(throws: error) { try Money(operatorText: text) }
  }

  @Test func arithmeticAtTheEndOfTheRangeGivesNil() {
    #expect(Money(fen: .max).adding(Money(fen: 1)) == nil)
    #expect(Money(fen: .min).subtracting(Money(fen: 1)) == nil)
    #expect(Money(fen: 1).subtracting(Money(fen: .min)) == nil)
    #expect(Money(fen: .max).adding(Money(fen: -1)) == Money(fen: .max - 1))
    #expect(Money(fen: 5).subtracting(Money(fen: 7)) == Money(fen: -2))
    #expect(Money.zero < Money(fen: 1))
  }

  @Test(
    arguments: [
      (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (100, "1.00"), (-123, "-1.23"), (1990, "19.90"),
      (Int64.max, "92233720368547758.07"), (Int64.min, "-92233720368547758.08"),
    ] as [(Int64, String)])
  func yuanAreWrittenWithTwoDecimals(fen: Int64, text: String) {
    #expect(Money(fen: fen).yuan == text)
  }
}
