import ByteText
import WireFormat

/// An HTTP archive (HAR 1.2): each entry's query, posted body and response.
///
/// Browsers record every script and picture; with names to look for, only messages that have one
/// of them are kept.
enum HARReader: ShapeReader {
  static let shape = CaptureShape.har

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    guard text.first(where: { !$0.isWhitespace }) == UInt8(ascii: "{"),
      text.contains("\"entries\""),
      text.contains("\"log\"")
    else { return nil }
    guard let entries = try JSONValue.parse(text)["log"]?["entries"]?.arrayElements else {
      return nil
    }
    var captures: [Capture] = []
    for (index, entry) in entries.enumerated() {
      captures += try messages(of: entry, number: index + 1, session).filter {
        session.knownNames.isEmpty || session.knownCount($0.fields) > 0
      }
      guard captures.count <= session.limits.captures else {
        throw WireError(
          code: "har_too_many_messages", offset: 0,
          reason: "The archive holds more than \(session.limits.captures) messages.")
      }
    }
    guard !captures.isEmpty else {
      throw WireError(
        code: "har_no_fields", offset: 0,
        reason: "None of the archive's \(entries.count) entries holds a message.")
    }
    return captures
  }

  /// Whether the fields of a JSON object are those of an archive.
  static func isArchive(_ fields: FieldList) -> Bool {
    guard case .nested(let log)? = fields["log"] else { return false }
    return fields.fields.count == 1 && log.contains("\"entries\"")
  }

  private static func messages(of entry: JSONValue, number: Int, _ session: ReadingSession)
    throws(WireError) -> [Capture]
  {
    guard let request = entry["request"] else { return [] }
    let url = Bytes((request["url"]?.stringValue ?? "").utf8)
    var context = CaptureContext(
      method: request["method"]?.stringValue, path: QueryString(url: url).base.display,
      status: entry["response"]?["status"]?.integerValue.flatMap { Int(exactly: $0) },
      part: .query, entry: number)
    // An entry that is not a message is the rule, not a failure.
    var captures: [Capture] = []
    if let query = try? URLReader.capture(url, shape: shape, context: context, session) {
      try HARAgreement.check(
        request["queryString"], with: try FormCodec.decode(QueryString(url: url).query ?? []),
        "har_query_contradicts",
        "entry \(number): queryString", "url")
      captures.append(query)
    }
    context.part = .body
    if let data = request["postData"], let payload = posted(data, session) {
      if let text = data["text"]?.stringValue, !text.isEmpty {
        let isForm = payload.shape == .form || payload.shape == .formParams
        try HARAgreement.check(
          data["params"], with: isForm ? try FormCodec.decode(Bytes(text.utf8)) : payload.fields,
          "har_params_contradict", "entry \(number): params", "text")
      }
      let body = Capture(shape: shape, payload: payload, context: context)
      try Contradiction.check(
        captures.first?.fields, "entry \(number): the query", body.fields, "the body", at: 0)
      captures.append(body)
    }
    context.isResponse = true
    if let content = entry["response"]?["content"], let body = body(of: content),
      let payload = try? PayloadReader.read(
        body, contentType: content["mimeType"]?.stringValue, session)
    {
      captures.append(Capture(shape: shape, payload: payload, context: context))
    }
    return captures
  }

  private static func posted(_ data: JSONValue, _ session: ReadingSession) -> Payload? {
    if let text = data["text"]?.stringValue, !text.isEmpty {
      return try? PayloadReader.read(
        Bytes(text.utf8), contentType: data["mimeType"]?.stringValue, session)
    }
    let fields = FieldList(
      (data["params"]?.arrayElements ?? []).compactMap { parameter in
        guard let name = parameter["name"]?.stringValue else { return nil }
        return Field(name, parameter["value"]?.stringValue ?? "")
      })
    guard session.looksLikeMessage(fields) else { return nil }
    return Payload(shape: .form, fields: fields, bytes: FormCodec.encode(fields))
  }

  private static func body(of content: JSONValue) -> Bytes? {
    guard let text = content["text"]?.stringValue else { return nil }
    return content["encoding"]?.stringValue == "base64"
      ? Base64.decode(Bytes(text.utf8)) : Bytes(text.utf8)
  }
}
