import ByteText
import WireFormat

/// Walks over the lines of a text, so that a capture of nothing but line ends costs no memory.
struct LineScanner {
  private let text: Bytes
  /// Where the next line begins.
  private(set) var offset = 0

  init(_ text: Bytes) { self.text = text }

  /// The next line without its LF or CRLF; nil at the end.
  mutating func next() -> (offset: Int, text: Bytes)? {
    guard offset < text.count else { return nil }
    let start = offset
    let end = text[start...].firstIndex(of: .lineFeed) ?? text.count
    offset = end + 1
    let hasReturn = end > start && end < text.count && text[end - 1] == .carriageReturn
    return (start, Bytes(text[start..<(hasReturn ? end - 1 : end)]))
  }
}
