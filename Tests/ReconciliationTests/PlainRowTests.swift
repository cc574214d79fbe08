import PaymentValues
import Testing
import WireFormat

@testable import Reconciliation

/// Rows of usual cells are taken at once. They must be what they are when each cell is looked at.
@Suite struct PlainRowTests {
  /// Cells of an order, amount, status and time.
  static let rows: [[String]] = [
    ["2024050112345678901", "1.00", "paid", "2024-05-01 12:00:00"],
    ["1", "12.34", "paid", "2024-05-01 23:59:59"],
    ["1234567", "123.45", "unpaid", "2024-05-02 00:00:00"],
    ["12345678", "1234.56", "已支付", "2024-05-02 24:00:00"],
    ["1023456789012345", "12345.67", "failed", "2024-05-02 12:60:00"],
    ["12345678901234567", "123456.78", "paid", "2024-05-02 12:00:60"],
    ["12345678901234567890123456789012", "1234567890.12", "paid", "2024/05/01 01:02:03"],
    ["123456789012345678901234567890123", "999999999999", "paid", "2024-05-01T01:02:03"],
    ["A1", "0.00", "paid", "2024-05-01 01:02:0x"], ["A_2", "0.1", "paid", "2024-05-01"],
    ["77", "1", "settled", "1970-01-01 08:00:00"], ["78", "-5.00", "paid", "1972-01-02 08:00:00"],
    ["79", "1.0", "", ""], ["80", "¥1.00", "somehow", "never"],
    ["81 ", " 2.00", "paid ", "`2024-05-01 1:2:3"],
    ["82", "00001.00", "已退款", "2024-05-01 12:00:00"], ["83", "1.00", "退款", "2024-05-01 12:00:00"],
    ["84", "1.00", "paid", "2024-02-30 12:00:00"], ["84", "1.00", "paid", "2024-05-01 2:00:000"],
    ["85", "1.00", "paid", "2024-05-01 12:00:00+08:00"],
    ["86", "1.00", "paid", "2024-05-01 1/:00:00"],
    ["87", "1.00", "paid", "2024-05-01 12222200"], ["88", "1.00", "paid", "1714536000"],
  ]

  /// How a file is written: what stands in front of the cells of the order, and what ends a line.
  struct Form: CustomTestStringConvertible, Sendable {
    let first: String
    let end: String
    var testDescription: String { "\(first) \(end == "\n" ? "LF" : "CR LF")" }
  }

  static let forms = ["7", "", "x", "total_", "小", " a", "t"].flatMap { first in
    ["\n", "\r\n"].map { Form(first: first, end: $0) }
  }

  /// The rows with a cell behind them, in quotes or not. Quotes take a row off the short way.
  private func text(_ form: Form, _ note: String) -> Bytes {
    let lines =
      ["编号,订单号,金额,状态,时间,备注"]
      + (0..<3).flatMap { _ in
        Self.rows.map { ([form.first] + $0 + [note]).joined(separator: ",") }
      }
    return Array((lines + ["合计,,9.00,,,", ""]).joined(separator: form.end).utf8)
  }

  private func read(_ bytes: Bytes) throws -> String {
    var statement = Tools.statement("a.csv", bytes: bytes)
    statement.assumedStatus = .succeeded
    var rows = ""
    let result = try StatementReader(statement).read { row in
      rows += "\(row.row) \(String(decoding: row.order, as: UTF8.self)) \(row.amount) \(row.paid) "
      rows += "\(row.status) \(row.word) \(row.time) \(row.kind)\n"
      #expect(row.digits == DigitKey(row.order))
    }
    var summary = result.summary
    summary.encoding = nil
    let words = result.statuses.entries.map { "\($0.text) \($0.firstRow) \($0.count)" }
    return "\(rows)\(summary.rows) \(summary.sum) \(summary.refundRows) \(summary.refundSum) "
      + "\(summary.repairs.sorted { $0.key.rawValue < $1.key.rawValue }) \(summary.findings)\n"
      + "\(words) \(result.profile)"
  }

  @Test(arguments: forms) func theShortWayTellsWhatTheLongOneTells(form: Form) throws {
    let short = try read(text(form, "note"))
    #expect(short == (try read(text(form, "\"note\""))))
    #expect(short.split(separator: "\n").count > Self.rows.count * 2)
    // And in the encoding of Chinese spreadsheets, where cells are converted one by one.
    let converted = try TextEncoding.fromUTF8(text(form, "备注"), to: .gb18030)
    #expect(short == (try read(converted)))
  }

  /// A buffer's end may fall anywhere.
  @Test func whereABufferEndsDoesNotMatter() throws {
    let bytes = text(Form(first: "7", end: "\r\n"), "note")
    let whole = try read(bytes)
    for size in [1, 2, 3, 7, 64, 65, 100] {
      let source = ByteSource(name: "", bytes: bytes)
      var statement = Statement(
        ByteSource(name: "a.csv") { try source.read(.init(rebasing: $0.prefix(size))) })
      statement.assumedStatus = .succeeded
      var count = 0
      _ = try StatementReader(statement).read { _ in count += 1 }
      #expect(count > Self.rows.count * 2)
      #expect(whole.split(separator: "\n").count >= count)
    }
  }
}
