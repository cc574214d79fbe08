import ArgumentParsing
import ByteText
import GatewayEngine
import HTTP
import Messages
import PaymentValues
import Platform
import WireFormat

/// A request that was not sent: what would go over the wire.
struct RequestView {
  let request: PreparedRequest
  let profile: Profile
  let unmask: Bool
  /// The file of mode 0600 that holds what the command line must not: see `command`.
  var valuesFile: String?

  /// Prints a request instead of sending it, as `--dry-run`, `--as` and `--values-file` ask.
  @discardableResult static func show(
    _ request: PreparedRequest, _ profile: Profile, _ context: CommandContext,
    unmask: Bool = false
  ) throws(Refusal) -> ExitCode {
    try context.output.emit(try document(request, profile, context, unmask: unmask))
    return .success
  }

  /// The same of several requests: one object in JSON, and in the other forms one after the other.
  static func show(
    _ requests: [PreparedRequest], _ profile: Profile, _ context: CommandContext
  ) throws(Refusal) {
    guard requests.count > 1, context.output.format == .json, context.output.template == nil else {
      for request in requests { try show(request, profile, context) }
      return
    }
    var objects: [Document.Members] = []
    for request in requests {
      objects.append(try document(request, profile, context, unmask: false).object)
    }
    try context.output.emit(
      Document(
        object: [("requests", .array(objects.map { .object($0) }))],
        records: objects.map { Record($0) }, lines: []))
  }

  /// What is shown of a request, its values' file written.
  private static func document(
    _ request: PreparedRequest, _ profile: Profile, _ context: CommandContext, unmask: Bool
  ) throws(Refusal) -> Document {
    var view = RequestView(request: request, profile: profile, unmask: unmask)
    view.valuesFile = context[SendingOptions.valuesFile]
    let asCurl = SendingOptions.asksForCommand(context) || context.output.format == .value
    if asCurl { try view.demandTrueCommand() }
    try view.writeValues()
    return view.document(asCurl: asCurl)
  }

  /// A command line with masked values in it would send another request than the one that is meant.
  private func demandTrueCommand() throws(Refusal) {
    guard command == nil else { return }
    let names = maskedFields.map(\.displayName).joined(separator: ", ")
    throw Refusal(
      .refused, "masked_command",
      "a command with \(names) masked would not send this request, so it is not printed",
      hint:
        "--unmask prints the values in it; --values-file FILE puts them into a file of mode 0600 that it reads"
    )
  }

  private func writeValues() throws(Refusal) {
    guard let valuesFile else { return }
    do throws(SystemError) {
      try SecureFile.write(fileContent, to: valuesFile, replacing: false)
    } catch {
      throw Refusal(
        .io, "values_not_written", "\(valuesFile): \(error.reason)",
        hint: error.number == 17 ? "the file exists; name another" : nil)
    }
  }

  private var shown: DisplayedText {
    DisplayedText(unmask: unmask, keys: [profile.key].compactMap { $0 })
  }

  /// The fields that are shown otherwise than they are sent.
  private var maskedFields: [Field] {
    unmask ? [] : request.fields.fields.filter { masked($0) != $0.value.display }
  }

  private func masked(_ field: Field) -> String {
    let role = request.message.field(named: field.displayName)?.role
    return shown.masked(field.value.display, role: role)
  }

  /// The request with personal values masked, unless the operator wants them.
  private var http: HTTPRequest {
    guard !maskedFields.isEmpty else { return request.http }
    var fields = request.fields
    for index in fields.fields.indices {
      let text = masked(fields.fields[index])
      guard text != fields.fields[index].value.display else { continue }
      fields.fields[index].value = .text(Array(text.utf8))
    }
    return (try? RequestEncoder(baseURL: profile.baseURL ?? "").encode(fields, request.endpoint))
      ?? request.http
  }

  /// For people and programs.
  func document(asCurl: Bool) -> Document {
    let http = http
    let body = String(decoding: http.body, as: UTF8.self)
    let text = shown.stringToSign(request.stringToSign, message: request.message)
    let headers = http.headers.entries.map { "\($0.name): \($0.value)" }
    return Document(
      object: [
        ("sent", false), ("method", .string(http.method)), ("url", .string(http.url)),
        ("headers", .object(http.headers.entries.map { ($0.name, .string($0.value)) })),
        ("body", .string(body)), ("masked", .bool(!maskedFields.isEmpty)),
        ("string_to_sign", .string(text)),
        ("sign", .string(request.signature)), ("order", .optional(request.orderNumber)),
        ("curl", .optional(command)), ("values_file", .optional(valuesFile)),
      ],
      lines: asCurl
        ? [command ?? ""]
        : ["\(http.method) \(http.url)"] + headers + (body.isEmpty ? [] : ["", body])
          + [
            "", "string to sign  \(text)", "sign            \(request.signature)", "",
            "Nothing was sent.",
          ],
      value: command)
  }

  /// What the values' file holds: the body, or for a request without one a line of curl's own
  /// configuration with the address.
  private var fileContent: Bytes {
    let http = request.http
    guard http.body.isEmpty else { return http.body }
    let quoted = http.url.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return Array("url = \"\(quoted)\"\n".utf8)
  }

  /// The command that sends exactly this request; nil when it would show what is to be masked.
  private var command: String? {
    guard valuesFile != nil || maskedFields.isEmpty else { return nil }
    let http = request.http
    var words = ["curl", "--request", http.method]
    if valuesFile == nil || !http.body.isEmpty { words.append(http.url) }
    for header in http.headers.entries where header.name != "Accept" {
      words += ["--header", "\(header.name): \(header.value)"]
    }
    if let valuesFile {
      words += http.body.isEmpty ? ["--config", valuesFile] : ["--data-binary", "@" + valuesFile]
    } else if !http.body.isEmpty {
      words += ["--data-raw", String(decoding: http.body, as: UTF8.self)]
    }
    return words.map { ShellQuoting.quote(Array($0.utf8)) }.joined(separator: " ")
  }
}
