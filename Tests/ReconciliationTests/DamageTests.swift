import PaymentValues
import Testing
import WireFormat

@testable import Reconciliation

/// What a file is refused for, always with the row.
struct DamageTests {
  private static let good = (0..<30).map { "202405010000\(100_000 + $0 * 37),1.00" }

  private static func file(_ rows: [String]) -> String {
    "order_no,amount\n" + (good[..<3] + rows).joined(separator: "\n") + "\n"
  }

  @Test(arguments: [
    ("6.22848E+18,1.00", "damaged_scientific"), ("6E+18,1.00", "damaged_scientific"),
    ("A,1.2E+05", "damaged_scientific"), ("#N/A,1.00", "damaged_error_word"),
    ("A,########", "damaged_error_word"), ("123456.00,1.00", "damaged_decimal"),
    ("\"1,234,567\",1.00", "damaged_decimal"), ("20240501120000100000,1.00", "damaged_rounded"),
    (",1.00", "order_empty"), ("A,", "amount_empty"), ("A,abc", "amount_invalid"),
    ("A,1.005", "amount_decimals"), ("A,\"1,23.00\"", "amount_invalid"),
    ("A,99999999999999999", "amount_too_large"), ("A\u{200B}B,1.00", "order_hidden_character"),
    ("１２,1.00", "order_full_width"), ("A B,1.00", "order_hidden_character"),
    ("A,1.00,9\nB,1.00", "row_width"), ("A", "row_width"),
  ])
  func aDamagedRowIsRefusedByItsNumber(row: String, code: String) {
    let findings = Tools.refusal(Tools.statement("gate.csv", Self.file([row])))
    #expect(findings.map(\.code) == [code])
    #expect(findings.first?.place?.hasPrefix("gate.csv, row 5") == true)
  }

  @Test func aBrokenRowIsNoProseWhateverItsWords() {
    let text = "订单号,金额,商品\n20240501001,1.00,a\n20240501002,1.00,共享,单车\n20240501003,1.00,b\n"
    let findings = Tools.refusal(Tools.statement("f", text))
    #expect(findings.map(\.place) == ["f, row 3"])
  }

  @Test func aFileCutInARowIsNotTakenForOneWithAFooter() {
    let findings = Tools.refusal(Tools.statement("f", "order_no,amount\nA1,1.00\nA2"))
    #expect(findings.map(\.code) == ["row_width"])
    #expect(findings.first?.reason.contains("ends in the middle") == true)
  }

  @Test func lostLeadingZerosShowAgainstTheOtherRows() {
    let rows = ["00012345", "00099999", "12346", "10000001"].map { "\($0),1.00" }
    let findings = Tools.refusal(
      Tools.statement("f", "order_no,amount\n" + rows.joined(separator: "\n")))
    #expect(findings.map(\.code) == ["damaged_leading_zeros"])
    #expect(findings.first?.place == "f, row 4, column order_no")
  }

  @Test func lostLeadingZerosShowAgainstTheOtherSide() {
    let (zeros, none) = (
      "order,amount\n000123,1.00\n000456,2.00\n", "order,amount\n123,1.00\n456,2.00\n"
    )
    #expect(throws: ReconcileError.self) { try Tools.compare(zeros, none) }
    #expect(throws: ReconcileError.self) { try Tools.compare(none, zeros) }
  }

  @Test func shortNumbersThatASpreadsheetRoundedShowTogether() {
    let rows = (0..<6).map { "123456789012\(345 + $0)0,1.00" }
    let findings = Tools.refusal(
      Tools.statement("f", "order,amount\n" + rows.joined(separator: "\n")))
    #expect(findings.first?.code == "damaged_rounded")
    #expect(findings.count == 5)
  }

  @Test func oneRoundNumberAmongManyIsNoDamage() throws {
    let rows = (0..<2_000).map { "20240501120\(10_008_900 + $0),1.00" }
    let (_, summary) = try Tools.read(
      Tools.statement("f", "order,amount\n" + rows.joined(separator: "\n")))
    #expect(summary.findings.contains { $0.code == "round_numbers" })
    var statement = Tools.statement("f", Self.file(["20240501120000100000,1.00"]))
    statement.acceptsRoundNumbers = true
    #expect(try Tools.read(statement).rows.count == 4)
  }

  @Test func problemsAreCountedBeyondTheOnesListed() {
    let rows = Array(repeating: "A,x", count: 50).joined(separator: "\n")
    #expect {
      try Tools.read(Tools.statement("f", "order,amount\n\(rows)\n"))
    } throws: { error in
      guard case ReconcileError.refused(let findings, let total)? = error as? ReconcileError else {
        return false
      }
      return findings.count == 20 && total == 50
    }
  }

  @Test(arguments: [
    ("2024-05-01 12:00:00", TimeCell.Reading.seconds(1_714_536_000)),
    ("2024/5/1 12:00", .seconds(1_714_536_000)), ("20240501120000", .seconds(1_714_536_000)),
    ("1714536000", .seconds(1_714_536_000)), ("1714536000123", .seconds(1_714_536_000)),
    ("2024-05-01T04:00:00Z", .seconds(1_714_536_000)),
    ("2024-05-01T12:00:00+08:00", .seconds(1_714_536_000)), ("1970-01-01 08:00:00", .none),
    ("0000-00-00 00:00:00", .none), ("--", .none), ("2024-13-01 00:00:00", .unreadable),
    ("2024-05-01 25:00:00", .unreadable), ("soon", .unreadable), ("45413.5", .unreadable),
  ])
  func timesAreReadAsBeijingTime(text: String, reading: TimeCell.Reading) {
    var cell = TimeCell()
    #expect(Array(text.utf8).withUnsafeBytes { cell.read($0) } == reading)
  }

  @Test(arguments: [
    ("1", Int64(100)), ("-1.00", -100), ("1,234,567.89", 123_456_789), ("¥ 12.00", 1200),
    ("12.00元", 1200), ("100.0000", 10_000), ("0.1", 10), ("-¥1.00", -100), ("+2.00", 200),
  ])
  func amountsAreReadAsPrinted(text: String, fen: Int64) throws {
    #expect(try Array(text.utf8).withUnsafeBytes { try AmountCell.fen($0, .yuan) { _ in } } == fen)
  }
}
