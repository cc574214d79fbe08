import Captures
import Testing
import WireFormat

/// Writes fields the way a shape's own program would.
struct ShapeWriter: CustomTestStringConvertible, Sendable {
  let shape: CaptureShape
  /// What a value may hold, besides letters and digits, without becoming another value.
  let alphabet: [String]
  let write: @Sendable ([(String, String)]) -> String
  var testDescription: String { shape.rawValue }

  static let anything = ["&", "=", "+", "%", "'", "\"", "\\", " ", "\n", "中", "文", "%41", ",", ":"]
  static let oneLine = anything.filter { $0 != "\n" }

  static let all = [
    ShapeWriter(shape: .form, alphabet: anything) { form($0) },
    ShapeWriter(shape: .query, alphabet: anything) { "?" + form($0) },
    ShapeWriter(shape: .url, alphabet: anything) { "https://x.example/cb?" + form($0) },
    ShapeWriter(shape: .json, alphabet: anything) { json($0) },
    ShapeWriter(shape: .formParams, alphabet: anything) { "params=" + encoded(json($0)) },
    ShapeWriter(shape: .httpRequest, alphabet: anything) {
      "POST /cb HTTP/1.1\r\nHost: x\r\nContent-Length: \(form($0).utf8.count)\r\n\r\n" + form($0)
    },
    ShapeWriter(shape: .httpResponse, alphabet: anything) {
      "HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + json($0)
    },
    ShapeWriter(shape: .curl, alphabet: anything) { pairs in
      "curl 'https://x/cb' \\\n -d '" + raw(json(pairs), ["'": "'\\''"]) + "'"
    },
    ShapeWriter(shape: .har, alphabet: anything) { pairs in
      let data: JSONValue = ["text": .string(form(pairs))]
      let request: JSONValue = ["method": "POST", "url": "https://x/", "postData": data]
      return JSONWriter().string(["log": ["entries": [["request": request]]]])
    },
    ShapeWriter(shape: .accessLog, alphabet: anything) {
      "1.1.1.1 - - [x] \"GET /cb?\(form($0)) HTTP/1.1\" 200 12 \"-\" \"curl/8\"\n"
    },
    ShapeWriter(shape: .nginxRequestBody, alphabet: anything) { logged(json($0)) },
    ShapeWriter(shape: .phpPrintR, alphabet: anything) {
      "Array\n(\n" + $0.map { "    [\($0.0)] => \($0.1)\n" }.joined() + ")\n"
    },
    ShapeWriter(shape: .phpVarExport, alphabet: anything) { pairs in
      "array (\n"
        + pairs.map { "  '\($0.0)' => '\(raw($0.1, ["\\": "\\\\", "'": "\\'"]))',\n" }.joined()
        + ")"
    },
    ShapeWriter(shape: .phpVarDump, alphabet: anything) { pairs in
      "array(\(pairs.count)) {\n"
        + pairs.map { "  [\"\($0.0)\"]=>\n  string(\($0.1.utf8.count)) \"\($0.1)\"\n" }.joined()
        + "}\n"
    },
    ShapeWriter(shape: .phpSerialize, alphabet: anything) { pairs in
      "a:\(pairs.count):{"
        + pairs.map { measured($0.0) + measured($0.1) }.joined() + "}"
    },
    ShapeWriter(shape: .javaMap, alphabet: anything) {
      "{" + $0.map { "\($0.0)=\($0.1)" }.joined(separator: ", ") + "}"
    },
    ShapeWriter(shape: .goMap, alphabet: ["&", "=", "+", "%", "'", "\"", "中", "文", ":"]) {
      "map[" + $0.map { "\($0.0):\($0.1)" }.joined(separator: " ") + "]"
    },
    ShapeWriter(shape: .pythonDict, alphabet: anything) { pairs in
      "{"
        + pairs.map {
          "'\($0.0)': '\(raw($0.1, ["\\": "\\\\", "'": "\\'", "\n": "\\n"]))'"
        }.joined(separator: ", ") + "}"
    },
    ShapeWriter(shape: .csv, alphabet: anything) { pairs in
      pairs.map(\.0).joined(separator: ",") + "\r\n"
        + pairs.map { "\"" + raw($0.1, ["\"": "\"\""]) + "\"" }.joined(separator: ",") + "\r\n"
    },
    ShapeWriter(shape: .lines, alphabet: oneLine.filter { $0 != "&" }) {
      $0.map { "\($0.0): \($0.1)\n" }.joined()
    },
  ]

  private static func encoded(_ text: String) -> String {
    String(decoding: PercentCoding.encode(Array(text.utf8), style: .form), as: UTF8.self)
  }

  private static func form(_ pairs: [(String, String)]) -> String {
    pairs.map { encoded($0.0) + "=" + encoded($0.1) }.joined(separator: "&")
  }

  private static func json(_ pairs: [(String, String)]) -> String {
    JSONWriter().string(.object(pairs.map { ($0.0, .string($0.1)) }))
  }

  private static func measured(_ text: String) -> String { "s:\(text.utf8.count):\"\(text)\";" }

  /// Replaces single characters.
  private static func raw(_ text: String, _ table: [Character: String]) -> String {
    text.map { table[$0] ?? String($0) }.joined()
  }

  private static func logged(_ text: String) -> String {
    text.utf8.map { byte in
      guard byte < 0x20 || byte >= 0x7F || byte == 0x22 || byte == 0x5C else {
        return String(UnicodeScalar(byte))
      }
      let digits = String(byte, radix: 16, uppercase: true)
      return "\\x" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
