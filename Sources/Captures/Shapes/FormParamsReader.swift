import WireFormat

/// `params={…}`: a form of which one field, whatever its name, holds the message as JSON.
enum FormParamsReader: ShapeReader {
  static let shape = CaptureShape.formParams
  static let isByteSafe = true

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    try PayloadReader.formHoldingJSON(text.withoutFinalLineEnd, session).map(whole)
  }
}
