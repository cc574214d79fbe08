import ByteText
import WireFormat

/// An HTTP message as a person pasted it, cut into start line, headers and body.
///
/// Lines end with CRLF or LF. A head that two readers could read in two ways is refused.
struct HTTPCaptureMessage {
  var startLine: Bytes
  var headers = CapturedHeaders()
  var body: Bytes
  /// Where the body begins in the capture.
  var bodyOffset: Int
  var notes: [CaptureNote] = []
  var repairs: [Repair] = []

  /// The first value of that header, or nil.
  subscript(name: String) -> String? { headers[name] }

  /// - Throws: `http_compressed`, and the codes of `Contradiction` for the head.
  init(_ text: Bytes) throws(WireError) {
    var lines = LineScanner(text)
    startLine = lines.next()?.text ?? []
    bodyOffset = text.count
    while let line = lines.next() {
      if line.text.isEmpty {
        bodyOffset = min(lines.offset, text.count)
        break
      }
      if line.text[0] == .space || line.text[0] == .tab, !headers.lines.isEmpty {
        throw WireError(
          code: "folded_header", offset: line.offset,
          reason: "A header line begins with a blank: one reader takes it for the end of the line "
            + "before, another for a header.")
      }
      guard let header = Self.header(line.text, at: line.offset) else {
        try Self.checkBodyBegins(line, in: text)
        bodyOffset = line.offset
        repairs.append(
          Repair(
            code: "missing_blank_line",
            sentence: "The blank line between headers and body is missing; the body begins at "
              + "the first line that is not a header."))
        break
      }
      if let offset = line.text.firstIndex(of: .carriageReturn) {
        throw WireError(
          code: "bare_carriage_return", offset: line.offset + offset,
          reason: "A carriage return without a line feed stands in the head: one reader ends the "
            + "line there, another reads on.")
      }
      headers.lines.append(header)
    }
    body = Bytes(text[bodyOffset...])
    try headers.check()
    try settleBody()
  }

  private static func header(_ line: Bytes, at offset: Int) -> CapturedHeaders.Line? {
    // Browsers print `:authority` and the like in their copies of HTTP/2 requests.
    let first = line.first == UInt8(ascii: ":") ? 1 : 0
    guard let colon = line[first...].firstIndex(of: UInt8(ascii: ":")), colon > first,
      line[first..<colon].allSatisfy({ $0.isNameByte && $0 != UInt8(ascii: "[") })
    else { return nil }
    return CapturedHeaders.Line(
      name: line[..<colon].display, value: Bytes(line[(colon + 1)...]).trimmed.display,
      offset: offset)
  }

  /// A line that is no header begins the body, unless it is one that somebody wrote badly.
  private static func checkBodyBegins(_ line: (offset: Int, text: Bytes), in text: Bytes)
    throws(WireError)
  {
    let name = line.text.prefix { $0 != UInt8(ascii: ":") }
    let isBody =
      name.count == line.text.count
      || name.contains { byte in
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "&")
          || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "%")
      }
    guard !isBody else { return }
    throw WireError(
      code: "malformed_header", offset: line.offset,
      reason: "A line of the head is no header: one reader skips it, another obeys it.")
  }

  private mutating func settleBody() throws(WireError) {
    if let encoding = self["Content-Encoding"], !body.isEmpty,
      ["gzip", "deflate", "br", "zstd"].contains(encoding.lowercased()),
      !UTF8Validation.isValid(body)
    {
      throw WireError(
        code: "http_compressed", offset: bodyOffset,
        reason: "The body is compressed (\(encoding)).")
    }
    if self["Transfer-Encoding"]?.lowercased() == "chunked", let joined = Self.joinChunks(body) {
      body = joined
      return
    }
    guard let length = self["Content-Length"].flatMap({ Int($0) }), length != body.count else {
      if self["Content-Length"] == nil { body = body.withoutFinalLineEnd }
      return
    }
    if length >= 0, length < body.count, body[length...].allSatisfy(\.isWhitespace) {
      body = Bytes(body[..<length])
      return
    }
    try headers.checkLength(of: body)
    notes.append(
      CaptureNote(
        code: "content_length_mismatch",
        sentence: "Content-Length says \(length) bytes, the capture has \(body.count)."))
    body = body.withoutFinalLineEnd
  }

  /// The chunks' data (RFC 9112 section 7.1), or nil if the body is not made of whole chunks.
  private static func joinChunks(_ body: Bytes) -> Bytes? {
    var data = Bytes()
    var offset = 0
    while let end = body[min(offset, body.count)...].firstIndex(of: .lineFeed) {
      let digits = body[offset..<end].prefix { $0.hexValue != nil }
      guard let size = Int(digits.display, radix: 16) else { return nil }
      if size == 0 { return data }
      guard size <= body.count - end - 1 else { return nil }
      data += body[(end + 1)..<(end + 1 + size)]
      offset = end + 1 + size
      if offset < body.count, body[offset] == .carriageReturn { offset += 1 }
      guard offset < body.count, body[offset] == .lineFeed else { return nil }
      offset += 1
    }
    return nil
  }
}
