import WireFormat

/// A whole URL, or a path, with a query.
enum URLReader: ShapeReader {
  static let shape = CaptureShape.url
  static let isByteSafe = true

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    let url = text.trimmed
    let isWhole = url.hasPrefix("http://") || url.hasPrefix("https://")
    guard isWhole || (url.first == UInt8(ascii: "/") && url.contains(UInt8(ascii: "?"))) else {
      return nil
    }
    guard url.contains(UInt8(ascii: "?")) else {
      throw WireError(code: "url_no_query", offset: 0, reason: "The URL has no query.")
    }
    guard let capture = try capture(url, shape: shape, session) else {
      throw WireError(
        code: "url_no_fields", offset: 0, reason: "The URL's query holds no message.")
    }
    return [capture]
  }

  /// The message in a URL's query; nil without one.
  static func capture(
    _ url: Bytes, shape: CaptureShape, context: CaptureContext = CaptureContext(),
    _ session: ReadingSession
  ) throws(WireError) -> Capture? {
    let parts = QueryString(url: url)
    guard let query = parts.query, !query.isEmpty,
      let payload = try QueryReader.payload(query, session)
    else { return nil }
    var context = context
    context.path = parts.base.display
    if context.part == .whole { context.part = .query }
    return Capture(shape: shape, payload: payload, context: context)
  }
}
