import ByteText
import WireFormat

/// Reads the bytes that carry fields, whatever wraps them: a body, a query, the data of a command.
enum PayloadReader {
  /// A JSON object, a multipart form, a form that holds JSON, or a form; nil if it is none.
  /// - Throws: if it begins like one of them and goes on otherwise.
  static func read(_ body: Bytes, contentType: String? = nil, _ session: ReadingSession)
    throws(WireError) -> Payload?
  {
    if body.first(where: { !$0.isWhitespace }) == UInt8(ascii: "{") {
      return try json(body, session)
    }
    if let boundary = MultipartForm.boundary(contentType: contentType, body: body) {
      return try MultipartForm.read(body, boundary: boundary, session)
    }
    if let payload = try formHoldingJSON(body, session) { return payload }
    guard body.contains(UInt8(ascii: "=")) else { return nil }
    let payload = try form(body, session)
    return session.looksLikeMessage(payload.fields) ? payload : nil
  }

  static func json(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> Payload {
    let fields = try JSONScanner.object(text, maximumFields: session.limits.fields)
    return Payload(shape: .json, fields: fields, bytes: text)
  }

  /// A form, whatever its names; a broken `%` is kept and noted.
  static func form(_ body: Bytes, _ session: ReadingSession) throws(WireError) -> Payload {
    let (fields, findings) = try FormCodec.decodeReporting(
      body, maximumFields: session.limits.fields)
    var payload = Payload(shape: .form, fields: fields, bytes: body)
    if let first = findings.first {
      payload.notes.append(
        CaptureNote(
          code: "broken_percent",
          sentence: "A percent sign at byte \(first.offset) of the form is not followed by two "
            + "hexadecimal digits; it was kept as it is."))
    }
    if body.contains(where: { $0 == .lineFeed || $0 == .carriageReturn }) {
      payload.notes.append(
        CaptureNote(
          code: "line_break_in_form",
          sentence: "The form holds a line break, which was kept as part of a value."))
    }
    return payload
  }

  /// A form of which one field holds a JSON object with at least as many known names as the form
  /// has itself; nil if there is no such field.
  static func formHoldingJSON(_ body: Bytes, _ session: ReadingSession) throws(WireError)
    -> Payload?
  {
    if let payload = try rawJSON(body, session) { return payload }
    guard body.contains(UInt8(ascii: "=")) else { return nil }
    let form = try FormCodec.decode(body, maximumFields: session.limits.fields)
    guard
      let field = form.fields.first(where: {
        $0.value.literal.trimmed.first == UInt8(ascii: "{")
      }), form.fields.count == 1 || !session.knownNames.contains(field.name)
    else { return nil }
    let fields: FieldList
    do {
      fields = try JSONScanner.object(field.value.literal, maximumFields: session.limits.fields)
    } catch {
      // A place inside the decoded JSON means nothing in the form, unless the form is only that.
      if error.isFinal || form.fields.count == 1 {
        throw WireError(code: error.code, offset: field.name.count + 1, reason: error.reason)
      }
      return nil
    }
    // A form with names of its own is a message that carries JSON, not JSON that a form carries.
    guard form.fields.count == 1 || session.knownCount(form) < 2,
      session.knownCount(fields) >= session.knownCount(form)
    else { return nil }
    return Payload(shape: .formParams, fields: fields, bytes: field.value.literal)
  }

  /// `name={"a":"1"}` with the JSON as it is: an encoder would have left no quote, so the `+` and
  /// `%` in it are text.
  private static func rawJSON(_ body: Bytes, _ session: ReadingSession) throws(WireError)
    -> Payload?
  {
    guard let equals = body.firstIndex(of: UInt8(ascii: "=")), body[..<equals].isIdentifier
    else { return nil }
    let text = Bytes(body[(equals + 1)...])
    guard text.first == UInt8(ascii: "{"), text.contains(UInt8(ascii: "\"")) else { return nil }
    do {
      var payload = try json(text, session)
      payload.shape = .formParams
      payload.notes.append(
        CaptureNote(
          code: "params_not_encoded",
          sentence: "The JSON stands in the form without percent-encoding and was read as it is."))
      return payload
    } catch  where error.isFinal {
      throw error.shifted(by: equals + 1)
    } catch {
      return nil
    }
  }
}
