import Gateways
import PaymentValues
import Testing
import WireFormat

@testable import Payouts

struct BatchReaderTests {
  private static let card = "6222021234567890128"

  private func read(
    _ text: String, _ gateway: GatewaySpec = .lianhe,
    _ change: (inout BatchReader.Options) -> Void = { _ in }
  ) throws -> BatchFile {
    var options = BatchReader.Options()
    change(&options)
    return try BatchReader(gateway: gateway, options: options).read(Array(text.utf8))
  }

  @Test func rowsAreReadByRoleNames() throws {
    let file = try read(
      "ref,amount,bank-name,account-name,account-no\na1,12.50,工行,张三,\(Self.card)\n")
    #expect(file.findings.isEmpty)
    let row = try #require(file.rows.first)
    #expect(row.reference == "a1")
    #expect(row.amount == Money(fen: 1250))
    #expect(row.texts[.accountNumber] == Self.card)
    #expect(row.line == 2)
  }

  @Test(arguments: [
    "reference,amount,bankName,accountName,accountNumber",
    "id,amount,银行名称,银行账户名,银行卡卡号",
    "\u{FEFF}ref,amount,bank,account-name,account-no",
  ])
  func headingsMayBeTheGatewaysOwnOrItsLabels(header: String) throws {
    let file = try read("\(header)\r\na1,1,工行,张三,\(Self.card)\r\n")
    #expect(file.findings.isEmpty)
    #expect(file.rows.count == 1)
  }

  @Test func jsonLinesAreRead() throws {
    let file = try read(
      #"{"ref":"a1","amount":12.50,"bank":"工行","account-name":"张三","account-no":"\#(Self.card)"}"#)
    #expect(file.findings.isEmpty)
    #expect(file.rows.first?.amount == Money(fen: 1250))
  }

  /// One damaged cell each: column, text, code.
  @Test(arguments: [
    ("amount", "12.345", "bad_amount"), ("amount", "0", "bad_amount"),
    ("amount", "-1", "bad_amount"), ("amount", "1e2", "bad_amount"),
    ("amount", "\"1,000\"", "bad_amount"), ("amount", "１２", "full_width_digit"),
    ("amount", "", "amount_missing"), ("amount", " 5", "surrounding_space"),
    ("account-no", "6.22E+18", "spreadsheet_damage"),
    ("account-no", "\"=\"\"6222\"\"\"", "spreadsheet_damage"),
    ("account-no", "'6222021234567890128", "spreadsheet_damage"),
    ("account-no", "6222021234567890000", "spreadsheet_damage"),
    ("account-no", "６222021234567890128", "full_width_digit"),
    ("account-no", "6222 0212 3456 7890 128", "grouped_number"),
    ("account-no", "622202\u{200B}1234567890128", "hidden_character"),
    ("account-name", "张\u{A0}三", "hidden_character"),
    ("account-name", "=cmd()", "spreadsheet_damage"),
    ("ref", "", "reference_missing"), ("ref", "a2", "reference_twice"),
  ])
  func aDamagedCellIsNamedWithItsPlace(column: String, text: String, code: String) throws {
    let columns = ["ref", "amount", "bank", "account-name", "account-no"]
    var cells = ["a1", "12.50", "工行", "张三", Self.card]
    cells[try #require(columns.firstIndex(of: column))] = text
    let file = try read(
      "\(columns.joined(separator: ","))\na2,1,工行,李四,\(Self.card)\n"
        + "\(cells.joined(separator: ","))\n")
    #expect(file.rows.isEmpty)
    let finding = try #require(file.findings.first { $0.code == code })
    #expect(finding.severity == .error)
    #expect(finding.place?.hasPrefix("line 3") == true)
    #expect(finding.place?.contains(column) == true)
  }

  @Test func aWrongCheckDigitIsAWarningOnly() throws {
    let file = try read(
      "ref,amount,bank,account-name,account-no\na1,1,工行,张三,6222021234567890127\n")
    #expect(file.findings.map(\.code) == ["check_digit"])
    #expect(file.isGood)
    #expect(file.rows.count == 1)
  }

  @Test(arguments: [
    ("ref,amount,amount", "column_twice"), ("ref,amount,bogus", "column_unknown"),
    ("ref,amount,mrn", "column_reserved"), ("ref,amount,order", "column_reserved"),
    ("ref,bank", "column_missing"), ("amount,bank", "column_missing"),
    ("ref, amount,bank", "column_padded"),
  ])
  func aBadHeaderIsRefused(header: String, code: String) throws {
    let cells = header.split(separator: ",").map { _ in "1" }.joined(separator: ",")
    #expect(try read("\(header)\n\(cells)\n").findings.contains { $0.code == code })
  }

  @Test(arguments: [
    ("ref;amount;bank\na;1;x\n", "csv_delimiter"),
    ("ref,amount\na,\"1\n", "csv_unterminated_quote"),
  ])
  func aFileThatIsNoTableIsRefused(text: String, code: String) {
    let refusal = #expect(throws: Refusal.self) { try read(text) }
    #expect(refusal?.findings.first?.code == code)
    #expect(refusal?.exit == .data)
  }

  @Test(arguments: [TextEncoding.gb18030, .utf16LittleEndian])
  func anotherEncodingIsRefusedOrConverted(encoding: TextEncoding) throws {
    let text = "ref,amount,bank,account-name,account-no\na1,1,工商银行,张三,\(Self.card)\n"
    let bytes = try TextEncoding.fromUTF8(Array(text.utf8), to: encoding)
    let refusal = #expect(throws: Refusal.self) {
      try BatchReader(gateway: .lianhe).read(bytes)
    }
    #expect(refusal?.findings.first?.code == "encoding_not_utf8")
    var options = BatchReader.Options()
    options.encoding = encoding
    let file = try BatchReader(gateway: .lianhe, options: options).read(bytes)
    #expect(file.rows.first?.texts[.accountName] == "张三")
  }

  @Test func lineNumbersServeAsReferencesWhenAsked() throws {
    let file = try read("amount,bank,account-name,account-no\n1,工行,张三,\(Self.card)\n") {
      $0.lineNumbersAsReferences = true
    }
    #expect(file.rows.first?.reference == "line-2")
  }

  @Test func aRaggedRowAndTooManyRowsAreNamed() throws {
    #expect(try read("ref,amount\na,1,2\n").findings.contains { $0.code == "ragged_row" })
    let long = "ref,amount\n" + (0..<5).map { "a\($0),1\n" }.joined()
    #expect(try read(long) { $0.maximumRows = 4 }.findings.map(\.code) == ["too_many_rows"])
    #expect(try read("ref,amount\n").findings.map(\.code) == ["no_rows"])
  }

  @Test(arguments: [GatewaySpec.lianhe, .payCenter])
  func theTemplateIsAHeaderThatTheReaderTakes(gateway: GatewaySpec) throws {
    let header = try BatchTemplate.csv(gateway)
    let file = try BatchReader(gateway: gateway).read(header)
    #expect(file.findings.map(\.code) == ["no_rows"])
    #expect(throws: Refusal.self) { try BatchTemplate.csv(.wessyun) }
  }

  @Test func everyCutOfAFileIsSurvived() throws {
    let text = "\u{FEFF}ref,amount,bank,account-name,account-no\r\n\"a,1\",1,工行,张三,\(Self.card)\r\n"
    let bytes = Array(text.utf8)
    let reader = try BatchReader(gateway: .lianhe)
    for length in bytes.indices { _ = try? reader.read(Array(bytes[..<length])) }
  }

  @Test(arguments: [
    ",,,,\n", ",,,,\n,,,,\n", " , ,\t,,\n", "\"\",\"\",\"\",\"\",\"\"\n", ",,,,,,\n", ",\n",
  ])
  func aRowOfCommasIsNothing(end: String) throws {
    let head = "ref,amount,bank,account-name,account-no"
    let row = "a1,1,工行,张三,\(Self.card)"
    let file = try read("\(head)\n\(row)\n\(end)")
    #expect(file.findings.isEmpty, "\(file.findings)")
    #expect(file.rows.count == 1, "\(file.findings)")
    let wide = try read("\(head),,\n\(row),,\n\(end)")
    #expect(wide.findings.isEmpty, "\(wide.findings)")
    #expect(wide.rows.count == 1, "\(wide.findings)")
    let text = try read("\(head),,\n\(row),x,\n")
    #expect(text.findings.map(\.code) == ["ragged_row"])
    #expect(try read("\(head)\n,,,,\n").findings.map(\.code) == ["no_rows"])
    #expect(try read("ref,,amount\na1,,1\n").findings.contains { $0.code == "column_unknown" })
  }
}
