import Platform
import TestSupport
import Testing

@testable import WireFormat

@Suite struct JSONWriterTests {
  static let sample: JSONValue = [
    "name": "中\u{1B}\n\"\\/", "n": .number("1.00"), "list": [1, true, nil], "none": [],
    "empty": [:],
  ]

  @Test func compactTextHasNoSpaces() {
    #expect(
      JSONWriter().string(Self.sample)
        == #"{"name":"中\u001b\n\"\\/","n":1.00,"list":[1,true,null],"none":[],"empty":{}}"#)
  }

  @Test func prettyTextIndentsByTwoSpaces() {
    let value: JSONValue = ["a": [1, ["b": "c"]], "d": [], "e": [:]]
    let expected = """
      {
        "a": [
          1,
          {
            "b": "c"
          }
        ],
        "d": [],
        "e": {}
      }
      """
    #expect(JSONWriter(layout: .pretty).string(value) == expected)
  }

  @Test(
    arguments: [
      (.kept, "\"中😀\u{200B}\u{9B}\""), (.keptIfVisible, "\"中😀\\u200b\\u009b\""),
      (.escaped, "\"\\u4e2d\\ud83d\\ude00\\u200b\\u009b\""),
    ] as [(JSONWriter.NonASCII, String)])
  func charactersBeyondASCIIFollowTheOption(_ option: JSONWriter.NonASCII, _ expected: String)
    throws
  {
    let value: JSONValue = "中😀\u{200B}\u{9B}"
    let text = JSONWriter(nonASCII: option).bytes(value)
    #expect(Array(text) == bytes(expected))
    #expect(try JSONValue.parse(text) == value)
  }

  @Test(arguments: ["", "abc", "01", "1.", "NaN", " 1", "1 ", "1e", "--1", "1,2"])
  func aWrongNumberLiteralIsWrittenAsAString(_ literal: String) throws {
    let text = JSONWriter().bytes(.number(literal))
    #expect(try JSONValue.parse(text) == .string(literal))
  }

  @Test func controlCharactersNeverReachTheOutput() throws {
    let all = String(String.UnicodeScalarView((0..<0x80).compactMap { Unicode.Scalar($0) }))
    for layout in [JSONWriter.Layout.compact, .pretty] {
      let text = JSONWriter(layout: layout).bytes(.string(all))
      #expect(text.allSatisfy { (0x20..<0x7F).contains($0) })
      #expect(try JSONValue.parse(text) == .string(all))
    }
  }

  @Test func treesSurviveTheRoundTrip() throws {
    var random = SplitMix64(seed: 4)
    for _ in 0..<300 {
      let value = tree(&random, depth: 0)
      for layout in [JSONWriter.Layout.compact, .pretty] {
        for option in [JSONWriter.NonASCII.kept, .keptIfVisible, .escaped] {
          let text = JSONWriter(layout: layout, nonASCII: option).bytes(value)
          #expect(try JSONValue.parse(text) == value)
        }
      }
    }
  }

  @Test func gettersAnswerOnlyForTheirKind() {
    let value: JSONValue = ["s": "x", "n": 12, "f": .number("1.0"), "b": true, "a": [1], "z": nil]
    #expect(value["s"]?.stringValue == "x")
    #expect(value["n"]?.integerValue == 12)
    #expect(value["f"]?.integerValue == nil)
    #expect(value["f"]?.numberLiteral == "1.0")
    #expect(value["b"]?.boolValue == true)
    #expect(value["a"]?.arrayElements == [1])
    #expect(value["z"]?.isNull == true)
    #expect(value["s"]?.integerValue == nil)
    #expect(value["missing"] == nil)
    #expect(value["a"]?["s"] == nil)
    #expect(value.objectMembers?.map(\.0) == ["s", "n", "f", "b", "a", "z"])
  }

  private func tree(_ random: inout SplitMix64, depth: Int) -> JSONValue {
    switch random.below(depth > 4 ? 4 : 6) {
    case 0: return nil
    case 1: return .bool(random.below(2) == 0)
    case 2: return .number("\(random.below(1_000)).\(random.below(100))E-\(random.below(9))")
    case 3: return .string(String(decoding: random.bytes(upTo: 12), as: UTF8.self))
    case 4: return .array((0..<random.below(4)).map { _ in tree(&random, depth: depth + 1) })
    default:
      return .object(
        (0..<random.below(4)).map { ("\($0)é\u{301}", tree(&random, depth: depth + 1)) })
    }
  }
}
