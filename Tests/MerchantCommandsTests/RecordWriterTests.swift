@testable import MerchantCommands
import PaymentValues
@testable import Reconciliation
import Testing
import WireFormat

@Suite struct RecordWriterTests {
  private static let records = [
    Record([
      ("order", .text("=1+1")), ("count", .count(2)), ("amount", .money(Money(fen: -150))),
      ("time", .time(0)),
    ]),
    Record([
      ("order", .text("12345678901234\tB")), ("count", .count(0)), ("amount", .money(nil)),
      ("time", .time(nil)),
    ]),
  ]

  struct Case: Sendable {
    var form: RecordWriter.Form
    var fields: [String] = []
    var text: String
  }

  static let cases = [
    Case(
      form: .ndjson,
      text: """
        {"order":"=1+1","count":2,"amount_fen":-150,"time":"1970-01-01T08:00:00+08:00"}
        {"order":"12345678901234\\tB","count":0,"amount_fen":null,"time":null}

        """),
    Case(
      form: .ndjson, fields: ["amount_fen", "order"],
      text: """
        {"amount_fen":-150,"order":"=1+1"}
        {"amount_fen":null,"order":"12345678901234\\tB"}

        """),
    Case(
      form: .csv(.plain), fields: ["order", "amount"],
      text: "order,amount\r\n=1+1,-1.50\r\n12345678901234\tB,\r\n"),
    // What a spreadsheet calculates with stays a number, also below zero; it runs nothing.
    Case(
      form: .csv(.excel),
      text: """
        \u{FEFF}order,count,amount,time\r
        '=1+1,2,-1.50,1970-01-01 08:00:00\r
        12345678901234\tB,0,,\r

        """),
    Case(
      form: .tsv, fields: ["order", "count"], text: "order\tcount\n=1+1\t2\n12345678901234 B\t0\n"),
    Case(form: .values, fields: ["count"], text: "2\n0\n"),
    Case(
      form: .template(TemplateText("{order}: {amount} = {amount_fen}\\t{none}\\{")),
      text: "=1+1: -1.50 = -150\t{\n12345678901234\tB:  = \t{\n"),
  ]

  @Test(arguments: cases)
  func recordsAreWrittenOneByOne(_ row: Case) {
    var writer = RecordWriter(row.form, fields: row.fields)
    let text = Self.records.map { String(decoding: writer.bytes($0), as: UTF8.self) }.joined()
    #expect(text == row.text)
  }

  @Test func aLongNumberIsNoNumberForASpreadsheet() {
    var writer = RecordWriter(.csv(.excel), fields: [])
    let record = Record([
      ("order", .text("12345678901234")), ("fen", .json(.number("1234567890123456"))),
    ])
    let text = String(decoding: writer.bytes(record), as: UTF8.self)
    #expect(text.contains("\r\n'12345678901234,'1234567890123456\r\n"))
  }

  @Test func aDifferenceHasTheSameNamesWithAndWithoutValues() {
    let side = Difference.Side(
      file: nil, row: 2, isRefund: false, amount: Money(fen: 100), paid: nil, status: nil,
      statusWord: "", time: nil)
    let difference = Difference(
      kind: .amountDiffers, order: "A", ours: side, theirs: side)
    let (full, empty) = (DifferenceView.record(difference), DifferenceView.record(nil))
    #expect(full.cells.map(\.name) == empty.cells.map(\.name))
    #expect(full.members.map(\.0) == empty.members.map(\.0))
  }
}
