import ByteText
import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import WireFormat

/// A request as the journal keeps it: request line, headers, empty line, body. The bytes that are
/// sent, now or after a crash, come from here and from nowhere else.
enum StoredRequest {
  static func encode(_ request: HTTPRequest) -> Bytes {
    var text = "\(request.method) \(request.url)\n"
    for (name, value) in request.headers.entries { text += "\(name): \(value)\n" }
    return Array(text.utf8) + [.lineFeed] + request.body
  }

  /// Nil when the bytes are not of that form.
  static func decode(_ bytes: Bytes) -> HTTPRequest? {
    var lines: [String] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: .lineFeed) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      if line.isEmpty { return request(lines, body: Array(rest)) }
      lines.append(String(decoding: line, as: UTF8.self))
    }
    return nil
  }

  /// Scheme, host and port of the request's address.
  static func origin(_ bytes: Bytes) -> String? {
    decode(bytes).flatMap { try? HTTPURL($0.url) }?.origin
  }

  private static func request(_ lines: [String], body: Bytes) -> HTTPRequest? {
    guard let first = lines.first, let space = first.firstIndex(of: " ") else { return nil }
    var headers = HTTPHeaders()
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[1].first == " " else { return nil }
      headers.append(String(parts[0]), String(parts[1].dropFirst()))
    }
    return HTTPRequest(
      method: String(first[..<space]), url: String(first[first.index(after: space)...]),
      headers: headers, body: body)
  }
}
