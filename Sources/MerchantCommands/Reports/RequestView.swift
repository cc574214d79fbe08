import ArgumentParsing
import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import WireFormat

/// A request that was not sent: exactly what would go over the wire.
struct RequestView {
  let request: PreparedRequest
  let profile: Profile
  let unmask: Bool

  /// Prints a request instead of sending it, as `--dry-run` and `--as` ask.
  @discardableResult static func show(
    _ request: PreparedRequest, _ profile: Profile, _ context: CommandContext,
    unmask: Bool = false
  ) throws(CommandFailure) -> ExitCode {
    let view = RequestView(request: request, profile: profile, unmask: unmask)
    try context.output.emit(view.document(asCurl: context.command.isGiven("as")))
    return .success
  }

  private var shown: DisplayedText {
    DisplayedText(unmask: unmask, keys: [profile.key].compactMap { $0 })
  }

  /// The request with personal values masked, unless the operator wants them.
  private var http: HTTPRequest {
    guard !unmask else { return request.http }
    var fields = request.fields
    for index in fields.fields.indices {
      let field = fields.fields[index]
      let role = request.message.field(named: field.displayName)?.role
      guard role?.isPersonal == true else { continue }
      fields.fields[index].value = .text(Array(shown.masked(field.value.display, role: role).utf8))
    }
    return (try? RequestEncoder(baseURL: profile.baseURL ?? "").encode(fields, request.endpoint))
      ?? request.http
  }

  /// For people and programs.
  func document(asCurl: Bool) -> Document {
    let http = http
    let body = String(decoding: http.body, as: UTF8.self)
    let text = shown.stringToSign(request.stringToSign, message: request.message)
    let curl = curlLine(http)
    let headers = http.headers.entries.map { "\($0.name): \($0.value)" }
    return Document(
      object: [
        ("sent", false), ("method", .string(http.method)), ("url", .string(http.url)),
        ("headers", .object(http.headers.entries.map { ($0.name, .string($0.value)) })),
        ("body", .string(body)), ("string_to_sign", .string(text)),
        ("sign", .string(request.signature)), ("order", .optional(request.orderNumber)),
        ("curl", .string(curl)),
      ],
      lines: asCurl
        ? [curl]
        : ["\(http.method) \(http.url)"] + headers + (body.isEmpty ? [] : ["", body])
          + [
            "", "string to sign  \(text)", "sign            \(request.signature)", "",
            "Nothing was sent.",
          ],
      value: curl)
  }

  private func curlLine(_ http: HTTPRequest) -> String {
    var words = ["curl", "--request", http.method, http.url]
    for header in http.headers.entries where header.name != "Accept" {
      words += ["--header", "\(header.name): \(header.value)"]
    }
    if !http.body.isEmpty { words += ["--data-raw", String(decoding: http.body, as: UTF8.self)] }
    return words.map { ShellQuoting.quote(Array($0.utf8)) }.joined(separator: " ")
  }
}
