import Platform
import TestSupport
import Testing

@testable import WireFormat

@Suite struct CSVWriterTests {
  @Test func quotesOnlyWhereNeeded() {
    let row = CSVWriter().row(["a", "b,c", "d\"e", "f\ng", "", " h ", "=1"])
    #expect(row == bytes("a,\"b,c\",\"d\"\"e\",\"f\ng\",, h ,=1\r\n"))
    #expect(CSVWriter().row([""]) == bytes("\"\"\r\n"))
    #expect(CSVWriter().prelude.isEmpty)
    #expect(CSVWriter(style: .excel).prelude == [0xEF, 0xBB, 0xBF])
  }

  @Test(arguments: [
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "\u{A0}=1", "  \u{A0} @x", "\u{3000}=1",
    "＝1", "＋1", "－1", "＠x", "'x", "''", "-", "=", "6222021234567890123", "123456789012", "007",
    "00",
  ])
  func dangerousCellsAreGuarded(_ cell: String) {
    #expect(CSVGuard.add(to: bytes(cell)) == bytes("'" + cell))
    #expect(CSVGuard.remove(from: CSVGuard.add(to: bytes(cell))) == bytes(cell))
  }

  @Test(arguments: [
    "", "a", "0", "7", "12345678901", "1.00", "0.01", "a=b", "a-b", "中文", "1-2", " ", "\u{A0}",
    "12345678901234x", "2024-01-02 03:04:05",
  ])
  func harmlessCellsAreLeftAlone(_ cell: String) {
    #expect(CSVGuard.add(to: bytes(cell)) == bytes(cell))
  }

  @Test func everyLineOfACellIsGuarded() {
    #expect(CSVGuard.add(to: bytes("a\n=b\r\n@c")) == bytes("a\n'=b\r\n'@c"))
  }

  @Test(arguments: [CSVWriter.Style.plain, .excel])
  func anyCellsSurviveTheRoundTrip(_ style: CSVWriter.Style) throws {
    var random = SplitMix64(seed: 7)
    let alphabet = bytes("a'=+-@ ,\"\r\n\t0123") + [0xC2, 0xA0, 0xEF, 0xBB, 0xBF, 0xBC, 0x9D]
    let writer = CSVWriter(style: style)
    for _ in 0..<1_000 {
      let rows = (0..<random.below(4)).map { _ in
        (0...random.below(4)).map { _ in
          (0..<random.below(8)).map { _ in alphabet[random.below(alphabet.count)] }
        }
      }
      let file = rows.reduce(writer.prelude) { $0 + writer.row($1) }
      let read = try CSVReader.rows(of: file).map(\.cells)
      #expect((style == .plain ? read : read.map { $0.map(CSVGuard.remove) }) == rows)
    }
  }
}
