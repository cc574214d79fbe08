import ByteText
import Gateways
import HTTP
import PaymentValues
import WireFormat

/// Puts signed fields on the wire as an endpoint wants them.
public struct RequestEncoder {
  let baseURL: String

  /// - Parameter baseURL: what stands in front of the endpoint's path; a trailing slash is dropped.
  public init(baseURL: String) {
    self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
  }

  /// The request as bytes. Throws when the base URL is missing or no URL.
  public func encode(_ fields: FieldList, _ endpoint: Endpoint) throws(Refusal) -> HTTPRequest {
    let address = baseURL + endpoint.path
    guard !baseURL.isEmpty else {
      throw Refusal.fault(
        .config, "no_base_url", "the profile has no base URL",
        hint: "set base-url in the profile, or give --base-url")
    }
    switch endpoint.encoding {
    case .query:
      return HTTPRequest(method: endpoint.method, url: appending(fields, to: address))
    case .form:
      return body(
        "application/x-www-form-urlencoded", FormCodec.encode(fields), address, endpoint)
    case .json:
      return body("application/json; charset=utf-8", json(fields), address, endpoint)
    case .formField(let name):
      let wrapped = FieldList([Field(name: Array(name.utf8), value: .text(json(fields)))])
      return body(
        "application/x-www-form-urlencoded", FormCodec.encode(wrapped), address, endpoint)
    }
  }

  private func appending(_ fields: FieldList, to address: String) -> String {
    let query = String(decoding: FormCodec.encode(fields), as: UTF8.self)
    return address + (address.contains("?") ? "&" : "?") + query
  }

  private func body(_ type: String, _ bytes: Bytes, _ address: String, _ endpoint: Endpoint)
    -> HTTPRequest
  {
    HTTPRequest(
      method: endpoint.method, url: address,
      headers: HTTPHeaders([("Content-Type", type), ("Accept", "*/*")]), body: bytes)
  }

  /// The fields as a JSON object, literals as they are. JSON is UTF-8, so the text may be, too.
  private func json(_ fields: FieldList) -> Bytes {
    let members = fields.fields.map { field -> Bytes in
      quoted(field.name) + [.colon] + value(field.value)
    }
    return [.openBrace] + Array(members.joined(separator: [.comma])) + [.closeBrace]
  }

  private func value(_ value: FieldValue) -> Bytes {
    switch value {
    case .text(let bytes): quoted(bytes)
    case .null: Array("null".utf8)
    default: value.literal
    }
  }

  private func quoted(_ bytes: Bytes) -> Bytes {
    JSONWriter().bytes(.string(String(decoding: bytes, as: UTF8.self)))
  }
}
