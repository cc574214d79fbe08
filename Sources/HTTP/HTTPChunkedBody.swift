import ByteText

/// Reads a chunked body (RFC 9112 section 7.1) as its bytes come. Extensions and trailers are
/// checked for their form and dropped.
struct HTTPChunkedBody: Sendable {
  private enum State {
    case size
    case data(Int)
    case dataEnd
    case trailers
  }

  private(set) var body: [UInt8] = []
  private var state = State.size
  private var trailers = HTTPHeaders()
  private var trailerBytes = 0
  private static let sizeLineLimit = 256

  /// Reads on; true once the last chunk and the trailers have come.
  mutating func read(
    from input: inout HTTPInput, _ dialect: HTTPDialect, _ limits: HTTPLimits
  ) throws(HTTPParseError) -> Bool {
    while true {
      switch state {
      case .size:
        guard let line = try input.line(dialect) else {
          guard input.count <= Self.sizeLineLimit else { throw Self.longLine }
          return false
        }
        let size = try Self.size(line)
        guard body.count + size <= limits.bodyBytes else {
          throw HTTPParseError(status: 413, "The body is larger than \(limits.bodyBytes) bytes.")
        }
        state = size == 0 ? .trailers : .data(size)
      case .data(let left):
        let part = input.take(upTo: left)
        body.append(contentsOf: part)
        guard part.count == left else {
          state = .data(left - part.count)
          return false
        }
        state = .dataEnd
      case .dataEnd:
        guard let line = try input.line(dialect) else {
          guard input.count <= 2 else { throw HTTPParseError("A chunk is longer than its size.") }
          return false
        }
        guard line.isEmpty else { throw HTTPParseError("A chunk is longer than its size.") }
        state = .size
      case .trailers:
        guard let line = try input.line(dialect) else {
          guard trailerBytes + input.count <= limits.headBytes else { throw Self.longTrailers }
          return false
        }
        if line.isEmpty { return true }
        trailerBytes += line.count + 2
        guard trailerBytes <= limits.headBytes else { throw Self.longTrailers }
        try HTTPFieldLine.read(line, into: &trailers, dialect, limits)
      }
    }
  }

  private static let longLine = HTTPParseError("A chunk's size line is too long.")
  private static let longTrailers = HTTPParseError(status: 431, "The trailers are too long.")

  /// `1a` or `1a;extension`: one to eight hexadecimal digits and nothing else before the semicolon.
  private static func size(_ line: [UInt8]) throws(HTTPParseError) -> Int {
    guard line.count <= sizeLineLimit else { throw longLine }
    let digits = line.prefix { $0 != .semicolon }
    guard !digits.isEmpty, digits.count <= 8 else {
      throw HTTPParseError("A malformed chunk size.")
    }
    var size = 0
    for digit in digits {
      guard let value = digit.hexValue.map(Int.init) else {
        throw HTTPParseError("A malformed chunk size.")
      }
      size = size * 16 + value
    }
    return size
  }
}
