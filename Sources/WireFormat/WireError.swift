import ByteText

/// Why bytes could not be read, and where.
///
/// A stable code, the offset of the offending byte, a sentence.
public struct WireError: Error, Equatable, Sendable {
  /// A stable code in snake case, such as `json_unterminated_string`.
  public let code: String
  /// Zero-based offset of the byte at which reading stopped.
  public let offset: Int
  /// One sentence for a person, without the offset.
  public let reason: String

  /// Makes an error from its parts.
  public init(code: String, offset: Int, reason: String) {
    self.code = code
    self.offset = offset
    self.reason = reason
  }

  /// One-based line and column (in bytes) of the offset in `input`.
  public func place(in input: Bytes) -> (line: Int, column: Int) {
    var line = 1
    var start = 0
    let end = min(offset, input.count)
    for index in 0..<end where input[index] == .lineFeed {
      line += 1
      start = index + 1
    }
    return (line, end - start + 1)
  }
}
