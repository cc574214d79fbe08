import Platform
import TestSupport
import Testing

@testable import WireFormat

/// Behaviours in the manner of the JSON Test Suite: `y_` must be read, `n_` must be refused, and
/// where RFC 8259 leaves the choice to us (`i_`) the case is sorted by what we chose.
@Suite struct JSONGrammarTests {
  static let accepted: [String] = [
    "[]", " [] ", "\t\n\r []", "[[],{}]", "[null, 1, \"1\", {}]", "[1\n]", "{}", "{\"a\":[]}",
    "{\"\":0}", "{\"a\":\"b\"}", "{ \"a\" : 1 , \"b\" : 2 }", "{\"a\\u0000b\":1}",
    "{\"min\": -1.0e+28, \"max\": 1.0e+28}", "{\"a\":\n\"b\"\n}", "null", "true", "false", "42",
    "-0", "0", "\"\"", "\" \"", "\"asd\"", "[-0]", "[-1]", "[-123]", "[0e1]", "[0e+1]", "[0E-1]",
    "[1E22]", "[1E-2]", "[1E+2]", "[123.456e78]", "[123.456789]", "[20e1]", "[-0.0]", "[1e400]",
    "[100000000000000000000000]", "[-1e-400]", "[0.4e006699999]", "[\"\\u0060\\u012a\\u12AB\"]",
    "[\"\\uD801\\udc37\"]", "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
    "[\"\\\\u0000\"]", "[\"\\u0000\"]", "[\"\\uFFFF\"]", "[\"\u{2028}\u{2029}\"]",
    "[\"\u{7F}\"]", "[\"\u{10FFFF}\"]", "[\"\u{FEFF}\"]", "[\"π\"]", "[\"a/*b*/c\"]",
    "[\"\\u002c\"]",
  ]

  static let refused: [(text: String, code: String)] = [
    ("", "json_empty"), (" \n", "json_empty"), ("[", "json_truncated"), ("{", "json_truncated"),
    ("[1", "json_truncated"), ("[1,", "json_truncated"), ("{\"a\"", "json_truncated"),
    ("{\"a\":", "json_truncated"), ("{\"a\":1", "json_truncated"),
    ("[\"a", "json_unterminated_string"),
    ("\"", "json_unterminated_string"), ("[\"\\\"]", "json_unterminated_string"),
    ("[1,]", "json_unexpected_byte"), ("[,1]", "json_unexpected_byte"),
    ("[1,,2]", "json_unexpected_byte"), ("[,]", "json_unexpected_byte"),
    ("[1 2]", "json_unexpected_byte"), ("[1}", "json_unexpected_byte"),
    ("{\"a\":1,}", "json_unexpected_byte"), ("{,}", "json_unexpected_byte"),
    ("{\"a\" 1}", "json_unexpected_byte"), ("{\"a\"::1}", "json_unexpected_byte"),
    ("{\"a\":1 \"b\":2}", "json_unexpected_byte"), ("{\"a\":1]", "json_unexpected_byte"),
    ("{1:1}", "json_unexpected_byte"), ("{a:1}", "json_unexpected_byte"),
    ("{'a':1}", "json_unexpected_byte"), ("['a']", "json_unexpected_byte"),
    ("{\"a\":/**/1}", "json_unexpected_byte"), ("[1]//x", "json_trailing_bytes"),
    ("[1]#x", "json_trailing_bytes"), ("[]]", "json_trailing_bytes"),
    ("{}{}", "json_trailing_bytes"), ("{} x", "json_trailing_bytes"),
    ("1 2", "json_trailing_bytes"),
    ("\"a\"b", "json_trailing_bytes"), ("{}\0", "json_trailing_bytes"), ("nul", "json_truncated"),
    ("nulL", "json_unexpected_byte"), ("True", "json_unexpected_byte"),
    ("truth", "json_unexpected_byte"),
    ("NaN", "json_unexpected_byte"), ("Infinity", "json_unexpected_byte"),
    ("-Infinity", "json_bad_number"),
    ("-", "json_bad_number"), ("+1", "json_unexpected_byte"), ("01", "json_bad_number"),
    ("-01", "json_bad_number"), ("00", "json_bad_number"), ("1.", "json_bad_number"),
    (".5", "json_unexpected_byte"), ("-.5", "json_bad_number"), ("1.e1", "json_bad_number"),
    ("1e", "json_bad_number"), ("1e+", "json_bad_number"), ("1E-", "json_bad_number"),
    ("0x10", "json_trailing_bytes"), ("1_000", "json_trailing_bytes"),
    ("1,000", "json_trailing_bytes"),
    ("--1", "json_bad_number"), ("1e1.5", "json_trailing_bytes"), ("１", "json_unexpected_byte"),
    ("[\"\\x\"]", "json_bad_escape"), ("[\"\\'\"]", "json_bad_escape"),
    ("[\"\\U0041\"]", "json_bad_escape"),
    ("[\"\\u00\"]", "json_bad_escape"), ("[\"\\u00G0\"]", "json_bad_escape"),
    ("[\"\\u+123\"]", "json_bad_escape"),
    ("[\"\\uD800\"]", "json_lone_surrogate"), ("[\"\\uDC00\"]", "json_lone_surrogate"),
    ("[\"\\uDC00\\uD800\"]", "json_lone_surrogate"),
    ("[\"\\uD800\\uD800\"]", "json_lone_surrogate"),
    ("[\"\\uD800\\n\"]", "json_lone_surrogate"), ("[\"\\uD800\\u0041\"]", "json_lone_surrogate"),
    ("[\"\\uD800x\"]", "json_lone_surrogate"), ("[\"a\nb\"]", "json_control_character"),
    ("[\"\t\"]", "json_control_character"), ("[\"\0\"]", "json_control_character"),
    ("\u{FEFF}{}", "json_bom"), ("\u{A0}[]", "json_unexpected_byte"),
    ("\u{0C}[]", "json_unexpected_byte"),
    ("<html>", "json_unexpected_byte"), ("]", "json_unexpected_byte"),
    ("{\"a\":1,\"a\":2}", "json_duplicate_name"),
    ("{\"\\u0061\":1,\"a\":2}", "json_duplicate_name"),
    ("[{\"a\":{\"b\":1,\"b\":1}}]", "json_duplicate_name"),
  ]

  static let refusedBytes: [(Bytes, String)] = [
    ([0xFF], "json_invalid_utf8"), ([0x5B, 0x22, 0xC0, 0xAF, 0x22, 0x5D], "json_invalid_utf8"),
    ([0x5B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x5D], "json_invalid_utf8"),
    ([0x5B, 0x22, 0xE5, 0x22, 0x5D], "json_invalid_utf8"), ([0x22, 0xE5], "json_invalid_utf8"),
    ([0x5B, 0x22, 0xF4, 0x90, 0x80, 0x80, 0x22, 0x5D], "json_invalid_utf8"),
    ([0xFF, 0xFE, 0x5B, 0, 0x5D, 0], "json_bom"), ([0xFE, 0xFF, 0, 0x5B, 0, 0x5D], "json_bom"),
    ([0x5B, 0, 0x5D, 0], "json_unexpected_byte"), ([0, 0x5B, 0, 0x5D], "json_unexpected_byte"),
  ]

  @Test(arguments: accepted)
  func validTextIsRead(_ text: String) throws {
    let value = try JSONValue.parse(bytes(text))
    #expect(try JSONValue.parse(JSONWriter().bytes(value)) == value)
    let asMember = try JSONScanner.object(bytes("{\"v\":" + text + "}"))
    #expect(asMember.fields.count == 1)
  }

  @Test(arguments: refused)
  func invalidTextIsRefusedByCode(_ row: (text: String, code: String)) {
    expectCode(row.code, bytes(row.text))
  }

  @Test(arguments: refusedBytes)
  func invalidBytesAreRefusedByCode(_ input: Bytes, _ code: String) {
    expectCode(code, input)
  }

  @Test func nestingIsLimitedTo64Levels() throws {
    func nested(_ depth: Int) -> Bytes {
      Bytes(repeating: 0x5B, count: depth) + Bytes(repeating: 0x5D, count: depth)
    }
    _ = try JSONValue.parse(nested(64))
    expectCode("json_too_deep", nested(65))
    expectCode("json_too_deep", Bytes(repeating: 0x5B, count: 100_000))
    let object = bytes("{\"a\":") + nested(63) + bytes("}")
    _ = try JSONScanner.object(object)
    #expect(throws: WireError.self) {
      try JSONScanner.object(bytes("{\"a\":") + nested(64) + bytes("}"))
    }
  }

  @Test func anyTruncationIsRefused() {
    let whole = bytes("{\"a\":[1,-2.5e+3,{\"b\":\"x\\u00e9\\n\\ud83d\\ude39中\"}],\"c\":true}")
    for end in 0..<whole.count {
      #expect(throws: WireError.self) { try JSONValue.parse(Array(whole[..<end])) }
      #expect(throws: WireError.self) { try JSONScanner.object(Array(whole[..<end])) }
    }
  }

  @Test func damagedTextNeverTraps() {
    var random = SplitMix64(seed: 3)
    let whole = bytes("{\"a\":[1,-2.5e+3,{\"b\":\"x\\u00e9\\n\\ud83d\\ude39中\"}],\"c\":null}")
    for _ in 0..<3_000 {
      var damaged = whole
      for _ in 0...random.below(3) {
        damaged[random.below(damaged.count)] = UInt8.random(in: 0...255, using: &random)
      }
      let tree = (try? JSONValue.parse(damaged)) != nil
      let fields = (try? JSONScanner.object(damaged)) != nil
      #expect(!tree || fields, "the scanner must accept whatever object the tree accepts")
      _ = try? JSONValue.parse(random.bytes(upTo: 40))
    }
  }

  private func expectCode(_ code: String, _ input: Bytes) {
    do {
      _ = try JSONValue.parse(input)
      Issue.record("accepted")
    } catch {
      #expect(error.code == code)
      #expect((0...input.count).contains(error.offset))
    }
  }
}
