import HTTP
import WireFormat

/// A request's target cut into path and query, and its fields.
struct RequestTarget: Sendable {
  let path: String
  let query: Bytes

  init(_ request: HTTPRequest) {
    let parts = QueryString(url: Array(request.url.utf8))
    path = String(decoding: parts.base, as: UTF8.self)
    query = parts.query ?? []
  }

  /// The path's parts, percent-decoded.
  var segments: [String] {
    path.split(separator: "/").map {
      String(decoding: PercentCoding.decode(Array($0.utf8), plusIsSpace: false), as: UTF8.self)
    }
  }

  /// Fields of the query string; none when there are too many to be honest.
  var queryFields: FieldList { (try? FormCodec.decode(query, maximumFields: 1_000)) ?? FieldList() }
}
