import Testing
import TextLayout

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("张三 a=1", "张三 a=1"), ("&amp;", "&amp;amp;"),
    ("a\nb", "a\nb"),
  ])
  func markupBecomesText(text: String, html: String) {
    #expect(HTMLText.exact(text) == html)
    #expect(HTMLText.visible(text) == html)
  }

  @Test func whatSteersTextIsShownOnlyWhereItIsRead() {
    #expect(HTMLText.visible("1\u{202E}2\u{0}") == "1\\u{202e}2\\u{0}")
    #expect(HTMLText.exact("1\u{202E}2") == "1\u{202E}2")
  }
}
