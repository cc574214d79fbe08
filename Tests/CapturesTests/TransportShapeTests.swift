import Captures
import Testing
import WireFormat

@Suite struct TransportShapeTests {
  static let form = "memberid=10002&amount=1.50"
  static let query: [(String, FieldValue)] = [("sign", text("A"))]

  static let bodies = [
    CaptureCase("form", form, .form, plain),
    CaptureCase("form, final newline", form + "\n", .form, plain),
    CaptureCase("form, one field", "orderid=1", .form, [("orderid", text("1"))]),
    CaptureCase("form, unknown names", "x=1&y_2=", .form, [("x", text("1")), ("y_2", text(""))]),
    CaptureCase(
      "form, attach broken", "sign=A&attach=a=1&b=2+3 %41%zz&c=\"{", .form,
      [
        ("sign", text("A")), ("attach", text("a=1")), ("b", text("2 3 A%zz")), ("c", text("\"{")),
      ]),
    CaptureCase(
      "form, escapes", "attach=%E4%B8%AD+a%26b%3D1&sign=B", .form,
      [("attach", text("中 a&b=1")), ("sign", text("B"))]),
    CaptureCase(
      "form, line break in an unsigned value", "sign=A&amount=1&attach=x\nb=2", .form,
      [("sign", text("A")), ("amount", text("1")), ("attach", text("x\nb=2"))]),
    CaptureCase("query", "?" + form, .query, plain),
    CaptureCase("url", "https://m.example/cb?" + form + "#top", .url, plain),
    CaptureCase("path and query", "/cb?" + form + "\n", .url, plain),
    CaptureCase("json", #"{"memberid":"10002","amount":1.50}"#, .json, typed),
    CaptureCase(
      "json, types",
      #" {"status":1,"orderid":null,"attach":{"a":[1, 2]},"sign":true,"amount":1E2}"#,
      .json,
      [
        ("status", number("1")), ("orderid", .null), ("attach", .nested(bytes(#"{"a":[1, 2]}"#))),
        ("sign", .boolean(true)), ("amount", number("1E2")),
      ]),
    CaptureCase(
      "json in a form", "params=%7B%22memberid%22%3A%2210002%22%2C%22amount%22%3A1.50%7D",
      .formParams, typed),
    CaptureCase(
      "json in a form, raw", #"params={"memberid":"10002","amount":"1+5&%41"}"#, .formParams,
      [("memberid", text("10002")), ("amount", text("1+5&%41"))]),
    CaptureCase(
      "json in a form, after a query mark", "/q?params=%7B%22sign%22%3A%22A%22%7D", .url,
      as: .formParams, query),
    CaptureCase("lines, colon", "memberid: 10002\namount: 1.50\n", .lines, plain),
    CaptureCase("lines, one", "memberid: 10002", .lines, [("memberid", text("10002"))]),
    CaptureCase("lines, equals", "memberid=10002\r\n\r\namount=1.50", .lines, plain),
    CaptureCase("lines, arrow", "memberid => 10002\namount => 1.50", .lines, plain),
    CaptureCase("lines, tab", "memberid\t10002\namount\t1.50\n", .lines, plain),
    CaptureCase(
      "lines, url value", "notifyUrl=http://x/?a=1&b=2\namount = 1.50", .lines,
      [("notifyUrl", text("http://x/?a=1&b=2")), ("amount", text("1.50"))]),
    CaptureCase("csv", "memberid,amount\n10002,1.50\n", .csv, plain),
    CaptureCase(
      "csv, quotes", "\u{FEFF}\"memberid\",\"amount\"\r\n\"10002\",\"1.50\"\r\n", .csv,
      plain, repairs: ["byte_order_mark"]),
    CaptureCase("csv, tabs", "memberid\tamount\n10002\t1.50", .csv, plain),
  ]

  static let messages = [
    CaptureCase(
      "request, query and body",
      "POST /cb?sign=A HTTP/1.1\r\nHost: x\r\nContent-Length: 26\r\n\r\n" + form + "\r\n",
      .httpRequest, as: .form, query + plain),
    CaptureCase(
      "request, LF", "POST /cb HTTP/1.1\nHost: x\n\n" + form + "\n", .httpRequest, as: .form,
      plain),
    CaptureCase(
      "request, JSON",
      "POST /cb HTTP/2\nContent-Type: application/json\n\n"
        + #"{"memberid":"10002","amount":1.50}"#, .httpRequest, as: .json, typed),
    CaptureCase("request, GET", "GET /cb?" + form + " HTTP/1.0\n", .httpRequest, as: .form, plain),
    CaptureCase(
      "request, no blank line", "POST /cb HTTP/1.1\nHost: x\n" + form, .httpRequest, as: .form,
      plain, repairs: ["missing_blank_line"]),
    CaptureCase(
      "request, multipart",
      "POST / HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=\"b\"\r\n\r\n--b\r\n"
        + "Content-Disposition: form-data; name=\"memberid\"\r\n\r\n10002\r\n--b\r\n"
        + "Content-Disposition: form-data; name=\"amount\"\r\n\r\n1.50\r\n--b--\r\n",
      .httpRequest, as: .multipart, plain),
    CaptureCase(
      "response", "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n{\"memberid\":\"10002\",\"amount\":1.50}",
      .httpResponse, as: .json, typed),
    CaptureCase(
      "response, chunked",
      "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"sign\":\r\n4\r\n\"A\"}\r\n0\r\n\r\n",
      .httpResponse, as: .json, query),
    CaptureCase(
      "response, interim", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{\"sign\":\"A\"}",
      .httpResponse, as: .json, query),
    CaptureCase(
      "response, redirect", "HTTP/1.1 302 Found\nLocation: https://x/pay?sign=A\n\n",
      .httpResponse, as: .form, query),
    CaptureCase(
      "curl, single quotes", "curl -X POST 'https://x/cb' \\\n  -d '" + form + "'", .curl,
      as: .form, plain),
    CaptureCase(
      "curl, several -d and a prompt", "$ curl -sSd memberid=10002 --data-raw amount=1.50 http://x",
      .curl, as: .form, plain),
    CaptureCase(
      "curl, ansi quotes", #"curl http://x --data-raw $'attach=it\'s \u4e2d\x21'"#, .curl,
      as: .form, [("attach", text("it's 中!"))]),
    CaptureCase(
      "curl, -G and urlencode", "curl -G 'http://x/?sign=A' --data-urlencode 'attach=a&b +'",
      .curl, as: .form, query + [("attach", text("a&b +"))]),
    CaptureCase(
      "curl, form parts",
      "curl -F memberid=10002 -F \"amount=1.50;type=text/plain\" http://x | jq .",
      .curl, as: .multipart, plain),
    CaptureCase(
      "curl, JSON", #"curl http://x --json '{"memberid":"10002","amount":1.50}'"#, .curl,
      as: .json, typed),
    CaptureCase(
      "curl, cmd", "curl ^\"http://x/^\" ^\r\n  --data-raw ^\"memberid=10002^&amount=1.50^\"",
      .curl, as: .form, plain),
    CaptureCase(
      "curl, cmd, plain quotes", "curl.exe \"http://x/?memberid=10002&amount=1.50\"", .curl,
      as: .form, plain),
  ]

  static let records = [
    CaptureCase(
      "log, combined",
      "1.2.3.4 - - [26/Dec/2016:18:18:18 +0800] \"GET /cb?" + form
        + " HTTP/1.1\" 200 2 \"-\" \"-\"",
      .accessLog, as: .form, plain),
    CaptureCase(
      "log, body, two lines",
      "1.2.3.4 - - [x] \"POST /cb HTTP/1.1\" 200 2 \"http://r/?amount=9\" \"UA 1\" \"" + form
        + "\"\n"
        + #"1.2.3.4 - - [x] "POST /cb?sign=A HTTP/1.1" 200 2 {\x22amount\x22:1.50}"#,
      .accessLog, as: nil, plain + query + [("amount", number("1.50"))]),
    CaptureCase(
      "nginx body, form", #"memberid=10002&attach=\xE4\xB8\xAD\x22"#, .nginxRequestBody, as: .form,
      [("memberid", text("10002")), ("attach", text("中\""))]),
    CaptureCase(
      "nginx body, JSON", #"{\x22memberid\x22:\x2210002\x22,\x22amount\x22:1.50}"#,
      .nginxRequestBody, as: .json, typed),
    CaptureCase(
      "har",
      #"""
      {"log":{"version":"1.2","entries":[
        {"request":{"method":"GET","url":"https://x/app.js?v=1"},"response":{"status":200}},
        {"request":{"method":"POST","url":"https://x/pay?sign=A",
          "postData":{"mimeType":"application/x-www-form-urlencoded",
            "text":"memberid=10002&amount=1.50"}},
         "response":{"status":200,"content":{"text":"eyJzdGF0dXMiOjF9","encoding":"base64"}}}]}}
      """#, .har, as: nil, query + plain + [("status", number("1"))]),
  ]

  @Test(arguments: bodies + messages + records)
  func shapesAreRecognised(_ row: CaptureCase) throws {
    let captures = try CaptureReader.read(row.text, knownNames: knownNames)
    #expect(captures.allSatisfy { $0.shape == row.shape })
    if row.payload != row.shape {
      #expect(captures.last?.payloadShape == row.payload)
    }
    #expect(captures.flatMap(\.fields.fields) == row.fields)
    #expect(captures.flatMap(\.repairs).map(\.code) == row.repairs)
  }

  @Test func contextSaysWhereTheFieldsStood() throws {
    let request = "POST /cb?sign=A HTTP/1.1\nHost: x\n\n" + Self.form
    let parts = try CaptureReader.read(bytes(request), knownNames: knownNames)
    #expect(parts.map(\.context.part) == [.query, .body])
    #expect(parts.allSatisfy { $0.context.method == "POST" && $0.context.path == "/cb" })
    #expect(parts[1].payload == bytes(Self.form))

    let log = try CaptureReader.read(Self.records[1].text, knownNames: knownNames)
    #expect(log.map(\.context.line) == [1, 2, 2])
    #expect(log.map(\.context.status) == [200, 200, 200])

    let har = try CaptureReader.read(Self.records[4].text, knownNames: knownNames)
    #expect(har.map(\.context.entry) == [2, 2, 2])
    #expect(har.map(\.context.isResponse) == [false, false, true])

    let rows = try CaptureReader.read(bytes("sign,amount\nA,1\n\nB,2"), knownNames: knownNames)
    #expect(rows.map(\.context.line) == [2, 4])
  }

  @Test func oneUnreadableBodyDoesNotHideTheQuery() throws {
    let request = "POST /cb?sign=A HTTP/1.1\n\n<html>"
    let parts = try CaptureReader.read(bytes(request), knownNames: knownNames)
    #expect(parts.map(\.context.part) == [.query])
  }
}
