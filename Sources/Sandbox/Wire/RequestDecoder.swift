import ByteText
import Gateways
import HTTP
import WireFormat

/// Reads a merchant's request the way the endpoint is documented, and the ways that real servers of
/// the families take besides (docs/rules.md servers).
enum RequestDecoder {
  private static let fieldLimit = 500

  /// Whether the endpoint takes that method. What travels in a form field may come by GET, too
  /// (pay-center 1.1).
  static func takes(_ method: String, _ endpoint: Endpoint) -> Bool {
    if method == endpoint.method { return true }
    if case .formField = endpoint.encoding { return method == "GET" || method == "POST" }
    return false
  }

  /// The ways in that a request may have taken: those of its method, and where they differ in what they
  /// carry, those that its content type names. Several documents have one path for a form and a query.
  static func ways(_ request: HTTPRequest, _ endpoints: [Endpoint]) -> [Endpoint] {
    let ways = endpoints.filter { takes(request.method, $0) }
    let exact = ways.filter { $0.method == request.method }
    let candidates = exact.isEmpty ? ways : exact
    let isJSON = contentType(request) == "application/json"
    let fitting = candidates.filter { ($0.encoding == .json) == isJSON }
    let chosen = fitting.isEmpty ? candidates : fitting
    return chosen.filter { $0.encoding == chosen.first?.encoding }
  }

  private static func contentType(_ request: HTTPRequest) -> String {
    let type = request.headers["Content-Type"]?.lowercased() ?? ""
    return String(type.split(separator: ";").first ?? "").filter { !$0.isWhitespace }
  }

  /// Whether a JSON body comes without saying so; servers answer 415 then (docs/rules.md servers).
  static func lacksJSONType(_ request: HTTPRequest, _ endpoint: Endpoint) -> Bool {
    endpoint.encoding == .json && contentType(request) != "application/json"
  }

  /// The fields, each name once. Fields of the endpoint's own path are no part of the message.
  static func fields(_ request: HTTPRequest, _ endpoint: Endpoint) throws(Complaint) -> FieldList {
    let target = RequestTarget(request)
    var list: FieldList
    do throws(WireError) {
      switch endpoint.encoding {
      case .form: list = try form(request.body)
      case .json: list = try JSONScanner.object(request.body, maximumFields: fieldLimit)
      case .query: list = try form(target.query)
      case .formField(let name):
        list = try form(request.method == "GET" ? target.query : request.body)
        if let wrapped = list.values(of: name).last {
          list = try JSONScanner.object(wrapped.literal, maximumFields: fieldLimit)
        }
      }
    } catch {
      throw Complaint(.field, "\(error.reason) (byte \(error.offset))")
    }
    if let name = list.duplicateNames.first {
      throw Complaint(.field, "\(String(decoding: name, as: UTF8.self)) comes twice")
    }
    let own = QueryString(url: Array(endpoint.path.utf8))
    for field in (try? own.fields())?.fields ?? [] { list.remove(field.displayName) }
    return list
  }

  private static func form(_ bytes: Bytes) throws(WireError) -> FieldList {
    try FormCodec.decode(bytes, maximumFields: fieldLimit)
  }
}
