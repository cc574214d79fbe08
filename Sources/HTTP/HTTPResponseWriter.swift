/// Writes a response as the bytes of an HTTP/1.1 message.
enum HTTPResponseWriter {
  /// Adds `Content-Length` and `Connection` where the response does not name them. A header that
  /// would break the message in two makes the whole answer a bare 500.
  static func bytes(_ response: HTTPResponse, keepsAlive: Bool, withBody: Bool = true) -> [UInt8] {
    guard (100...599).contains(response.status), response.headers.entries.allSatisfy(isSound) else {
      return bytes(HTTPResponse(status: 500), keepsAlive: false, withBody: withBody)
    }
    let status = response.status
    var head = "HTTP/1.1 \(status) \(reason(status))\r\n"
    for entry in response.headers.entries { head += "\(entry.name): \(entry.value)\r\n" }
    let hasNoBody = status < 200 || status == 204 || status == 304
    let isFramed =
      response.headers["Content-Length"] != nil || response.headers["Transfer-Encoding"] != nil
    if !hasNoBody && !isFramed { head += "Content-Length: \(response.body.count)\r\n" }
    if !keepsAlive && response.headers["Connection"] == nil { head += "Connection: close\r\n" }
    head += "\r\n"
    return Array(head.utf8) + (withBody && !hasNoBody ? response.body : [])
  }

  private static func isSound(_ entry: (name: String, value: String)) -> Bool {
    !entry.name.isEmpty && entry.name.utf8.allSatisfy(HTTPSyntax.isToken)
      && !entry.value.utf8.contains(where: HTTPSyntax.isForbiddenControl)
  }

  private static func reason(_ status: Int) -> String {
    switch status {
    case 100: "Continue"
    case 200: "OK"
    case 204: "No Content"
    case 302: "Found"
    case 303: "See Other"
    case 307: "Temporary Redirect"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 417: "Expectation Failed"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 505: "HTTP Version Not Supported"
    default: "Status"
    }
  }
}
