import ByteText

/// Bytes that have come and are not used up yet. Hands out whole lines or counted bytes.
struct HTTPInput: Sendable {
  private var bytes: [UInt8] = []
  private var start = 0
  private var scanned = 0

  var count: Int { bytes.count - start }

  mutating func append(_ more: some Sequence<UInt8>) {
    if start > 0 {
      bytes.removeSubrange(0..<start)
      scanned -= start
      start = 0
    }
    bytes.append(contentsOf: more)
  }

  /// The next line without its end, or nil while its end has not come. Refuses control bytes as
  /// soon as they are there, so that a TLS greeting on the plain port gets its answer at once.
  mutating func line(_ dialect: HTTPDialect) throws(HTTPParseError) -> [UInt8]? {
    while scanned < bytes.count {
      let byte = bytes[scanned]
      switch byte {
      case .lineFeed:
        let follows = scanned > start && bytes[scanned - 1] == .carriageReturn
        guard follows || dialect.allowsBareLineFeed else {
          throw HTTPParseError("A line ends with LF alone.")
        }
        let line = Array(bytes[start..<(follows ? scanned - 1 : scanned)])
        scanned += 1
        start = scanned
        return line
      case .carriageReturn:
        guard scanned + 1 < bytes.count else { return nil }
        guard bytes[scanned + 1] == .lineFeed else {
          throw HTTPParseError("A CR stands alone.")
        }
      default:
        if HTTPSyntax.isForbiddenControl(byte) { throw HTTPParseError("A control byte.") }
      }
      scanned += 1
    }
    return nil
  }

  /// Up to that many bytes.
  mutating func take(upTo limit: Int) -> ArraySlice<UInt8> {
    let end = start + min(max(limit, 0), count)
    let slice = bytes[start..<end]
    start = end
    scanned = end
    return slice
  }

  /// What is left, without taking it.
  var rest: ArraySlice<UInt8> { bytes[start...] }
}
