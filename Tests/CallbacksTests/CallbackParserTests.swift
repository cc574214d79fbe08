import Testing
import WireFormat

@testable import Callbacks

struct BadMessage: Sendable, CustomTestStringConvertible {
  var body: Bytes
  var type: String?
  var code: String
  var status: Int

  init(_ body: String, _ code: String, type: String? = nil, status: Int = 400) {
    self.body = Array(body.utf8)
    self.type = type
    self.code = code
    self.status = status
  }

  var testDescription: String { "\(type ?? "form") \(String(decoding: body, as: UTF8.self))" }
}

@Suite struct CallbackParserTests {
  static let refused: [BadMessage] = [
    BadMessage("", "no_fields"),
    BadMessage("&&&", "no_fields"),
    BadMessage("=b", "field_name_length"),
    BadMessage(String(repeating: "a", count: 65) + "=1", "field_name_length"),
    BadMessage("amount=1&amount=2", "field_twice"),
    BadMessage("amount=1&%61mount=2", "field_twice"),
    BadMessage("amount=1&Amount=2", "field_twice"),
    BadMessage("sign=1&SIGN=2", "field_twice"),
    BadMessage("key=1", "field_named_key"),
    BadMessage("KEY=1", "field_named_key"),
    BadMessage("sign[]=1", "field_name_bytes"),
    BadMessage("a%5Bb%5D=1", "field_name_bytes"),
    BadMessage("金额=1", "field_name_bytes"),
    BadMessage("a%00=1", "field_name_bytes"),
    BadMessage("a+b=1", "field_name_bytes"),
    BadMessage("\u{FEFF}a=1", "field_name_bytes"),
    BadMessage((0...100).map { "f\($0)=1" }.joined(separator: "&"), "form_too_many_fields"),
    BadMessage("{\"a\":1}", "json_as_form"),
    BadMessage("a=1", "json_not_object", type: "application/json"),
    BadMessage("[1]", "json_not_object", type: "application/json"),
    BadMessage("{\"a\":1,\"a\":2}", "field_twice", type: "application/json"),
    BadMessage("{\"a\":1,\"\\u0061\":2}", "field_twice", type: "application/json; charset=utf-8"),
    BadMessage("{\"a\":1,\"A\":2}", "field_twice", type: "text/json"),
    BadMessage("{\"a\":{\"b\":1,\"b\":2}}", "json_duplicate_name", type: "application/json"),
    BadMessage("a=1", "content_type", type: "multipart/form-data; boundary=x", status: 415),
    BadMessage("a=1", "content_type", type: "text/plain", status: 415),
  ]

  @Test(arguments: refused) func whatTwoReadersMayReadDifferentlyIsRefused(_ row: BadMessage) {
    let message = RawCallback(method: "POST", path: "/", contentType: row.type, body: row.body)
    #expect { try CallbackParser.fields(message) } throws: { error in
      let fault = error as? CallbackFault
      return fault?.code == row.code && fault?.status == row.status
    }
  }

  @Test func aGetHasItsFieldsInTheQueryOnly() throws {
    let message = RawCallback(method: "GET", path: "/", query: Array("a=1".utf8))
    #expect(try CallbackParser.fields(message)["a"] == .text([0x31]))
    var withBody = message
    withBody.body = Array("a=2".utf8)
    #expect(throws: CallbackFault.self) { try CallbackParser.fields(withBody) }
  }

  @Test func aPostsQueryIsNotRead() throws {
    var message = RawCallback(
      method: "POST", path: "/", query: Array("shop=9&amount=1".utf8), body: Array("amount=1".utf8))
    #expect(try CallbackParser.fields(message).fields.count == 1)
    // A handler that merges the two would see another amount.
    message.query = Array("Amount=9".utf8)
    #expect(
      throws: CallbackFault("two_messages", "The query and the body give one name two values.")
    ) {
      try CallbackParser.fields(message)
    }
  }

  @Test(arguments: ["HEAD", "PUT", ""]) func otherMethodsAreRefused(_ method: String) {
    #expect(throws: CallbackFault(status: 405, "method", "Callbacks come by GET or POST.")) {
      try CallbackParser.fields(RawCallback(method: method, path: "/"))
    }
  }
}
