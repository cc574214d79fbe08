import HTTP
import WireFormat

/// A callback's message as it came over the wire, as far as it matters: no header but the type.
public struct RawCallback: Sendable, Equatable {
  /// `GET` or `POST`.
  public var method: String
  /// The path of the request target, still encoded.
  public var path: String
  /// What follows the first question mark, still encoded; nil without one.
  public var query: Bytes?
  /// The `Content-Type` header, or nil.
  public var contentType: String?
  /// The body's bytes.
  public var body: Bytes

  /// Makes a message from its parts.
  public init(
    method: String, path: String, query: Bytes? = nil, contentType: String? = nil, body: Bytes = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.contentType = contentType
    self.body = body
  }

  /// Takes the message out of a request that a server received.
  public init(_ request: HTTPRequest) {
    let target = QueryString(url: Array(request.url.utf8))
    // Two types are one that nobody knows: two readers would take two of them.
    let types = request.headers.all("Content-Type")
    self.init(
      method: request.method, path: String(decoding: target.base, as: UTF8.self),
      query: target.query, contentType: types.isEmpty ? nil : types.joined(separator: ", "),
      body: request.body)
  }

  /// The bytes that hold the fields: the query of a GET, the body of a POST.
  public var fieldBytes: Bytes { method == "GET" ? query ?? [] : body }

  /// The same message as a request to another address. A query of the message is put behind the
  /// address' own.
  public func request(to address: HTTPURL) -> HTTPRequest {
    var url = address.description
    if let query {
      url += (address.query == nil ? "?" : "&") + String(decoding: query, as: UTF8.self)
    }
    var headers = HTTPHeaders([("Accept", "*/*")])
    if let contentType { headers.append("Content-Type", contentType) }
    return HTTPRequest(method: method, url: url, headers: headers, body: body)
  }
}
