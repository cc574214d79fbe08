import Gateways
import HTTP
import Messages
import PaymentValues
import Signing
import WireFormat

extension PreparedRequest {
  /// Makes a request of the very bytes that were built and kept earlier, so that sending them again
  /// sends the same request. Nil when the bytes are no such request of that gateway.
  /// - Parameters:
  ///   - stored: the request as it was, signature included.
  ///   - amount: the amount that was asked for.
  package init?(stored: HTTPRequest, kind: MessageKind, gateway: GatewaySpec, amount: Money?) {
    guard let operation = gateway.operation(kind), let rule = operation.request.signing,
      let name = operation.request.signatureField
    else { return nil }
    let base = String(decoding: QueryString(url: Array(stored.url.utf8)).base, as: UTF8.self)
    let endpoint = operation.endpoints.first {
      $0.method == stored.method && base.hasSuffix($0.path)
    }
    guard let endpoint, let fields = Self.fields(of: stored, endpoint.encoding),
      let signature = fields[name]?.display, !signature.isEmpty
    else { return nil }
    let message = operation.request
    self.init(
      kind: kind, message: message, endpoint: endpoint, fields: fields,
      stringToSign: StringToSign(fields, message: message, rule: rule), signature: signature,
      http: stored, orderNumber: FieldReader(fields, message: message).text(.orderNumber),
      amount: amount, warnings: [])
  }

  private static func fields(of request: HTTPRequest, _ encoding: Encoding) -> FieldList? {
    switch encoding {
    case .query: return try? QueryString(url: Array(request.url.utf8)).fields()
    case .form: return try? FormCodec.decode(request.body)
    case .json: return try? JSONScanner.object(request.body)
    case .formField(let name):
      guard let value = (try? FormCodec.decode(request.body))?[name] else { return nil }
      return try? JSONScanner.object(value.literal)
    }
  }
}
