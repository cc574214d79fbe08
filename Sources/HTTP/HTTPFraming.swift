import ByteText

/// Where a message's body ends (RFC 9112 section 6.3).
enum HTTPFraming: Sendable, Equatable {
  case none
  case fixed(Int)
  case chunked
  case untilEnd

  /// A request's framing. Two lengths, or a length beside a transfer coding, are refused even when
  /// they agree: that is what request smuggling is made of.
  static func ofRequest(_ headers: HTTPHeaders, _ version: HTTPVersion, _ limits: HTTPLimits)
    throws(HTTPParseError) -> HTTPFraming
  {
    let lengths = headers.all("Content-Length")
    let codings = headers.all("Transfer-Encoding")
    if !codings.isEmpty {
      guard lengths.isEmpty else {
        throw HTTPParseError("Content-Length stands beside Transfer-Encoding.")
      }
      guard version == .http11 else { throw HTTPParseError("HTTP/1.0 knows no transfer coding.") }
      guard codings.count == 1, codings[0].lowercased() == "chunked" else {
        throw HTTPParseError(status: 501, "The only transfer coding known is chunked.")
      }
      return .chunked
    }
    guard let length = lengths.first else { return .none }
    guard lengths.count == 1 else { throw HTTPParseError("More than one Content-Length.") }
    return .fixed(try bounded(length, limits))
  }

  /// A response's framing; equal lengths may be repeated.
  static func ofResponse(
    _ status: Int, _ headers: HTTPHeaders, _ limits: HTTPLimits
  ) throws(HTTPParseError) -> HTTPFraming {
    if status < 200 || status == 204 || status == 304 { return .none }
    let codings = headers.all("Transfer-Encoding")
    if !codings.isEmpty {
      guard codings.count == 1, codings[0].lowercased() == "chunked" else {
        throw HTTPParseError("The only transfer coding known is chunked.")
      }
      return .chunked
    }
    let lengths = headers.all("Content-Length")
    guard let length = lengths.first else { return .untilEnd }
    guard lengths.allSatisfy({ $0 == length }) else {
      throw HTTPParseError("Two different Content-Length.")
    }
    return .fixed(try bounded(length, limits))
  }

  private static func bounded(_ text: String, _ limits: HTTPLimits) throws(HTTPParseError) -> Int {
    guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else {
      throw HTTPParseError("Content-Length is not a number.")
    }
    guard let length = Int(text), length <= limits.bodyBytes else {
      throw HTTPParseError(status: 413, "The body is larger than \(limits.bodyBytes) bytes.")
    }
    return length
  }
}
