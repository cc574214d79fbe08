import ByteText
import WireFormat

/// A JSON object.
enum JSONReader: ShapeReader {
  static let shape = CaptureShape.json

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    let first = text.first { !$0.isWhitespace }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    let payload = try PayloadReader.json(text, session)
    if payload.fields.fields.isEmpty {
      throw WireError(code: "json_no_fields", offset: 0, reason: "The JSON object is empty.")
    }
    if HARReader.isArchive(payload.fields) {
      throw WireError(
        code: "har_malformed", offset: 0, reason: "The archive's entries cannot be read.")
    }
    return whole(payload)
  }
}
