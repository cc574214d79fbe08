import Glibc

/// Turns text that comes in pieces into UTF-8, strictly, and drops a byte order mark.
///
/// UTF-8 is checked here; the other encodings are the C library's (`iconv`, POSIX.1-2017).
package struct TextDecoder: ~Copyable {
  private let encoding: TextEncoding
  private let converter: iconv_t?
  /// The first bytes of a character that the next piece completes.
  private var pending = Bytes()
  /// Bytes converted so far.
  private var offset = 0
  private var isAtStart = true

  /// Makes a decoder.
  /// - Throws: `encoding_unavailable` if this system's C library lacks the table.
  package init(_ encoding: TextEncoding) throws(WireError) {
    self.encoding = encoding
    guard encoding != .utf8 else {
      converter = nil
      return
    }
    let opened = iconv_open("UTF-8", encoding.rawValue)
    // POSIX: the error value is (iconv_t)-1.
    guard let opened, Int(bitPattern: opened) != -1 else {
      throw WireError(
        code: "encoding_unavailable", offset: 0,
        reason: "This system cannot convert \(encoding.rawValue); save the text as UTF-8.")
    }
    converter = opened
  }

  deinit {
    if let converter { _ = iconv_close(converter) }
  }

  /// The UTF-8 text of a piece. A character that the piece cuts waits for the next one.
  /// - Throws: `encoding_invalid` with the offset in the input as a whole.
  package mutating func feed(_ piece: Bytes) throws(WireError) -> Bytes {
    let input = pending + piece
    let (text, used, isBroken) = converter == nil ? Self.check(input) : convert(input)
    pending = Array(input[used...])
    offset += used
    if isBroken {
      throw WireError(
        code: "encoding_invalid", offset: offset,
        reason: "The text is not \(encoding.rawValue).")
    }
    guard isAtStart, !text.isEmpty else { return text }
    isAtStart = false
    return text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
  }

  /// Ends the text.
  /// - Throws: `encoding_truncated` if the last character is not whole.
  package mutating func finish() throws(WireError) {
    guard pending.isEmpty else {
      throw WireError(
        code: "encoding_truncated", offset: offset,
        reason: "The text ends in the middle of a character.")
    }
  }

  private typealias Progress = (text: Bytes, used: Int, isBroken: Bool)

  private static func check(_ input: Bytes) -> Progress {
    let end = UTF8Validation.completePrefix(of: input)
    let whole = Array(input[..<end])
    guard let bad = UTF8Validation.firstInvalidOffset(in: whole) else { return (whole, end, false) }
    return (Array(whole[..<bad]), bad, true)
  }

  private func convert(_ input: Bytes) -> Progress {
    var source = input.map { CChar(bitPattern: $0) }
    var room = [CChar](repeating: 0, count: 16_384)
    var text = Bytes()
    var left = source.count
    var problem: Int32 = 0
    source.withUnsafeMutableBufferPointer { source in
      var from = source.baseAddress
      repeat {
        var free = room.count
        let status = room.withUnsafeMutableBufferPointer { room in
          var to = room.baseAddress
          return iconv(converter, &from, &left, &to, &free)
        }
        // (size_t)-1 is the error value.
        problem = status == -1 ? errno : 0
        text += room[..<(room.count - free)].map { UInt8(bitPattern: $0) }
      } while problem == E2BIG
    }
    return (text, input.count - left, problem == EILSEQ)
  }
}
