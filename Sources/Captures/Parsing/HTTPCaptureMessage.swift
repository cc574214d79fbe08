import WireFormat

/// An HTTP message as a person pasted it, cut into start line, headers and body.
///
/// Lines end with CRLF or LF; the body is what is there, whatever Content-Length says.
struct HTTPCaptureMessage {
  var startLine: Bytes
  var headers: [(name: String, value: String)]
  var body: Bytes
  /// Where the body begins in the capture.
  var bodyOffset: Int
  var notes: [CaptureNote] = []
  var repairs: [Repair] = []

  /// The first value of that header, or nil.
  subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// - Throws: `http_compressed`.
  init(_ text: Bytes) throws(WireError) {
    var lines = LineScanner(text)
    startLine = lines.next()?.text ?? []
    headers = []
    bodyOffset = text.count
    while let line = lines.next() {
      if line.text.isEmpty {
        bodyOffset = min(lines.offset, text.count)
        break
      }
      if line.text[0] == 0x20 || line.text[0] == 0x09, let last = headers.indices.last {
        headers[last].value += " " + line.text.trimmed.display
        continue
      }
      guard let header = Self.header(line.text) else {
        bodyOffset = line.offset
        repairs.append(
          Repair(
            code: "missing_blank_line",
            sentence: "The blank line between headers and body is missing; the body begins at "
              + "the first line that is not a header."))
        break
      }
      headers.append(header)
    }
    body = Bytes(text[bodyOffset...])
    try settleBody()
  }

  private static func header(_ line: Bytes) -> (name: String, value: String)? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      line[..<colon].allSatisfy({ $0.isNameByte && $0 != UInt8(ascii: "[") })
    else { return nil }
    return (line[..<colon].display, Bytes(line[(colon + 1)...]).trimmed.display)
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
    if length >= 0, length < body.count, body[length...].allSatisfy(\.isSpace) {
      body = Bytes(body[..<length])
    } else {
      notes.append(
        CaptureNote(
          code: "content_length_mismatch",
          sentence: "Content-Length says \(length) bytes, the capture has \(body.count)."))
      body = body.withoutFinalLineEnd
    }
  }

  /// The chunks' data (RFC 9112 section 7.1), or nil if the body is not made of whole chunks.
  private static func joinChunks(_ body: Bytes) -> Bytes? {
    var data = Bytes()
    var offset = 0
    while let end = body[min(offset, body.count)...].firstIndex(of: 0x0A) {
      let digits = body[offset..<end].prefix { $0.hexValue != nil }
      guard let size = Int(digits.display, radix: 16) else { return nil }
      if size == 0 { return data }
      guard size <= body.count - end - 1 else { return nil }
      data += body[(end + 1)..<(end + 1 + size)]
      offset = end + 1 + size
      if offset < body.count, body[offset] == 0x0D { offset += 1 }
      guard offset < body.count, body[offset] == 0x0A else { return nil }
      offset += 1
    }
    return nil
  }
}
