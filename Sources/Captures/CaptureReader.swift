import ByteText
import WireFormat

/// Reads what an operator pastes, whatever its shape.
package enum CaptureReader {
  /// The shapes in the order in which they are tried.
  package static var order: [CaptureShape] { ShapeDetector.order }

  /// A message has at least so many known names; any sentence may hold one.
  package static let fewestNames = 2

  /// The messages in a capture: one, or several for a HAR file, a log, CSV rows, or a request
  /// with both a query and a body.
  ///
  /// `knownNames` are the field names of all gateways, in every spelling: they decide between
  /// shapes that would both fit, and whether a repair made a message readable. Nothing is repaired
  /// that can be read without it. `accepts` says whether somebody whose key is known signed the
  /// fields: a reading that was signed comes before every other.
  /// - Throws: `CaptureError` with the place and, if no shape fits, the shapes tried. What two
  ///   readers could take for two messages is refused: `two_messages`, `two_content_lengths`, ….
  package static func read(
    _ bytes: Bytes, knownNames: Set<String> = [], encoding: CaptureEncoding = .auto,
    limits: CaptureLimits = CaptureLimits(), accepts: MessageTest? = nil
  ) throws(CaptureError) -> [Capture] {
    try read(bytes, CaptureVocabulary(knownNames), encoding, limits, accepts)
  }

  /// The messages in one line of many. The query and the body of a log line are taken out without
  /// asking what else the line could be: files of logs are long.
  /// - Throws: `CaptureError` as `read` does; `log_no_fields` for a log line without a message.
  package static func readLine(
    _ line: Bytes, _ names: CaptureVocabulary, accepts: MessageTest? = nil
  ) throws(CaptureError) -> [Capture] {
    let limits = CaptureLimits()
    if AccessLogReader.isLogged(line) {
      let session = ReadingSession(knownNames: names.names, limits: limits)
      if !line.contains(0), let captures = try? AccessLogReader.read(line, session) {
        return try checked(captures, in: line).map(\.withTextNotes)
      }
      if !line.contains(UInt8(ascii: "=")), !line.contains(UInt8(ascii: "{")) {
        throw CaptureError(
          WireError(
            code: "log_no_fields", offset: 0,
            reason: "The logged request has no query or body that holds a message."),
          in: line, hint: "Leave out what is no callback.", shape: .accessLog)
      }
    }
    return try read(line, names, .auto, limits, accepts)
  }

  private static func read(
    _ bytes: Bytes, _ names: CaptureVocabulary, _ encoding: CaptureEncoding,
    _ limits: CaptureLimits, _ accepts: MessageTest?
  ) throws(CaptureError) -> [Capture] {
    let (text, base, certain) = try CaptureGuard.text(bytes, encoding, limits)
    let session = ReadingSession(knownNames: names.names, limits: limits)
    var before = certain
    var body = text
    if Quotes.areSurelyAround(text), let inner = Quotes.removed(text) {
      body = inner
      before.append(TextRepair.surroundingQuotes.repair)
    }
    let search = RepairSearch(
      detector: ShapeDetector(session: session, accepts: accepts), accepts: accepts)
    let outcome = search.read(body)
    let reading = outcome.reading
    guard !reading.captures.isEmpty else {
      throw failure(
        reading, body, in: bytes, base: base + outcome.base + (body.count == text.count ? 0 : 1))
    }
    return try checked(reading.captures, in: bytes).map { capture in
      var capture = capture
      capture.repairs = before + outcome.repairs + capture.repairs
      return capture.withTextNotes
    }
  }

  /// The captures, if the names of their fields can be read in one way only.
  private static func checked(_ captures: [Capture], in bytes: Bytes) throws(CaptureError)
    -> [Capture]
  {
    for capture in captures {
      do throws(WireError) { try capture.fields.checkNames() } catch {
        throw CaptureError(
          error.shifted(by: capture.offset(in: bytes)), in: bytes, hint: hint(error, capture.shape),
          shape: capture.shape)
      }
    }
    return captures
  }

  private static func failure(
    _ reading: ShapeDetector.Reading, _ text: Bytes, in bytes: Bytes, base: Int
  ) -> CaptureError {
    let shapes = ShapeDetector.order
    guard let (shape, error) = reading.best else {
      if let offset = UTF8Validation.firstInvalidOffset(in: text) {
        return CaptureGuard.notUTF8(bytes, min(offset + base, bytes.count))
      }
      return CaptureError(
        WireError(
          code: "capture_unrecognized", offset: min(base, bytes.count),
          reason: "The text is not a message in any shape that is known."),
        in: bytes, hint: "Paste the body, the URL, or the whole request.", tried: shapes)
    }
    var code = error.code
    if code.hasSuffix("_too_deep") { code = "capture_too_deep" }
    if code.hasSuffix("_too_many_fields") { code = "capture_too_many_fields" }
    let place = WireError(
      code: code, offset: min(error.offset + base, bytes.count), reason: error.reason)
    return CaptureError(
      place, in: bytes, hint: hint(error, shape), shape: shape,
      tried: error.isFinal ? [shape] : shapes)
  }

  private static func hint(_ error: WireError, _ shape: CaptureShape) -> String {
    if error.isContradiction {
      return "Do not act on it; ask the gateway with a query. To read one of the two, cut it out."
    }
    if error.isLimit { return "No gateway sends so much at once; cut out the one message." }
    switch error.code {
    case "curl_reads_file": return "Put the file's content in place of @FILE."
    case "http_compressed": return "Capture the message again without Accept-Encoding."
    case "json_invalid_utf8", "encoding_invalid": return "Save the capture as UTF-8."
    default: return "It was read as \(shape.rawValue); correct it there, or paste another shape."
    }
  }
}

extension Capture {
  /// Zero-based offset in the capture's own bytes at which the bytes of the fields begin; that of
  /// the first byte that is no blank when they were written in another way there.
  package func offset(in bytes: Bytes) -> Int {
    let head = payload.trimmed
    return bytes.firstIndex(of: head) ?? bytes.firstIndex(of: Bytes(head.prefix(8)))
      ?? bytes.firstIndex { !$0.isWhitespace } ?? 0
  }

  /// The capture with a note if values are not UTF-8.
  fileprivate var withTextNotes: Capture {
    let names = fields.fields.filter { !UTF8Validation.isValid($0.value.literal) }
      .map(\.displayName)
    guard !names.isEmpty else { return self }
    var capture = self
    capture.notes.append(
      CaptureNote(
        code: "values_not_utf8",
        sentence: "Not UTF-8, and kept byte for byte: \(names.joined(separator: ", "))."))
    return capture
  }

  /// The capture with each value that is not UTF-8 converted from another encoding, and the
  /// repair reported. For an operator who asks for it: a signature covers the bytes as they were.
  /// - Throws: `encoding_invalid`, `encoding_truncated`, `encoding_unavailable`.
  package func converted(from encoding: TextEncoding) throws(WireError) -> Capture {
    var capture = self
    var isChanged = false
    for (index, field) in fields.fields.enumerated() {
      guard case .text(let bytes) = field.value, !UTF8Validation.isValid(bytes) else { continue }
      capture.fields.fields[index].value = .text(try encoding.toUTF8(bytes))
      isChanged = true
    }
    guard isChanged else { return self }
    capture.notes.removeAll { $0.code == "values_not_utf8" }
    capture.repairs.append(
      Repair(
        code: "values_converted",
        sentence: "Values were converted from \(encoding.rawValue), as asked."))
    return capture
  }
}
