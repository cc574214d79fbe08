import Captures
import Testing
import WireFormat

@Suite struct RepairTests {
  static let gbk: Bytes = [0xD6, 0xD0]

  static let rows = [
    CaptureCase(
      "BOM", "\u{FEFF}memberid=10002&amount=1.50", .form, plain, repairs: ["byte_order_mark"]),
    CaptureCase(
      "double quotes", "\"memberid=10002&amount=1.50\"\n", .form, plain,
      repairs: ["surrounding_quotes"]),
    CaptureCase(
      "single quotes round JSON", #"'{"memberid":"10002","amount":1.50}',"#, .json, typed,
      repairs: ["surrounding_quotes"]),
    CaptureCase(
      "JSON within a JSON string", #""{\"memberid\":\"10002\",\"amount\":1.50}""#, .json, typed,
      repairs: ["surrounding_quotes"]),
    CaptureCase(
      "escaped quotes", #"{\"memberid\":\"10002\",\"amount\":1.50}"#, .json, typed,
      repairs: ["escaped_quotes"]),
    CaptureCase(
      "&amp;", "memberid=10002&amp;amount=1.50", .form, plain, repairs: ["html_entities"]),
    CaptureCase(
      "&quot;", "{&quot;memberid&quot;:&quot;10002&quot;,&quot;amount&quot;:1.50}", .json, typed,
      repairs: ["html_entities"]),
    CaptureCase(
      "entity damage", "sign=A¬ify_url=x×tamp=1¤cy=C¶m1=p®ion=r", .form,
      [
        ("sign", text("A")), ("notify_url", text("x")), ("timestamp", text("1")),
        ("currency", text("C")), ("param1", text("p")), ("region", text("r")),
      ], repairs: ["entity_damage"]),
    CaptureCase(
      "full width", "memberid＝10002＆amount＝1.50", .form, plain, repairs: ["full_width"]),
    CaptureCase(
      "full width, mixed", "memberid=10002＆amount=1.50", .form, plain, repairs: ["full_width"]),
    CaptureCase(
      "smart quotes", "{“memberid”:“10002”,“amount”:1.50}", .json, typed,
      repairs: ["smart_quotes"]),
    CaptureCase(
      "smart quotes around", "“memberid=10002&amount=1.50”", .form, plain,
      repairs: ["smart_quotes", "surrounding_quotes"]),
    CaptureCase(
      "smart quotes in curl", "curl http://x -d ‘memberid=10002&amount=1.50’", .curl, as: .form,
      plain, repairs: ["smart_quotes"]),
    CaptureCase(
      "percent layer", "memberid%3D10002%26amount%3D1.50", .form, plain,
      repairs: ["percent_layer"]),
    CaptureCase(
      "percent layer on JSON", "%7B%22memberid%22%3A%2210002%22%2C%22amount%22%3A1.50%7D", .json,
      typed, repairs: ["percent_layer"]),
    CaptureCase(
      "line breaks", "memberid=10002&\n  amount=1.50".filter { $0 != " " }, .form, plain,
      repairs: ["line_breaks"]),
    CaptureCase(
      "zero-width spaces", "memberid=10002&\u{200B}amount=1.50", .form, plain,
      repairs: ["invisible_characters"]),
    CaptureCase(
      "three at once", "‘memberid＝10002＆amount＝1.50’", .form, plain,
      repairs: ["smart_quotes", "surrounding_quotes", "full_width"]),
    CaptureCase(
      "GB18030 where the shape needs text",
      bytes(#"{"sign":"A","attach":""#) + gbk + bytes("\"}"), .json,
      [("sign", text("A")), ("attach", text("中"))], repairs: ["gb18030"]),
    CaptureCase(
      "UTF-16", [0xFF, 0xFE] + "sign=A&amount=1".utf8.flatMap { [$0, 0] }, .form,
      [("sign", text("A")), ("amount", text("1"))], repairs: ["utf16"]),
  ]

  static let untouched = [
    CaptureCase(
      "entities in a value", "sign=A&attach=5 × 3 ¬ x® “q” ＝", .form,
      [("sign", text("A")), ("attach", text("5 × 3 ¬ x® “q” ＝"))]),
    CaptureCase(
      "&amp; among plain &", "sign=A&attach=x&amp;amount=2", .form,
      [("sign", text("A")), ("attach", text("x")), ("amp;amount", text("2"))]),
    CaptureCase(
      "double encoding in a value", "sign=A&attach=%2526", .form,
      [("sign", text("A")), ("attach", text("%26"))]),
    CaptureCase(
      "smart quotes in JSON", #"{"sign":"“A”"}"#, .json, [("sign", text("“A”"))]),
    CaptureCase(
      "quotes around one value", "sign=\"A\"", .form, [("sign", text("\"A\""))]),
  ]

  @Test(arguments: rows + untouched)
  func repairsAreMadeAndReportedOnlyWhereNeeded(_ row: CaptureCase) throws {
    let capture = try #require(
      try CaptureReader.read(row.text, knownNames: knownNames).first)
    #expect(capture.shape == row.shape)
    #expect(capture.fields.fields == row.fields)
    #expect(capture.repairs.map(\.code) == row.repairs)
  }

  @Test func valuesInGBKAreKeptAndConvertedOnRequest() throws {
    for text in [bytes("sign=A&attach=%D6%D0"), bytes("sign=A&attach=") + Self.gbk] {
      let capture = try #require(try CaptureReader.read(text, knownNames: knownNames).first)
      #expect(capture.fields["attach"] == .text(Self.gbk))
      #expect(capture.notes.map(\.code) == ["values_not_utf8"])
      #expect(capture.repairs.isEmpty)
      let converted = try capture.converted(from: .gb18030)
      #expect(converted.fields["attach"] == .text(bytes("中")))
      #expect(converted.repairs.map(\.code) == ["values_converted"])
      #expect(converted.notes.isEmpty)
    }
  }

  @Test func aNamedEncodingIsConvertedFirst() throws {
    let text = bytes("sign=A&attach=") + Self.gbk
    let capture = try CaptureReader.read(text, knownNames: knownNames, encoding: .gb18030).first
    #expect(capture?.fields["attach"] == .text(bytes("中")))
    #expect(throws: CaptureError.self) {
      try CaptureReader.read(text, knownNames: knownNames, encoding: .utf8)
    }
  }

  @Test func brokenPercentSignsAreNoted() throws {
    let capture = try CaptureReader.read(bytes("sign=A&attach=%zz"), knownNames: knownNames).first
    #expect(capture?.notes.map(\.code) == ["broken_percent"])
  }
}
