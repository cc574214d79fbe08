import Gateways
import PaymentValues
import Testing
import WireFormat

@testable import Payouts

/// Leftovers of spreadsheets and broken names are refused; correct accounts are not.
struct PayeeCheckTests {
  private static let card = "6222021234567890128"
  private static let columns = [
    "ref", "amount", "bank", "account-name", "account-no", "account-attribute", "account-type",
    "province", "city",
  ]

  /// One row for a gateway, with one cell changed.
  private func read(
    _ gateway: GatewaySpec, _ changes: [String: String], rounds: Bool = false,
    defaults: [Role: String] = [:]
  ) throws -> BatchFile {
    var cells = [
      "ref": "a1", "amount": "1", "bank": gateway.id == "lianhe" ? "建设银行" : "中国建设银行",
      "account-name": "张三", "account-no": Self.card, "account-attribute": "0", "account-type": "1",
      "province": "江苏", "city": "苏州",
    ]
    for (column, text) in changes { cells[column] = text }
    let columns = gateway.id == "lianhe" ? Array(Self.columns.prefix(5)) : Self.columns
    let row = CSVWriter().row(columns.map { cells[$0] ?? "" })
    var options = BatchReader.Options()
    options.acceptsRoundNumbers = rounds
    options.defaults = defaults
    return try BatchReader(gateway: gateway, options: options).read(CSVWriter().row(columns) + row)
  }

  /// Column, text, code: refused at every gateway.
  static let leftovers: [(String, String, String)] =
    [
      ("account-no", "`6222021234567890128", "spreadsheet_damage"),
      ("account-name", "`张三", "spreadsheet_damage"), ("bank", "`中国建设银行", "spreadsheet_damage"),
      ("account-no", "’6222021234567890128", "spreadsheet_damage"),
      ("account-no", "6222021234567890128.00", "spreadsheet_damage"),
      ("account-no", "12345", "account_short"), ("account-no", "1234567", "account_short"),
      ("account-no", "6222****0128", "account_masked"),
      ("account-no", "62220212345678901A8", "account_letters"),
      ("account-no", "６222021234567890128", "full_width_digit"),
      ("account-no", "6222021234567890128号", "account_characters"),
      ("account-no", "6216600000000000000", "spreadsheet_damage"),
      ("account-no", "62220212345678900", "spreadsheet_damage"),
      ("account-no", "null", "broken_text"), ("account-name", "NULL", "broken_text"),
      ("account-name", "????", "broken_text"), ("account-name", "张?", "broken_text"),
      ("account-name", "？", "broken_text"), ("account-name", "\u{FFFD}й\u{FFFD}", "broken_text"),
      ("account-name", "锟斤拷", "broken_text"), ("account-name", "寮犱笁", "broken_text"),
      ("account-name", "ÕÅÈý", "broken_text"), ("account-name", "å¼ ä¸‰", "broken_text"),
      ("bank", "????", "broken_text"), ("bank", "锟斤拷锟斤拷", "broken_text"),
      ("account-no", "0000001234567890123456789012345678", "account_long"),
      ("account-no", "TRUE", "broken_text"), ("account-no", "-", "broken_text"),
      ("account-no", "账号", "broken_text"), ("bank", "无", "broken_text"),
      ("bank", "FALSE", "broken_text"), ("bank", "开户行", "broken_text"),
      ("bank", "-", "broken_text"),
      ("account-name", "+张三", "spreadsheet_damage"),
      ("account-name", "@张三", "spreadsheet_damage"),
      ("account-name", "=张三", "spreadsheet_damage"),
      ("account-name", "＝张三", "spreadsheet_damage"),
    ]
    + [
      "0", "1", "TRUE", "false", "6222021234567890128", "12", "-", "--", "/", "—", "无", "暂无", "账户名",
      "户名",
      "姓名", "收款人", "account-name", "Name", "１２３", "0.00",
    ].map { ("account-name", $0, "broken_text") }
    + ["张#REF!", "#REF!张", "＃N/A", "＃Ｎ／Ａ", "＃＃＃＃", "张#n/a三"].flatMap { word in
      ["account-name", "bank"].map { ($0, word, "spreadsheet_damage") }
    }
    + [
      "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#n/a", "########",
    ].flatMap { word in
      ["account-name", "account-no", "bank"].map { ($0, word, "spreadsheet_damage") }
    }

  @Test(arguments: leftovers)
  func aLeftoverIsRefusedWithLineAndColumn(column: String, text: String, code: String) throws {
    for gateway in [GatewaySpec.lianhe, .payCenter] {
      let file = try read(gateway, [column: text])
      #expect(file.rows.isEmpty)
      let finding = file.findings.first { $0.code == code && $0.severity == .error }
      #expect(finding != nil, "\(gateway.id): \(file.findings)")
      let index = (Self.columns.firstIndex(of: column) ?? 0) + 1
      #expect(finding?.place == "line 2, column \(index) (\(column))")
    }
  }

  @Test(arguments: [
    "张三", "欧阳娜娜", "曹锟", "濮阳俊", "闫妮", "北京某某科技有限公司", "阿卜杜拉·买买提", "John Smith", "O'Neil", "㛃", "龘",
    "上海（浦东）贸易有限公司", "岑参", "滕子京", "彭德怀", "蔡徐坤", "吴无", "A+B贸易公司", "名称贸易公司", "户名科技有限公司", "3M中国有限公司",
    "360集团", "O#Brien", "Truel",
  ])
  func aGoodNameIsTaken(name: String) throws {
    for gateway in [GatewaySpec.lianhe, .payCenter] {
      let findings = try read(gateway, ["account-name": name]).findings
      #expect(findings.isEmpty, "\(findings)")
    }
  }

  /// Names that common programs broke on the way, made here as they make them.
  @Test(arguments: ["张三", "欧阳娜", "王小明", "李四光", "中国建设银行", "北京某某科技有限公司"])
  func whatReadingInTheWrongEncodingMakesIsRefused(name: String) throws {
    let gbk = try TextEncoding.fromUTF8(Array(name.utf8), to: .gb18030)
    var broken = [String(decoding: gbk, as: UTF8.self)]
    broken.append(String(String.UnicodeScalarView(gbk.map { Unicode.Scalar($0) })))
    if let text = try? TextEncoding.gb18030.toUTF8(Array(name.utf8)) {
      broken.append(String(decoding: text, as: UTF8.self))
    }
    for text in broken {
      let file = try read(.lianhe, ["account-name": text])
      #expect(!file.isGood, "\(text)")
    }
  }

  /// Account, attribute, severity of what is found; nil for nothing.
  @Test(arguments: [
    ("1100123456789010", "1", Finding.Severity?.none), ("1100123456789010", "0", .warning),
    ("11001234567890100", "1", .error), ("110012345678901", "1", nil),
    ("320501234567890123456", "1", nil), ("NRA15000012345678", "1", nil),
    ("6222021234567890128", "0", nil), ("6222021234567890127", "0", .warning),
    ("6222021234567890127", "1", nil), ("6222021234567890120", "1", nil),
  ])
  func checkDigitsBindPersonsCardsOnly(
    account: String, attribute: String, severity: Finding.Severity?
  ) throws {
    let findings = try read(
      .payCenter, ["account-no": account, "account-attribute": attribute]
    ).findings
    #expect(findings.map(\.severity) == [severity].compactMap { $0 }, "\(findings)")
  }

  @Test(arguments: [
    ("1100123456789010", Finding.Severity?.none), ("110012345678901", nil),
    ("6222021234567890127", .warning), ("8110701012345678901", nil),
  ])
  func whereNobodySaysWhoseItIsOnlyCardsAreDoubted(account: String, severity: Finding.Severity?)
    throws
  {
    let findings = try read(.lianhe, ["account-no": account]).findings
    #expect(findings.map(\.severity) == [severity].compactMap { $0 }, "\(findings)")
  }

  @Test(arguments: ["6222021234567890000", "11001234567890100", "6216600000000000000"])
  func roundNumbersAreTakenWhenAsked(account: String) throws {
    #expect(try !read(.lianhe, ["account-no": account]).isGood)
    #expect(try read(.lianhe, ["account-no": account], rounds: true).isGood)
  }

  @Test func walletsHaveNoBankAccounts() throws {
    let alipay = ["account-no": "who@example.com", "account-type": "3"]
    #expect(try read(.payCenter, alipay).findings.isEmpty)
    let fromProfile = ["account-no": "who@example.com", "account-type": ""]
    #expect(
      try read(.payCenter, fromProfile, defaults: [.accountType: "3"]).findings.isEmpty)
    #expect(try !read(.payCenter, fromProfile).isGood)
  }

  @Test(arguments: ["火星银行", "银行", "某某行"])
  func aBankThatNoTableKnowsIsSaid(bank: String) throws {
    let strict = try read(.payCenter, ["bank": bank])
    #expect(strict.findings.map(\.code) == ["bank_unknown"])
    #expect(!strict.isGood)
    #expect(strict.findings.first?.place == "line 2, column 3 (bank)")
    let free = try read(.lianhe, ["bank": bank])
    #expect(free.findings.map(\.code) == ["bank_unknown"])
    #expect(free.isGood)
  }

  @Test(arguments: [
    "建设银行", "中国建设银行", "工行", "招商银行", "中国银行", "交通银行上海分行", "江阴农商银行", "某某村镇银行", "邮政储蓄银行",
  ])
  func aBankThatIsKnownIsTaken(bank: String) throws {
    #expect(try read(.lianhe, ["bank": bank]).findings.isEmpty)
  }

  @Test(arguments: [
    ("account_name", "account-name"), ("Account-Name", "account-name"), ("acount-no", "account-no"),
    ("amout", "amount"), ("bank_name", "bank-name"), ("refs", "ref"),
  ])
  func aMistypedHeadingNamesTheRightOne(heading: String, right: String) throws {
    let file = try BatchReader(gateway: .lianhe).read(
      Array("ref,amount,\(heading)\na,1,x\nb,2,y\n".utf8))
    let finding = file.findings.first { $0.code == "column_unknown" }
    #expect(finding?.hint?.contains("'\(right)'") == true, "\(file.findings)")
  }

  @Test func aMissingReferenceColumnIsSaidOnce() throws {
    let rows = (0..<50).map { "\($0 + 1),张三" }.joined(separator: "\n")
    let file = try BatchReader(gateway: .lianhe).read(Array("amount,account-name\n\(rows)\n".utf8))
    #expect(file.findings.map(\.code) == ["column_missing"])
  }

  @Test(arguments: [
    (Bytes([0x50, 0x4B, 3, 4, 0x14, 0, 6, 0]), "byte 1", "CSV"),
    (Array("ref,amount\n".utf8) + [0xFF, 0x31, 0x0A], "byte 12", "spreadsheet"),
    (Array("ref,amount\na,1\u{0}\n".utf8), "byte 15", "spreadsheet"),
  ])
  func aFileThatIsNoTextIsRefusedWithTheByte(bytes: Bytes, place: String, word: String) {
    let refusal = #expect(throws: Refusal.self) {
      try BatchReader(gateway: .lianhe).read(bytes)
    }
    let finding = refusal?.findings.first
    #expect(finding?.code == "encoding_unknown")
    #expect(finding?.place == place)
    #expect(finding?.reason.contains(word) == true)
  }

  @Test func aNumberThatKeptItsLeadingZeroWasNotRounded() throws {
    let number = "0200001234567890000"
    for gateway in [GatewaySpec.lianhe, .payCenter] {
      let file = try read(gateway, ["account-no": number, "account-attribute": "1"])
      #expect(!file.findings.contains { $0.code == "spreadsheet_damage" }, "\(file.findings)")
      #expect(file.rows.count == 1)
    }
  }

  @Test func aBankOfDigitsOnlyIsUnknown() throws {
    for gateway in [GatewaySpec.lianhe, .payCenter] {
      let findings = try read(gateway, ["bank": "0"]).findings
      #expect(findings.contains { $0.code == "bank_unknown" }, "\(gateway.id): \(findings)")
    }
  }

  @Test func aNumberInThePlaceOfANameIsNotPrinted() throws {
    let findings = try read(.lianhe, ["account-name": Self.card]).findings
    #expect(!findings.isEmpty)
    #expect(findings.allSatisfy { !$0.reason.contains(Self.card) })
  }
}
