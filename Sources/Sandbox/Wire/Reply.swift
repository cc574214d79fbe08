import ByteText
import HTTP
import WireFormat

/// Responses of the sandbox by content type.
enum Reply {
  static func json(_ body: Bytes, status: Int = 200) -> HTTPResponse {
    response(status, "application/json; charset=utf-8", body)
  }

  static func json(_ value: JSONValue, status: Int = 200) -> HTTPResponse {
    json(JSONWriter(layout: .pretty).bytes(value) + [.lineFeed], status: status)
  }

  static func html(_ page: String, status: Int = 200) -> HTTPResponse {
    response(status, "text/html; charset=utf-8", Array(page.utf8))
  }

  static func text(_ text: String, status: Int = 200) -> HTTPResponse {
    response(status, "text/plain; charset=utf-8", Array(text.utf8))
  }

  static func fault(_ reason: String, status: Int) -> HTTPResponse {
    json(.object([("error", .string(reason))]), status: status)
  }

  private static func response(_ status: Int, _ type: String, _ body: Bytes) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: HTTPHeaders([("Content-Type", type), ("Cache-Control", "no-store")]), body: body)
  }
}
