import Testing

@testable import WireFormat

@Suite struct JSONScannerTests {
  @Test func literalsAreKeptExactly() throws {
    let text =
      #" {"a":100.00,"b":1E2,"c":-0,"d":12345678901234567890,"e":"x\/y\u4e2d","f":true,"#
      + #""g":null,"h":{ "z" : [1, 2] },"i":[ ],"j":1e400,"k":false,"l":""} "#
    let list = try JSONScanner.object(bytes(text))
    let expected: [(String, FieldValue)] = [
      ("a", .number(bytes("100.00"))), ("b", .number(bytes("1E2"))), ("c", .number(bytes("-0"))),
      ("d", .number(bytes("12345678901234567890"))), ("e", .text(bytes("x/y中"))),
      ("f", .boolean(true)), ("g", .null), ("h", .nested(bytes(#"{ "z" : [1, 2] }"#))),
      ("i", .nested(bytes("[ ]"))), ("j", .number(bytes("1e400"))), ("k", .boolean(false)),
      ("l", .text([])),
    ]
    #expect(list == FieldList(expected.map { Field(name: bytes($0.0), value: $0.1) }))
  }

  @Test func duplicateNamesAreKeptForTheCallerToReport() throws {
    let list = try JSONScanner.object(bytes(#"{"amount":1,"b":2,"\u0061mount":3}"#))
    #expect(list.fields.count == 3)
    #expect(list.duplicateNames == [bytes("amount")])
  }

  @Test(arguments: ["[]", "\"a\"", "1", "null", "true", " [1] ", "<html>"])
  func anythingButAnObjectIsRefused(_ text: String) {
    let error = #expect(throws: WireError.self) { try JSONScanner.object(bytes(text)) }
    #expect(error?.code == "json_not_object")
  }

  @Test func errorsPointAtTheByte() {
    let cases: [(String, Int)] = [
      (#"{"a":01}"#, 6), (#"{"a":1,}"#, 7), (#"{"a":"\ud800"}"#, 6), (#"{"a":1}x"#, 7),
      (#"{"a":"b"#, 5), (#"{"a":[1,{"b":nil}]}"#, 14),
    ]
    for (text, offset) in cases {
      let error = #expect(throws: WireError.self) { try JSONScanner.object(bytes(text)) }
      #expect(error?.offset == offset, "\(text)")
    }
    let error = WireError(code: "x", offset: 5, reason: "")
    #expect(error.place(in: bytes("a\nbc\nd")) == (3, 1))
  }

  @Test func tooManyFieldsAreRefused() {
    let error = #expect(throws: WireError.self) {
      try JSONScanner.object(bytes(#"{"a":1,"b":2,"c":3}"#), maximumFields: 2)
    }
    #expect(
      error
        == WireError(
          code: "json_too_many_fields", offset: 13, reason: "The object has more than 2 fields."))
  }
}
