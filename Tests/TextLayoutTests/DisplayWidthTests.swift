import Testing
import TextLayout

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("张三", 4), ("ＡＢ", 4), ("e\u{301}", 1), ("한글", 4), ("ｱ", 1), ("，。", 4),
    ("👍", 2), ("👨‍👩‍👧", 2), ("\u{200B}", 0), ("é", 1), ("a\u{FE0F}", 1), ("𠀀", 2), ("¥", 1),
    ("￥", 2), ("\u{3000}", 2), ("ไทย", 3), ("①", 1), ("—", 1), ("α", 1), ("\u{378}", 1),
  ])
  func textIsMeasuredInColumns(_ text: String, _ columns: Int) {
    #expect(DisplayWidth().columns(of: text) == columns)
  }

  @Test(arguments: [("①", 2), ("—", 2), ("α", 2), ("a", 1), ("张", 2), ("\u{301}", 0)])
  func ambiguousCharactersMayBeWide(_ text: String, _ columns: Int) {
    #expect(DisplayWidth(ambiguousIsWide: true).columns(of: text) == columns)
  }

  @Test(arguments: [
    ("abcdef", 4, "abc…"), ("abc", 3, "abc"), ("张三李四", 5, "张三…"), ("张三李四", 4, "张…"),
    ("abc", 1, "…"), ("abc", 0, ""),
  ])
  func longTextIsCut(_ text: String, _ width: Int, _ result: String) {
    #expect(DisplayWidth().truncate(text, to: width) == result)
  }
}
