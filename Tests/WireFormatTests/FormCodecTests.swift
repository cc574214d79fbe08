import Platform
import TestSupport
import Testing

@testable import WireFormat

func bytes(_ text: String) -> Bytes { Array(text.utf8) }

@Suite struct FormCodecTests {
  struct Case: CustomTestStringConvertible {
    let input: String
    let pairs: [(String, String)]
    var testDescription: String { input.debugDescription }
    init(_ input: String, _ pairs: (String, String)...) {
      self.input = input
      self.pairs = pairs
    }
  }

  static let cases = [
    Case(""), Case("&&&"), Case("=", ("", "")), Case("a", ("a", "")), Case("a=", ("a", "")),
    Case("=b", ("", "b")), Case("a=b=c", ("a", "b=c")), Case("a=%", ("a", "%")),
    Case("a=%4", ("a", "%4")), Case("a=%zz", ("a", "%zz")), Case("a=%00", ("a", "\0")),
    Case("a=%0d%0a", ("a", "\r\n")), Case("a=%26x%3dy", ("a", "&x=y")),
    Case("a=%2526", ("a", "%26")), Case("a=1;b=2", ("a", "1;b=2")),
    Case("a[]=1&a[b]=2", ("a[]", "1"), ("a[b]", "2")), Case("a=1&a=2", ("a", "1"), ("a", "2")),
    Case("a=1&%61=2", ("a", "1"), ("a", "2")), Case("sign=x&Sign=y", ("sign", "x"), ("Sign", "y")),
    Case("a=+1%2B", ("a", " 1+")), Case("+=+", (" ", " ")), Case("a=%%41", ("a", "%A")),
    Case("a=\u{301}&\u{301}b=c", ("a", "\u{301}"), ("\u{301}b", "c")),
    Case("a=x\r\n&b=y", ("a", "x\r\n"), ("b", "y")), Case("\u{FEFF}a=1", ("\u{FEFF}a", "1")),
    Case("&a=1&&b=2&", ("a", "1"), ("b", "2")), Case("a= ", ("a", " ")),
  ]

  @Test(arguments: cases)
  func readsEverySpelling(_ row: Case) throws {
    let list = try FormCodec.decode(bytes(row.input))
    #expect(list == FieldList(row.pairs.map { Field($0, $1) }))
  }

  @Test(
    arguments: [
      ("%C0%AF", [0xC0, 0xAF]), ("%ED%A0%80", [0xED, 0xA0, 0x80]), ("%FF", [0xFF]),
    ] as [(String, Bytes)])
  func bytesNeedNotBeUTF8(_ text: String, _ expected: Bytes) throws {
    #expect(try FormCodec.decode(bytes("a=" + text))["a"] == .text(expected))
    #expect(try FormCodec.decode(bytes("a=") + expected)["a"] == .text(expected))
  }

  @Test func brokenPercentSignsAreReportedWithTheirPlace() throws {
    let (_, findings) = try FormCodec.decodeReporting(bytes("a=%zz&b%=%4&c=%41%"))
    #expect(findings.map(\.offset) == [2, 7, 9, 17])
    #expect(findings.allSatisfy { $0.code == "form_broken_percent" })
    let many = try FormCodec.decodeReporting(Bytes(repeating: UInt8(ascii: "%"), count: 5_000))
    #expect(many.findings.count == 100)
  }

  @Test func tooManyFieldsAreRefused() throws {
    let body = bytes(Array(repeating: "a=1", count: 10).joined(separator: "&"))
    #expect(try FormCodec.decode(body, maximumFields: 10).fields.count == 10)
    #expect(throws: WireError.self) { try FormCodec.decode(body, maximumFields: 9) }
    let default10000 =
      Bytes(repeating: 0x61, count: 1) + bytes(String(repeating: "&a", count: 9_999))
    #expect(try FormCodec.decode(default10000).fields.count == 10_000)
    #expect(throws: WireError.self) { try FormCodec.decode(default10000 + bytes("&a")) }
  }

  @Test func encodingFollowsTheFormRules() {
    let list = FieldList([Field("a b", "é+*-._~/?"), Field("", ""), Field("n", "1")])
    #expect(FormCodec.encode(list) == bytes("a+b=%C3%A9%2B*-._%7E%2F%3F&=&n=1"))
    #expect(PercentCoding.encode(bytes("a b*~")) == bytes("a%20b%2A~"))
    #expect(PercentCoding.decode(bytes("a+b%20c"), plusIsSpace: false) == bytes("a+b c"))
  }

  @Test func anyFieldsSurviveTheRoundTrip() throws {
    var random = SplitMix64(seed: 1)
    for _ in 0..<500 {
      let fields = (0..<random.below(6)).map { _ in
        Field(name: random.bytes(upTo: 8), value: .text(random.bytes(upTo: 20)))
      }
      let list = FieldList(fields)
      #expect(try FormCodec.decode(FormCodec.encode(list)) == list)
    }
  }

  @Test func anyBytesCanBeRead() throws {
    var random = SplitMix64(seed: 2)
    for _ in 0..<2_000 { _ = try FormCodec.decodeReporting(random.bytes(upTo: 64)) }
  }

  @Test(
    arguments: [
      ("http://h/p?a=1&b", "http://h/p", "a=1&b", nil), ("http://h/p", "http://h/p", nil, nil),
      ("/p?", "/p", "", nil), ("/p?a?b", "/p", "a?b", nil), ("/p?a#f?g", "/p", "a", "f?g"),
      ("/p#f?a", "/p", nil, "f?a"), ("", "", nil, nil), ("?", "", "", nil), ("#", "", nil, ""),
    ] as [(String, String, String?, String?)])
  func urlsAreCutAtTheFirstMark(
    _ url: String, _ base: String, _ query: String?, _ fragment: String?
  ) {
    let parts = QueryString(url: bytes(url))
    #expect(parts.base == bytes(base))
    #expect(parts.query == query.map(bytes))
    #expect(parts.fragment == fragment.map(bytes))
  }

  @Test func fieldsAreAddedToAnyURL() {
    let list = FieldList([Field("b", "2 3")])
    for (url, joined) in [
      ("/p", "/p?b=2+3"), ("/p?", "/p?b=2+3"), ("/p?a=1", "/p?a=1&b=2+3"), ("/p#f", "/p?b=2+3"),
    ] {
      #expect(QueryString.appending(list, to: bytes(url)) == bytes(joined))
    }
    #expect(QueryString.appending(FieldList(), to: bytes("/p")) == bytes("/p"))
  }
}
