import WireFormat

/// Java `Map.toString()`: `{a=1, b=2}`. It marks neither types nor where a value ends.
enum JavaMapReader: ShapeReader {
  static let shape = CaptureShape.javaMap

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    let body = text.trimmed
    guard body.first == UInt8(ascii: "{"), body.last == UInt8(ascii: "}"), body.count > 2,
      let equals = body.firstIndex(of: UInt8(ascii: "=")), body[1..<equals].isIdentifier
    else { return nil }
    let splitter = PairSplitter(
      separator: Bytes(", ".utf8), mark: UInt8(ascii: "="), isSorted: false)
    let fields = try splitter.split(Bytes(body[1..<(body.count - 1)]), session)
    return whole(Payload(shape: shape, fields: fields, bytes: text))
  }
}
