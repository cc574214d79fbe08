import Callbacks
import Gateways
import HTTP
import MerchantCommands
import Platform
import Testing
import WireFormat

/// Where two readers could see two messages, nobody believes either: `verify`, `verify --lines` and
/// `listen` refuse alike, and the refusal says which two places contradict.
@Suite struct TwoReadingsTests {
  private let all = AllGateways()

  struct Head: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: String
    let make: @Sendable (_ form: String, _ json: String) -> String

    init(_ code: String, _ name: String, _ make: @escaping @Sendable (String, String) -> String) {
      testDescription = name
      self.code = code
      self.make = make
    }
  }

  private static let start = "POST /notify HTTP/1.1\r\nHost: shop.example\r\n"
  private static let formType = "Content-Type: application/x-www-form-urlencoded\r\n"

  /// Requests as they come over the wire.
  static let requests: [Head] = [
    Head("two_content_lengths", "two lengths") {
      form, _ in
      start + "Content-Length: \(form.utf8.count)\r\nContent-Length: 9\r\n\r\n" + form
    },
    Head("two_content_lengths", "two equal lengths") {
      form, _ in
      let length = "Content-Length: \(form.utf8.count)\r\n"
      return start + length + length + "\r\n" + form
    },
    Head("length_beside_coding", "length and coding") {
      form, _ in
      start + "Content-Length: \(form.utf8.count)\r\nTransfer-Encoding: chunked\r\n\r\n" + form
    },
    Head("bad_content_length", "signed length") {
      form, _ in start + "Content-Length: +\(form.utf8.count)\r\n\r\n" + form
    },
    Head("bad_content_length", "length list") {
      form, _ in
      start + "Content-Length: \(form.utf8.count), \(form.utf8.count)\r\n\r\n" + form
    },
    Head("two_content_types", "two types") {
      form, _ in
      start + formType
        + "Content-Type: application/json\r\nContent-Length: \(form.utf8.count)\r\n\r\n" + form
    },
    Head("type_contradicts_body", "JSON as form") {
      _, json in start + formType + "Content-Length: \(json.utf8.count)\r\n\r\n" + json
    },
    Head("type_contradicts_body", "form as JSON") {
      form, _ in
      start + "Content-Type: application/json\r\nContent-Length: \(form.utf8.count)\r\n\r\n" + form
    },
    Head("folded_header", "folded header") {
      form, _ in
      start + "X-A: 1\r\n b\r\n\(formType)Content-Length: \(form.utf8.count)\r\n\r\n" + form
    },
    Head("bare_carriage_return", "bare CR") {
      form, _ in
      start + "X-A: 1\rX-B: 2\r\n\(formType)Content-Length: \(form.utf8.count)\r\n\r\n" + form
    },
    Head("malformed_header", "blank before the colon") {
      form, _ in
      start + "Content-Length : 4\r\n\(formType)\r\n" + form
    },
    Head("body_on_get", "body on GET") {
      form, _ in
      "GET /notify?\(form) HTTP/1.1\r\nHost: x\r\nContent-Length: \(form.utf8.count)\r\n\r\n" + form
    },
    Head("two_messages", "query and body") {
      form, _ in
      let query = form.replacing("=N", with: "=VICTIM")
      return "POST /notify?\(query) HTTP/1.1\r\nHost: x\r\n\(formType)"
        + "Content-Length: \(form.utf8.count)\r\n\r\n" + form
    },
  ]

  @Test(arguments: requests)
  func aRequestWithTwoReadingsIsRefusedByAll(head: Head) throws {
    for message in AllGateways.callbacks {
      let text = head.make(message.form, message.json)
      let (word, outcome) = all.word(Array(text.utf8))
      #expect(word == head.code, "\(outcome.all)")
      #expect(outcome.code == 65)
      let place = try? JSONValue.parse(Array(outcome.errors.utf8))["error"]?["place"]?.stringValue
      #expect(place?.contains(":") == true)
      #expect(try !isBelieved(Array(text.utf8)))
    }
  }

  @Test func theSameRequestWithoutTheFaultIsValid() throws {
    for message in AllGateways.callbacks {
      let text =
        Self.start + Self.formType + "Content-Length: \(message.form.utf8.count)\r\n\r\n"
        + message.form
      #expect(all.word(Array(text.utf8)).word == "valid")
      #expect(try isBelieved(Array(text.utf8)))
    }
  }

  /// Captures of one line, so that `--lines` can read them, too.
  static let lines: [Head] = [
    Head("two_messages", "curl with query and data") {
      form, _ in
      "curl -d '\(form)' 'https://x/n?\(form.replacing("=N", with: "=VICTIM"))'"
    },
    Head("two_content_types", "curl with two types") {
      form, _ in
      "curl -H 'Content-Type: text/json' -H 'content-type: text/plain' -d '\(form)' https://x/n"
    },
    Head("type_contradicts_body", "curl with a type that is not the data's") {
      form, _ in "curl -H 'Content-Type: application/json' -d '\(form)' https://x/n"
    },
    Head("short_content_length", "curl with a length of its own") {
      form, _ in "curl -H 'Content-Length: 20' -d '\(form)' https://x/n"
    },
    Head("body_on_get", "curl GET with data") {
      form, _ in "curl -X GET -d '\(form)' https://x/n"
    },
    Head("curl_several_requests", "curl with two addresses") {
      form, _ in "curl -d '\(form)' https://x/n https://y/n"
    },
    Head("curl_data_and_form", "curl with data and parts") {
      form, _ in "curl -d '\(form)' -F a=b https://x/n"
    },
    Head("two_messages", "log line with query and body") {
      form, _ in
      "1.1.1.1 - - [x] \"POST /n?\(form.replacing("=N", with: "=VICTIM")) HTTP/1.1\" 200 2 \"-\" "
        + "\"-\" \"\(form)\""
    },
    Head("har_params_contradict", "HAR with other params") {
      form, _ in
      #"{"log":{"entries":[{"request":{"method":"POST","url":"https://x/n","postData":{"#
        + #""mimeType":"application/x-www-form-urlencoded","text":"\#(form)","#
        + #""params":[{"name":"amount","value":"0.01"}]}}}]}}"#
    },
    Head("har_query_contradicts", "HAR with another query") {
      form, _ in
      #"{"log":{"entries":[{"request":{"method":"GET","url":"https://x/n?\#(form)","#
        + #""queryString":[{"name":"amount","value":"0.01"}]}}]}}"#
    },
    Head("name_control_byte", "NUL in a name") { form, _ in form + "&amount%00x=1" },
    Head("name_control_byte", "NUL in a JSON name") {
      _, json in json.dropLast() + #","a\u0000b":1}"#
    },
    Head("capture_nul", "raw NUL in an unsigned name") { form, _ in form + "&a\u{0}b=1" },
    Head("capture_nul", "raw NUL in an unsigned value") { form, _ in form + "&ab=\u{0}1" },
    Head("json_duplicate_name", "a name twice in a nested object") {
      _, json in json.dropLast() + #","more":{"a":1,"\u0061":2}}"#
    },
    Head("two_messages", "two messages in one sentence") {
      _, json in "first \(json) then \(json.replacing("\"N", with: "\"M"))"
    },
  ]

  @Test(arguments: lines)
  func aLineWithTwoReadingsIsRefusedByVerifyAndLines(head: Head) {
    for message in AllGateways.callbacks {
      let text = Array(head.make(message.form, message.json).utf8)
      let (word, outcome) = all.word(text)
      #expect(word == head.code, "\(outcome.all)")
      #expect(outcome.code == 65, "\(outcome.all)")
      let line = all.line(text)
      #expect(line?["verdict"]?.stringValue == "unreadable")
      #expect(line?["code"]?.stringValue == head.code)
      #expect(line?["place"]?.stringValue?.hasPrefix("byte ") == true)
    }
  }

  /// Messages that can be read, and whose names or values nobody may choose from.
  static let fields: [Head] = [
    Head("refused", "a name twice in JSON") {
      _, json in json.dropLast() + #","amount":"1"}"#
    },
    Head("refused", "a name twice by an escape") {
      _, json in json.dropLast() + #","\u0061mount":"1"}"#
    },
    Head("refused", "a name in another letter case") { form, _ in form + "&AMOUNT=1" },
    Head("refused", "a name in another letter case, JSON") {
      _, json in json.dropLast() + #","Amount":"1"}"#
    },
    Head("refused", "the secret's name") { form, _ in form + "&Key=1" },
    Head("refused", "two forms in one sentence") {
      form, _ in "first \(form) then \(form.replacing("=N", with: "=M"))"
    },
    Head("refused", "NUL in an unsigned value") { form, _ in form + "&vendor=%00" },
  ]

  @Test(arguments: fields)
  func aFieldWithTwoReadingsIsRefusedByAll(head: Head) throws {
    for message in AllGateways.callbacks {
      let text = head.make(message.form, message.json)
      let line = all.line(Array(text.utf8))?["verdict"]?.stringValue
      let alone = all.word(Array(text.utf8)).word
      // A gateway that signs every field calls the same addition a forgery.
      #expect(alone != "valid", "\(alone) \(line ?? "-")")
      #expect(line == alone, "\(alone) \(line ?? "-")")
      let type = text.hasPrefix("{") ? "Content-Type: application/json\r\n" : Self.formType
      let request = Self.start + type + "Content-Length: \(text.utf8.count)\r\n\r\n" + text
      #expect(try !isBelieved(Array(request.utf8)))
    }
  }

  private func isBelieved(_ raw: Bytes) throws -> Bool {
    var parser = HTTPRequestParser()
    parser.append(raw)
    guard case .request(let request)? = try? parser.next() else { return false }
    var calls = FileCalls.system
    calls.sync = { _ in 0 }
    let record = all.bench.folder + "/listen-\(raw.hashValue).jsonl"
    let receiver = try CallbackReceiver(
      profiles: GatewayCatalog.builtIn.map(SignedMessage.profile),
      recorder: try CallbackRecorder(record, calls: calls))
    return receiver.receive(request, peer: "127.0.0.1").1.verdict == .valid
  }
}
