import ByteText
import WireFormat

/// `multipart/form-data` (RFC 7578), as PHP's and curl's `-F` send it. Files are refused.
enum MultipartForm {
  /// The boundary that the Content-Type names, or that the body itself begins with.
  static func boundary(contentType: String?, body: Bytes) -> Bytes? {
    if let contentType, contentType.lowercased().hasPrefix("multipart/") {
      for part in contentType.split(separator: ";").dropFirst() {
        let pair = part.split(separator: "=", maxSplits: 1)
        guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == "boundary" else {
          continue
        }
        return Bytes(pair[1].utf8).filter { $0 != UInt8(ascii: "\"") && !$0.isWhitespace }
      }
    }
    guard body.hasPrefix("--"), body.contains("form-data; name=") else { return nil }
    let line = body.firstLine
    return line.count > 2 ? Bytes(line.dropFirst(2)) : nil
  }

  /// The parts as text fields.
  /// - Throws: `multipart_malformed`, `multipart_file`, `multipart_too_many_fields`.
  static func read(_ body: Bytes, boundary: Bytes, _ session: ReadingSession) throws(WireError)
    -> Payload
  {
    let marker = Bytes("--".utf8) + boundary
    guard var start = body.firstIndex(of: marker) else {
      throw WireError(
        code: "multipart_malformed", offset: 0, reason: "The boundary does not occur in the body.")
    }
    var fields = FieldList()
    while true {
      start += marker.count
      if body[start...].hasPrefix("--") { break }
      guard let end = body.firstIndex(of: marker, from: start) else {
        throw WireError(
          code: "multipart_malformed", offset: start, reason: "A part is not closed.")
      }
      guard fields.fields.count < session.limits.fields else {
        throw WireError(
          code: "multipart_too_many_fields", offset: start,
          reason: "The form has more than \(session.limits.fields) fields.")
      }
      fields.append(try part(Bytes(body[start..<end]), at: start))
      start = end
    }
    return Payload(shape: .multipart, fields: fields, bytes: body)
  }

  private static func part(_ bytes: Bytes, at base: Int) throws(WireError) -> Field {
    let malformed = WireError(
      code: "multipart_malformed", offset: base, reason: "A part of the form has no name.")
    let lines = bytes.lines.dropFirst()
    guard let blank = lines.first(where: { $0.text.isEmpty }) else { throw malformed }
    let head = lines.prefix { $0.offset < blank.offset }.map(\.text).joined(separator: [.lineFeed])
    let text = Bytes(head)
    if text.contains("filename=") {
      throw WireError(
        code: "multipart_file", offset: base, reason: "A part of the form is a file.")
    }
    let key = Bytes("name=\"".utf8)
    guard let nameStart = text.firstIndex(of: key).map({ $0 + key.count }),
      let nameEnd = text[nameStart...].firstIndex(of: UInt8(ascii: "\""))
    else { throw malformed }
    let hasReturn = bytes[blank.offset] == .carriageReturn
    let value = Bytes(bytes[(blank.offset + (hasReturn ? 2 : 1))...]).withoutFinalLineEnd
    return Field(name: Bytes(text[nameStart..<nameEnd]), value: .text(value))
  }
}
