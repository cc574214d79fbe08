import Gateways
import HTTP
import WireFormat

/// Reads a merchant's request the way the endpoint is documented, and the ways that real servers of
/// the families take besides (PROTOCOLS 2.2).
enum RequestDecoder {
  private static let fieldLimit = 500

  /// Whether the endpoint takes that method. What travels in a form field may come by GET, too
  /// (pay-center 1.1).
  static func takes(_ method: String, _ endpoint: Endpoint) -> Bool {
    if method == endpoint.method { return true }
    if case .formField = endpoint.encoding { return method == "GET" || method == "POST" }
    return false
  }

  /// Whether a JSON body comes without saying so; servers answer 415 then (PROTOCOLS 3.3).
  static func lacksJSONType(_ request: HTTPRequest, _ endpoint: Endpoint) -> Bool {
    guard endpoint.encoding == .json else { return false }
    let type = request.headers["Content-Type"]?.lowercased() ?? ""
    return type.split(separator: ";").first.map { $0 == "application/json" } != true
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
