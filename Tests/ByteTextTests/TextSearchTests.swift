import ByteText
import Testing

/// The search goes by characters, as the standard library's does.
@Suite struct TextSearchTests {
  private static let cases = [
    ("abcabc", "bc"), ("aXbXc", "X"), ("aaaa", "aa"), ("aaa", "aa"), ("ab", "abc"), ("", "a"),
    ("aab", "ab"), ("a\r\nb", "\n"), ("a\r\nb", "\r\n"), ("ab\r\n", "\r"), ("a\nb", "\n"),
    ("e\u{301}x", "e"), ("caf\u{E9}", "e\u{301}"), ("e\u{301}", "\u{301}"), ("中国银行", "国银"),
    ("中国银行银行", "银行"), ("\u{212A}", "K"), ("K", "\u{212A}"), ("a;b", "\u{37E}"),
    ("👩‍👩‍👧", "👩"), ("x👩‍👩‍👧y", "👩‍👩‍👧"),
  ]

  @Test(arguments: cases)
  func aTextIsFoundWhereItsCharactersStand(_ text: String, _ part: String) {
    let characters = Array(text)
    let wanted = Array(part)
    let places = characters.indices.filter { characters[$0...].starts(with: wanted) }
    #expect(text.contains(part) == !places.isEmpty)
    #expect(Substring("é" + text).dropFirst().contains(part) == !places.isEmpty)
    let found = text.firstRange(of: part)
    #expect(found.map { text.distance(from: text.startIndex, to: $0.lowerBound) } == places.first)
    #expect(found.map { text[$0] == part } ?? true)
  }

  @Test(arguments: cases)
  func eachPlaceIsChangedOnce(_ text: String, _ part: String) {
    let pieces = pieces(of: Array(text), around: Array(part))
    #expect(text.replacing(part, with: "-") == pieces.map { String($0) }.joined(separator: "-"))
    #expect(text.replacing(part, with: part) == text)
  }

  @Test func anEmptyTextStandsEverywhereAndIsNotChanged() {
    #expect("".contains(""))
    #expect("abc".contains(""))
    #expect("abc".firstRange(of: "")?.isEmpty == true)
    #expect("abc".replacing("", with: "-") == "abc")
  }

  private func pieces(of text: [Character], around part: [Character]) -> [[Character]] {
    var pieces: [[Character]] = [[]]
    var index = 0
    while index < text.count {
      if text[index...].starts(with: part) {
        pieces.append([])
        index += part.count
      } else {
        pieces[pieces.count - 1].append(text[index])
        index += 1
      }
    }
    return pieces
  }
}
