import ByteText
import CCurl
import HTTP

/// A request checked and turned into libcurl's options.
enum CurlRequest {
  private static let ownNames: Set<String> = [
    "accept-encoding", "connection", "content-length", "expect", "transfer-encoding",
  ]
  private static let longestMilliseconds: Int64 = 86_400_000

  /// Refuses what must not reach libcurl: an address it might read otherwise, a method other than
  /// GET and POST, a time already over (0 would mean "no limit" to libcurl).
  static func check(_ request: HTTPRequest, _ options: TransportOptions) throws(TransportFailure) {
    do {
      _ = try HTTPURL(request.url)
    } catch {
      throw TransportFailure(code: "url_malformed", reason: "The URL is refused: \(error.reason)")
    }
    let isGet = request.method == "GET" && request.body.isEmpty
    guard isGet || request.method == "POST" else {
      throw TransportFailure(code: "other", reason: "Only POST, and GET without a body, are sent.")
    }
    guard options.deadlineMilliseconds > 0, options.connectMilliseconds > 0 else {
      throw TransportFailure(code: "timeout", reason: "The time for the request is over already.")
    }
    let texts = [options.caFile ?? "", options.proxy ?? ""]
    guard texts.allSatisfy({ !$0.utf8.contains(where: isControl) }) else {
      throw TransportFailure(code: "other", reason: "The CA file or the proxy has a control byte.")
    }
  }

  /// The header lines, the transport's own included. Throws when one would break the request.
  static func headerLines(of request: HTTPRequest) throws(TransportFailure) -> [String] {
    // A name with nothing behind the colon takes back what libcurl would add by itself.
    var lines = ["Accept-Encoding: identity", "Expect:"]
    if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    for (name, value) in request.headers.entries where !ownNames.contains(name.lowercased()) {
      guard !name.isEmpty, name.utf8.allSatisfy(isNameByte),
        !value.utf8.contains(where: isControl)
      else {
        throw TransportFailure(code: "other", reason: "A header of the request is malformed.")
      }
      let isBlank = value.utf8.allSatisfy { $0 == .space }
      lines.append(isBlank ? "\(name);" : "\(name): \(value)")
    }
    return lines
  }

  /// Everything but headers and callbacks.
  static func configure(
    _ handle: CurlHandle, _ request: HTTPRequest, _ options: TransportOptions
  ) {
    handle.set(CCURL_URL, request.url)
    handle.set(CCURL_PATH_AS_IS, 1)
    if request.method == "POST" {
      setBody(request.body, on: handle)
    } else {
      handle.set(CCURL_HTTPGET, 1)
    }
    // Turns on the debug callback, the only one that tells what was sent.
    handle.set(CCURL_VERBOSE, 1)
    handle.set(CCURL_NOPROGRESS, 1)
    handle.set(CCURL_NOSIGNAL, 1)
    handle.set(CCURL_FOLLOWLOCATION, 0)
    handle.set(CCURL_HTTP_VERSION, 2)  // HTTP/1.1
    handle.trySet(CCURL_HTTP09_ALLOWED, 0)
    handle.trySet(CCURL_SUPPRESS_CONNECT_HEADERS, 1)
    if !handle.trySet(CCURL_PROTOCOLS_STR, "http,https") { handle.set(CCURL_PROTOCOLS, 1 | 2) }
    setTimes(handle, options)
    setTLS(handle, options)
    // An empty proxy, unlike none, keeps the environment's out; so does a star for the hosts.
    handle.set(CCURL_PROXY, options.proxy ?? "")
    handle.set(CCURL_NOPROXY, options.proxy == nil ? "*" : "")
    if options.movesMoney {
      handle.set(CCURL_FRESH_CONNECT, 1)
      handle.set(CCURL_FORBID_REUSE, 1)
    }
  }

  /// libcurl copies the body; it takes the size from the option set before it.
  private static func setBody(_ body: [UInt8], on handle: CurlHandle) {
    handle.set(CCURL_POST, 1)
    handle.set(CCURL_POSTFIELDSIZE_LARGE, size: Int64(body.count))
    // An empty array may have no address, and none would make libcurl read standard input.
    (body.isEmpty ? [0] : body).withUnsafeBytes {
      handle.set(CCURL_COPYPOSTFIELDS, pointer: $0.baseAddress)
    }
  }

  private static func setTimes(_ handle: CurlHandle, _ options: TransportOptions) {
    let deadline = min(options.deadlineMilliseconds, longestMilliseconds)
    handle.set(CCURL_TIMEOUT_MS, Int(deadline))
    handle.set(CCURL_CONNECTTIMEOUT_MS, Int(min(options.connectMilliseconds, deadline)))
    // Without this a name server that does not answer holds the call beyond its deadline.
    handle.trySet(CCURL_QUICK_EXIT, 1)
  }

  private static func setTLS(_ handle: CurlHandle, _ options: TransportOptions) {
    handle.set(CCURL_SSL_VERIFYPEER, 1)
    handle.set(CCURL_SSL_VERIFYHOST, 2)
    handle.set(CCURL_SSLVERSION, 6)  // TLS 1.2 or later
    if let file = options.caFile {
      handle.set(CCURL_CAINFO, file)
      // The private authority stands in place of the system's, not beside it.
      handle.set(CCURL_CAPATH, String?.none)
    }
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte.isControl && byte != .tab
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == .dash || byte == .underscore
  }
}
