import Testing
import TextLayout

@Suite struct LayoutTests {
  @Test func columnsAreAlignedByDisplayWidth() {
    let table = Table(
      headers: ["银行", "code", "amount"],
      rows: [["工商银行", "HPT1", "1.00"], ["ABC", "H", "100.00"], ["x"]],
      alignments: [.left, .left, .right])
    #expect(
      table.lines() == [
        "银行      code  amount", "工商银行  HPT1    1.00", "ABC       H     100.00", "x",
      ])
  }

  @Test func cellsCannotBreakTheTable() {
    let table = Table(rows: [["a\nb\u{1B}[2J", "c"], ["", ""]])
    #expect(table.lines() == ["a\\u{a}b\\u{1b}[2J  c", ""])
  }

  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]), ("", 5, [""]), ("a\nb", 5, ["a", "b"]),
    ("订单只发送一次，绝不重发。", 14, ["订单只发送一", "次，绝不重发。"]),
    ("订单只发送一次，绝不", 14, ["订单只发送一", "次，绝不"]),
    ("（括号）后文", 6, ["（括", "号）后", "文"]), ("使用--amount=张三设置", 8, ["使用", "--amount=张三设置"]),
    ("see https://a.example/very/long now", 10, ["see", "https://a.example/very/long", "now"]),
    ("a  b", 10, ["a  b"]), ("x [env:\u{A0}A] y", 8, ["x", "[env: A]", "y"]),
  ])
  func textIsWrappedByDisplayWidth(_ text: String, _ width: Int, _ lines: [String]) {
    #expect(WordWrap(width: width).lines(text) == lines)
  }

  @Test func followingLinesHang() {
    let wrap = WordWrap(width: 9, indent: 2, hangingIndent: 2)
    #expect(wrap.lines("aaa bbb ccc") == ["  aaa bbb", "    ccc"])
  }

  @Test(arguments: [
    (10, 0, ["  abcXYdef", "     ^^"]), (40, 1, ["  abcdef", "     ^"]),
  ])
  func caretsPointAtTheMark(_ width: Int, _ form: Int, _ lines: [String]) {
    let block = CaretBlock(before: "abc", marked: form == 0 ? "XY" : "", after: "def")
    #expect(block.lines(width: width) == lines)
  }

  @Test(arguments: [
    (0, 10, "pay [------------------------------] 0/10  0%  00:00"),
    (5, 10, "pay [###############---------------] 5/10  50%  00:00"),
    (10, 10, "pay [##############################] 10/10  100%  00:00"),
  ])
  func progressIsOneLine(_ done: Int, _ total: Int, _ line: String) {
    #expect(ProgressLine(label: "pay", done: done, total: total).text(width: 80) == line)
  }

  @Test func progressFitsAnyWidth() {
    let progress = ProgressLine(
      label: "代付", done: Int.max, total: Int.max, elapsedMilliseconds: Int.max, note: "2 未知")
    for width in 0..<120 {
      #expect(DisplayWidth().columns(of: progress.text(width: width)) <= width)
    }
    #expect(ProgressLine(label: "x", done: -3, total: 0).text(width: 40) == "x  -3/0  00:00")
    #expect(
      ProgressLine(label: "x", done: 3, elapsedMilliseconds: 3_723_000).text(width: 40)
        == "x  3  1:02:03")
  }
}
