import PaymentValues
import Platform
import Testing
import WireFormat

@testable import Reconciliation

/// Statements as gateways and spreadsheets write them.
struct ShapeTests {
  struct Shape: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    var encoding = TextEncoding.utf8
    var mark: Bytes = []
    var repairs: [CellRepair] = []
    var preamble = 0
    var footer = 0
    var testDescription: String { name }

    var statement: Statement {
      get throws {
        let bytes = try TextEncoding.fromUTF8(Array(text.utf8), to: encoding)
        return Tools.statement(name, bytes: mark + bytes)
      }
    }
  }

  static let shapes = [
    Shape(name: "plain", text: "order_no,amount,status\nA1,1234.50,paid\nA2,0.01,unpaid\n"),
    Shape(
      name: "GBK", text: "商户订单号,交易金额,订单状态\r\nA1,1234.50,成功\r\nA2,0.01,未支付\r\n",
      encoding: .gb18030),
    Shape(
      name: "byte order mark", text: "订单号,金额,状态\nA1,1234.5,已支付\nA2,0.01,待支付",
      mark: [0xEF, 0xBB, 0xBF]),
    Shape(
      name: "UTF-16", text: "订单号\t金额\t状态\nA1\t1234.5\t已支付\nA2\t0.01\t待支付\n",
      encoding: .utf16LittleEndian, mark: [0xFF, 0xFE]),
    Shape(
      name: "preamble and summary",
      text: """
        #平台对账单
        #商户：测试, 日期 2024-05-01

        序号,商户订单号,交易金额,订单状态
        1,A1,1234.50,支付成功
        2,A2,0.01,未支付
        合计,,1234.51,
        #导出结束
        """, preamble: 2, footer: 2),
    Shape(
      name: "backticks and two summary rows",
      text: """
        交易时间,商户订单号,订单金额,交易状态
        `2024-05-01 10:00:00,`A1,`1234.50,`SUCCESS
        `2024-05-01 10:00:01,`A2,`0.01,`NOTPAY
        总交易单数,总交易额,总退款金额
        `2,`1234.51,`0.00
        """, repairs: [.backtick], footer: 2),
    Shape(
      name: "spreadsheet", text: "订单号,金额,状态\n'A1,\"¥1,234.50\",成功\n=\"A2\",￥0.01元,未支付\n",
      repairs: [.apostrophe, .currency, .formula, .thousands]),
    Shape(
      name: "trailing tabs", text: "订单号,金额,状态\nA1\t,1234.50\t,成功\t\nA2\t,0.01\t,未支付\t\n",
      repairs: [.spaces]),
    Shape(
      name: "no-break spaces and empty extra cells",
      text: "订单号;金额;状态\n\u{A0}A1\u{A0};1234.50\u{3000};成功;;\nA2;0.01;未支付;;\n",
      repairs: [.invisibleSpaces]),
    Shape(name: "fen", text: "订单号,金额(分),状态\nA1,123450,成功\nA2,1,未支付\n"),
    Shape(
      name: "JSON lines",
      text: """
        {"order_no":"A1","amount":1234.50,"status":"SUCCESS"}
        {"amount":"0.01","status":"NOTPAY","order_no":"A2"}
        """),
    Shape(
      name: "quoted",
      text: "\"order_no\",\"amount\",\"status\",\"note\"\r\n"
        + "\"A1\",\"1,234.50\",\"paid\",\"two\nlines \"\"quoted\"\"\"\r\n\"A2\",\"0.01\",\"unpaid\",\"\"",
      repairs: [.thousands]),
  ]

  @Test(arguments: shapes)
  func everyShapeGivesTheSameTwoOrders(shape: Shape) throws {
    let (rows, summary) = try Tools.read(try shape.statement)
    #expect(rows.map(\.order) == ["A1", "A2"])
    #expect(rows.map(\.fen) == [123_450, 1])
    #expect(rows.map(\.status) == [.succeeded, .created])
    #expect(summary.encoding == shape.encoding)
    #expect(summary.preambleRows == shape.preamble)
    #expect(summary.footerRows == shape.footer)
    #expect(Set(summary.repairs.keys).isSuperset(of: shape.repairs))
    #expect(!summary.contradictsItself)
  }

  @Test(arguments: [
    "合计,,1234.52,\n", "共3笔\n", "总交易单数,总交易额\n5,1.00\n", "合计：2笔，共9.99元\n",
  ])
  func aSummaryThatTheRowsDoNotMakeIsReported(footer: String) throws {
    let (_, summary) = try Tools.read(
      Tools.statement("f", "序号,订单号,金额,状态\n1,A1,1234.50,成功\n2,A2,0.01,成功\n" + footer))
    #expect(summary.contradictsItself)
  }

  @Test func aSummaryMayCountPaidOrdersOnly() throws {
    let (_, summary) = try Tools.read(
      Tools.statement("f", "订单号,金额,状态\nA1,5.00,成功\nA2,7.00,未支付\n合计：1笔 5.00元\n"))
    #expect(summary.findings.count { $0.code == "summary_agrees" } == 2)
  }

  @Test func columnsAreNamedOrRecognised() throws {
    let text = "单据,数目,订单金额\nA1,1.00,9.00\n"
    // A source is read once, so each reading has its own.
    var inFen = Tools.statement("f", text)
    inFen.columns = try ColumnMap(parsing: "order=单据,amount-fen=数目")
    #expect(throws: ReconcileError.self) { try Tools.read(inFen) }
    var inYuan = Tools.statement("f", text)
    inYuan.columns = try ColumnMap(parsing: "order=单据,amount=数目")
    #expect(try Tools.read(inYuan).rows.first?.fen == 100)
  }

  @Test(arguments: [
    ("日期,说明\n1,2\n", "columns_missing"), ("", "file_empty"),
    ("订单号,金额,金额\nA,1,2\n", "columns_ambiguous"),
  ])
  func aHeaderThatSaysTooLittleIsRefused(text: String, code: String) {
    #expect(Tools.refusal(Tools.statement("f", text)).map(\.code) == [code])
  }

  @Test(arguments: ["order", "order=", "who=me", "order=a,order=b"])
  func aMappingThatCannotBeReadIsRefused(text: String) {
    #expect(throws: ColumnMapError.self) { try ColumnMap(parsing: text) }
  }

  @Test func anyBytesAreReadOrRefused() {
    var generator = SplitMix64(seed: 7)
    let pieces =
      [
        "订单号,金额\n", "order,amount\n", "\"", ",", "\n", "1.00", "¥", "合计", "\t", "{\"order\":\"1\"}",
        "=\"",
      ].map { Array($0.utf8) } + [[0], [0xFF, 0xFE], [0x81], [0xC2], [0xE2, 0x80]]
    for _ in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...30, using: &generator)).flatMap { _ in
        pieces.randomElement(using: &generator) ?? []
      }
      _ = Tools.refusal(Tools.statement("f", bytes: Array(bytes)))
    }
  }
}
