import ByteText

/// Header and trailer lines, read one by one into `HTTPHeaders`.
enum HTTPFieldLine {
  /// Names whose value decides where the body ends; a blank after it is refused, because parsers
  /// are known to differ over it.
  private static let framing: Set<String> = ["content-length", "transfer-encoding"]

  /// Adds one line to the headers; a folded line continues the last value where that is allowed.
  static func read(
    _ line: [UInt8], into headers: inout HTTPHeaders, _ dialect: HTTPDialect, _ limits: HTTPLimits
  ) throws(HTTPParseError) {
    if let first = line.first, first.isBlank {
      try fold(line, into: &headers, dialect)
      return
    }
    guard headers.entries.count < limits.fields else {
      throw HTTPParseError(status: 431, "More than \(limits.fields) header fields.")
    }
    // Browsers print `:authority` and the like in their copies of HTTP/2 requests.
    let nameStart = dialect == .pasted && line.first == .colon ? 1 : 0
    guard let colon = line[nameStart...].firstIndex(of: .colon) else {
      throw HTTPParseError("A header line has no colon.")
    }
    let name = line[nameStart..<colon]
    guard !name.isEmpty, name.allSatisfy(HTTPSyntax.isToken) else {
      throw HTTPParseError("A malformed header name.")
    }
    let raw = line[(colon + 1)...]
    let text = HTTPSyntax.text(line[..<colon])
    if dialect == .strict, let last = raw.last, last.isBlank,
      framing.contains(text.lowercased())
    {
      throw HTTPParseError("A blank after the value of \(text).")
    }
    headers.append(text, HTTPSyntax.text(raw.trimmed(\.isBlank)))
  }

  private static func fold(
    _ line: [UInt8], into headers: inout HTTPHeaders, _ dialect: HTTPDialect
  ) throws(HTTPParseError) {
    guard dialect.allowsFoldedLines, let last = headers.entries.indices.last else {
      throw HTTPParseError("A header line begins with a blank.")
    }
    headers.entries[last].value += " " + HTTPSyntax.text(line[...].trimmed(\.isBlank))
  }
}
