import Platform
import TestSupport
import Testing

@testable import WireFormat

@Suite struct CSVReaderTests {
  static let accepted: [(String, [[String]])] = [
    ("", []), ("\n", []), ("\r\n\r\n", []), ("a", [["a"]]), ("a\n", [["a"]]),
    ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]), ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
    ("a\rb\r", [["a"], ["b"]]), ("a\r\nb\nc\rd", [["a"], ["b"], ["c"], ["d"]]),
    ("a\n\nb\n", [["a"], ["b"]]), (",", [["", ""]]), (",,\n", [["", "", ""]]),
    ("\"\"", [[""]]), ("\"a,b\",c", [["a,b", "c"]]), ("\"a\"\"b\"", [["a\"b"]]),
    ("\"a\r\nb\",c\r\nd,e", [["a\r\nb", "c"], ["d", "e"]]), ("\"\"\"\"", [["\""]]),
    ("\"a\"\n\"b\"", [["a"], ["b"]]), (" a , b ", [[" a ", " b "]]), ("a;b\tc", [["a;b\tc"]]),
    ("\u{FEFF}a,b", [["a", "b"]]), ("\u{FEFF}", []), ("\u{FEFF}\"a\"", [["a"]]),
    ("a\u{FEFF}", [["a\u{FEFF}"]]), ("a,b,c\nd\n", [["a", "b", "c"], ["d"]]),
    ("订单号,金额\n中,1.00\n", [["订单号", "金额"], ["中", "1.00"]]), ("\"a\",", [["a", ""]]),
    ("=1+1,'x", [["=1+1", "'x"]]),
  ]

  @Test(arguments: accepted)
  func rowsAreReadWholeAndInPieces(_ text: String, _ expected: [[String]]) throws {
    let file = bytes(text)
    let rows = expected.map { $0.map(bytes) }
    #expect(try CSVReader.rows(of: file).map(\.cells) == rows)
    var reader = CSVReader()
    var pieces: [CSVRow] = []
    for byte in file { pieces += try reader.feed([byte]) }
    pieces += try reader.finish()
    #expect(try CSVReader.rows(of: file) == pieces)
  }

  @Test(arguments: [
    ("a,b\n\"c", "csv_unterminated_quote", 4, 2, 3), ("a\"b", "csv_quote_in_cell", 1, 1, 2),
    ("x\r\n a,b \"c\"", "csv_quote_in_cell", 8, 2, 6),
    ("\"a\" ,b", "csv_text_after_quote", 3, 1, 4),
    ("\"a\"b\"", "csv_text_after_quote", 3, 1, 4), ("a,\0", "csv_nul", 2, 1, 3),
    ("\"a\r\nb\"\"\r\rc\"d", "csv_text_after_quote", 11, 4, 3),
  ])
  func errorsNameTheirPlace(
    _ text: String, _ code: String, _ offset: Int, _ line: Int, _ column: Int
  ) {
    var reader = CSVReader()
    let error = #expect(throws: WireError.self) {
      _ = try reader.feed(bytes(text))
      _ = try reader.finish()
    }
    #expect(error?.code == code)
    #expect(error?.offset == offset)
    #expect((reader.line, reader.column) == (line, column))
  }

  @Test func rowsKnowTheirLine() throws {
    let rows = try CSVReader.rows(of: bytes("h\r\n\r\n\"a\r\nb\"\n\nc\n"))
    #expect(rows.map(\.line) == [1, 3, 6])
    #expect(rows.map(\.number) == [1, 2, 3])
  }

  @Test func rowsBeforeAnErrorAreHandedOver() {
    var reader = CSVReader()
    var seen: [CSVRow] = []
    #expect(throws: WireError.self) {
      try reader.feed(bytes("a\nb\nc\"\n")) { seen.append($0) }
    }
    #expect(seen.map(\.cells) == [[bytes("a")], [bytes("b")]])
  }

  @Test func hugeCellsAndRowsAreRefused() throws {
    let cell = Bytes(repeating: 0x61, count: 65_536)
    #expect(try CSVReader.rows(of: cell).first?.cells == [cell])
    #expect(throws: WireError.self) { try CSVReader.rows(of: cell + [0x61]) }
    #expect(throws: WireError.self) { try CSVReader.rows(of: [0x22] + cell + cell) }
    _ = try CSVReader.rows(of: Bytes(repeating: 0x2C, count: 1_023))
    #expect(throws: WireError.self) { try CSVReader.rows(of: Bytes(repeating: 0x2C, count: 1_024)) }
  }

  @Test func anyBytesInAnyPiecesGiveTheSameAnswer() {
    var random = SplitMix64(seed: 6)
    let alphabet = bytes("a,,\"\"\"\r\n\n;") + [0, 0xEF, 0xBB, 0xBF, 0xFF]
    for _ in 0..<3_000 {
      let file = (0..<random.below(30)).map { _ in alphabet[random.below(alphabet.count)] }
      let cut = random.below(file.count + 1)
      let whole = Result { () throws(WireError) in try CSVReader.rows(of: file) }
      let pieces = Result { () throws(WireError) in
        var reader = CSVReader()
        return try reader.feed(Array(file[..<cut])) + reader.feed(Array(file[cut...]))
          + reader.finish()
      }
      #expect(whole == pieces, "\(file) cut at \(cut)")
    }
  }

  @Test(
    arguments: [
      ("a,b;c\n", ","), ("abc", ","), ("", ","), ("\"a;b;c\",d", ","), ("a\n;;;", ","),
    ] as [(String, Character)])
  func commasAreDetected(_ text: String, _ expected: Character) throws {
    #expect(try CSVDelimiter.detect(in: bytes(text)) == expected.asciiValue)
  }

  @Test(arguments: [("a;b;c\n1,2;3", ";"), ("a\tb\n", "\t")] as [(String, Character)])
  func otherDelimitersNeedPermission(_ text: String, _ delimiter: Character) throws {
    let error = #expect(throws: WireError.self) { try CSVDelimiter.detect(in: bytes(text)) }
    #expect(error?.code == "csv_delimiter")
    #expect(error?.offset == 1)
    let byte = try #require(delimiter.asciiValue)
    #expect(try CSVDelimiter.detect(in: bytes(text), allowing: [byte]) == byte)
    #expect(try CSVReader.rows(of: bytes(text), delimiter: byte).first?.cells.count ?? 0 > 1)
  }
}
