import ByteText
import WireFormat

/// What was left out around a message that was found. It must not hold a second one, or a piece of one:
/// another reader would take that.
struct Leftover {
  let text: Bytes
  /// The message that was found.
  let range: Range<Int>
  /// The names of its fields.
  let ownNames: Set<Bytes>
  let knownNames: Set<Bytes>

  /// Where the first field stands that was left out; nil if there is none.
  ///
  /// A name that the message has is a field wherever it stands with `=` or `:` behind it, and so is a
  /// known name behind `&`, at the start of a line behind the message, or beside another one there. A
  /// single known name in front may be a log's own (`status=200`), and one right in front of the message
  /// is its label (`body=`).
  var field: Int? {
    var behind: [(name: Bytes, offset: Int)] = []
    var offset = 0
    while offset < text.count {
      if range.contains(offset) {
        offset = range.upperBound
        continue
      }
      let word = text[offset...].prefix(while: isWordByte)
      guard !word.isEmpty else {
        offset += 1
        continue
      }
      defer { offset = word.endIndex }
      let name = Bytes(word)
      guard knownNames.contains(name), let end = valueStart(word.endIndex), !isLabel(end) else {
        continue
      }
      if ownNames.contains(name) || offset > 0 && text[offset - 1] == UInt8(ascii: "&") {
        return offset
      }
      guard offset >= range.upperBound else { continue }
      if isLineStart(offset) { return offset }
      behind.append((name, offset))
      if behind.contains(where: { $0.name != name }) { return behind[0].offset }
    }
    return nil
  }

  /// The place behind `=` or `:` that follows a name which ends there, its quote or bracket left out.
  private func valueStart(_ end: Int) -> Int? {
    var offset = end
    while offset < text.count, isAround(text[offset]) { offset += 1 }
    guard offset < text.count,
      text[offset] == UInt8(ascii: "=") || text[offset] == UInt8(ascii: ":")
    else { return nil }
    return offset + 1
  }

  /// Whether the value that begins there is the message itself.
  private func isLabel(_ start: Int) -> Bool {
    start <= range.lowerBound
      && text[start..<range.lowerBound].allSatisfy { byte in
        isAround(byte) || byte == .lineFeed || byte == .carriageReturn || byte == UInt8(ascii: ">")
      }
  }

  /// Blanks, quotes and the bracket that a dump puts behind a name.
  private func isAround(_ byte: UInt8) -> Bool {
    switch byte {
    case .space, .tab, .quote, .apostrophe, .backslash, .closeBracket, UInt8(ascii: "`"): true
    default: false
    }
  }

  private func isLineStart(_ offset: Int) -> Bool {
    let before = text[..<offset].last { $0 != .space && $0 != .tab && $0 != UInt8(ascii: ">") }
    return before == nil || before == .lineFeed || before == .carriageReturn
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte.isNameByte && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "]")
  }
}
