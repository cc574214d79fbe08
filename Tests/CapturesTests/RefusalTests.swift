import Captures
import Testing
import WireFormat

@Suite struct RefusalTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: Bytes
    let code: String
    let offset: Int

    init(_ name: String, _ text: Bytes, _ code: String, _ offset: Int) {
      testDescription = name
      self.text = text
      self.code = code
      self.offset = offset
    }
  }

  static let cases = [
    Case("no bytes", [], "capture_empty", 0),
    Case("spaces", bytes(" \r\n\t"), "capture_empty", 0),
    Case("gzip", [0x1F, 0x8B, 0x08, 0, 1], "capture_gzip", 0),
    Case("gzip body", bytes("HTTP/1.1 200 OK\r\n\r\n") + [0x1F, 0x8B, 0x08], "capture_gzip", 19),
    Case("NUL", bytes("a=1&b=\0"), "capture_nul", 6),
    Case("not text", bytes("{\"a\":\"") + [0xFF, 0xFF] + bytes("\"}"), "capture_not_utf8", 6),
    Case("prose", bytes("hello world"), "capture_unrecognized", 0),
    Case("JSON cut short", bytes("{\"a\":1,\n\"b\":"), "json_truncated", 12),
    Case("JSON array", bytes("[1]"), "json_not_object", 0),
    Case("deep JSON", Bytes(repeating: 0x7B, count: 1), "json_truncated", 1),
    Case(
      "JSON 100,000 deep", bytes("{\"a\":") + Bytes(repeating: 0x5B, count: 100_000),
      "capture_too_deep", 68),
    Case(
      "PHP 100,000 deep", bytes("['a' => ") + Bytes(repeating: 0x5B, count: 100_000),
      "capture_too_deep", 72),
    Case(
      "PHP objects 10,000 deep",
      bytes("['a' => ") + Bytes((0..<10_000).flatMap { _ in bytes("stdClass::__set_state(") }),
      "capture_too_deep", 1416),
    Case(
      "a million fields", Bytes((0..<1_000_000).flatMap { _ in bytes("a=1&") }),
      "capture_too_many_fields", 40_000),
    Case(
      "a million lines", Bytes((0..<1_000_000).flatMap { _ in bytes("a: 1\n") }),
      "capture_too_many_fields", 50_000),
    Case("URL without query", bytes("https://x/y"), "url_no_query", 0),
    Case("curl reads a file", bytes("curl http://x -d @body.txt"), "curl_reads_file", 14),
    Case("curl part of a file", bytes("curl -F 'a=@x.png' http://x"), "curl_reads_file", 5),
    Case("curl quote", bytes("curl 'http://x"), "shell_unterminated_quote", 5),
    Case("page", bytes("HTTP/1.1 200 OK\n\n<html></html>"), "http_no_fields", 17),
    Case(
      "serialize cut", bytes(#"a:1:{s:4:"sign";s:9:"A";}"#), "php_length_mismatch", 18),
    Case("ragged CSV", bytes("sign,amount\nA\n"), "csv_ragged_row", 12),
    Case(
      "log without message", bytes("1.1.1.1 - - [x] \"GET / HTTP/1.1\" 200 1"), "log_no_fields", 0),
    Case(
      "a log of too many messages",
      Bytes((0..<1_001).flatMap { _ in bytes("x \"GET /?sign=1 HTTP/1.1\" 200\n") }),
      "log_too_many_messages", 30_000),
    Case(
      "too many CSV rows",
      bytes("sign,amount\n") + Bytes((0..<1_001).flatMap { _ in bytes("1,2\n") }),
      "csv_too_many_rows", 4_012),
    Case("HAR of nothing", bytes(#"{"log":{"entries":[]}}"#), "har_no_fields", 0),
  ]

  @Test(arguments: cases)
  func theErrorNamesCauseAndPlace(_ row: Case) throws {
    let error = try #require(throws: CaptureError.self) {
      try CaptureReader.read(row.text, knownNames: knownNames)
    }
    #expect(error.code == row.code)
    #expect(error.offset == row.offset)
    #expect(!error.reason.isEmpty)
    #expect(!error.hint.isEmpty)
  }

  @Test func tooLargeIsRefusedBeforeItIsRead() throws {
    var limits = CaptureLimits()
    limits.bytes = 10
    let error = try #require(throws: CaptureError.self) {
      try CaptureReader.read(bytes("a=12345678&"), limits: limits)
    }
    #expect(error.code == "capture_too_large")
    #expect(error.offset == 10)
  }

  @Test func theShapesTriedAreListed() throws {
    let error = try #require(throws: CaptureError.self) {
      try CaptureReader.read(bytes("\u{FEFF}one\ntwo"))
    }
    #expect(error.tried == CaptureReader.order)
    #expect(error.shape == nil)
    let json = try #require(throws: CaptureError.self) {
      try CaptureReader.read(bytes("\u{FEFF}{\n\"a\" 1}"))
    }
    #expect(json.shape == .json)
    #expect((json.line, json.column) == (2, 5))
  }

  @Test func everyShapeButMultipartHasItsPlaceInTheOrder() {
    #expect(Set(CaptureReader.order) == Set(CaptureShape.allCases).subtracting([.multipart]))
    #expect(CaptureReader.order.count == CaptureShape.allCases.count - 1)
  }
}
