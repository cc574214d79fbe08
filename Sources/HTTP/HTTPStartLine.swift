import ByteText

/// The protocol version of a message; only its major and minor digits matter.
enum HTTPVersion: Sendable, Equatable {
  case http10
  case http11

  /// Reads `HTTP/1.0` or `HTTP/1.1`. Other versions are 505 to a server; a pasted capture may name
  /// `HTTP/2` or `HTTP/3`, which browsers print over the same header lines.
  static func parse(_ bytes: ArraySlice<UInt8>, _ dialect: HTTPDialect) throws(HTTPParseError)
    -> HTTPVersion
  {
    if bytes.elementsEqual("HTTP/1.1".utf8) { return .http11 }
    if bytes.elementsEqual("HTTP/1.0".utf8) { return .http10 }
    guard bytes.starts(with: "HTTP/".utf8) else { throw HTTPParseError("No HTTP version.") }
    let digits = bytes.dropFirst(5)
    guard let major = digits.first, major.isDigit, digits.count <= 3 else {
      throw HTTPParseError("A malformed HTTP version.")
    }
    if dialect == .pasted { return .http11 }
    throw HTTPParseError(status: 505, "Only HTTP/1.0 and HTTP/1.1 are served here.")
  }
}

/// The first line of a request.
struct HTTPRequestLine: Sendable, Equatable {
  var method: String
  var target: String
  var version: HTTPVersion

  private static let refused: Set<String> = [
    "CONNECT", "DELETE", "OPTIONS", "PATCH", "PUT", "TRACE",
  ]
  private static let served: Set<String> = ["GET", "HEAD", "POST"]

  /// Reads `METHOD target HTTP/1.1`, the three parted by one space each.
  static func parse(_ line: [UInt8], _ dialect: HTTPDialect) throws(HTTPParseError)
    -> HTTPRequestLine
  {
    let parts = line.split(separator: .space, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw HTTPParseError("A malformed request line.") }
    guard !parts[0].isEmpty, parts[0].count <= 16, parts[0].allSatisfy(HTTPSyntax.isToken) else {
      throw HTTPParseError("A malformed method.")
    }
    let version = try HTTPVersion.parse(parts[2], dialect)
    let method = HTTPSyntax.text(parts[0])
    if dialect == .strict && !served.contains(method) {
      throw HTTPParseError(
        status: refused.contains(method) ? 405 : 501, "Only GET, HEAD and POST are served.")
    }
    return HTTPRequestLine(
      method: method, target: try target(parts[1], dialect), version: version)
  }

  /// Strictly the origin form: `/path?query` of visible ASCII, without a fragment. Bytes above ASCII
  /// in the query, which some senders leave as they are, become percent-encoded: that says the same.
  private static func target(_ bytes: ArraySlice<UInt8>, _ dialect: HTTPDialect)
    throws(HTTPParseError) -> String
  {
    if dialect == .pasted {
      guard !bytes.isEmpty else { throw HTTPParseError("An empty request target.") }
      return HTTPSyntax.text(bytes)
    }
    guard bytes.first == .slash else {
      throw HTTPParseError("The request target does not begin with a slash.")
    }
    let query = bytes.firstIndex(of: .questionMark) ?? bytes.endIndex
    guard
      bytes[..<query].allSatisfy({ HTTPSyntax.isVisible($0) && $0 != UInt8(ascii: "#") }),
      bytes[query...].allSatisfy({
        ($0 >= 0x80 || HTTPSyntax.isVisible($0)) && $0 != UInt8(ascii: "#")
      })
    else {
      throw HTTPParseError("The request target holds a byte that must be percent-encoded.")
    }
    return HTTPSyntax.text(bytes.flatMap(percentEncoded)[...])
  }
}

extension HTTPRequestLine {
  private static func percentEncoded(_ byte: UInt8) -> [UInt8] {
    guard byte >= 0x80 else { return [byte] }
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
  }
}

/// The first line of a response.
struct HTTPStatusLine: Sendable, Equatable {
  var version: HTTPVersion
  var status: Int

  /// Reads `HTTP/1.1 200 OK`; the reason phrase is dropped and may be absent.
  static func parse(_ line: [UInt8], _ dialect: HTTPDialect) throws(HTTPParseError)
    -> HTTPStatusLine
  {
    let parts = line.split(
      separator: .space, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2 else { throw HTTPParseError("A malformed status line.") }
    let version = try HTTPVersion.parse(parts[0], dialect)
    guard parts[1].count == 3, parts[1].allSatisfy(\.isDigit) else {
      throw HTTPParseError("The status is not three digits.")
    }
    let status = parts[1].reduce(0) { $0 * 10 + Int($1 - .digitZero) }
    guard (100...599).contains(status) else {
      throw HTTPParseError("The status is not between 100 and 599.")
    }
    return HTTPStatusLine(version: version, status: status)
  }
}
