import ByteText
import WireFormat

/// Checks text in GB18030 that comes in pieces, without converting it: nearly all of a statement's text
/// is never looked at.
///
/// The characters of two bytes are all there are in that shape (23,940). Those of four are tried with the
/// converter, for not all of them are characters.
struct GB18030Check {
  /// The first bytes of a character that the next piece completes.
  private var pending = Bytes()
  /// Bytes that belong to whole characters.
  private var offset = 0

  /// Takes the next piece.
  /// - Throws: `encoding_invalid`, `encoding_unavailable`.
  mutating func feed(_ piece: UnsafeRawBufferPointer) throws(WireError) {
    var index = 0
    while !pending.isEmpty, index < piece.count {
      pending.append(piece[index])
      index += 1
      let length = try character(pending)
      guard length > 0 else { continue }
      // A byte that completes a character is its last one.
      offset += length
      pending = []
    }
    while index < piece.count {
      let start = index
      if piece[index] < 0x80 {
        index = ASCIIRun.end(piece, from: index)
      } else {
        index = Self.endOfPairs(piece, from: index)
      }
      if index == start {
        let length = try character(Array(piece[index...].prefix(4)))
        guard length > 0 else {
          pending = Array(piece[index...])
          return
        }
        index += length
      }
      offset += index - start
    }
  }

  /// Ends the text.
  /// - Throws: `encoding_truncated`.
  func finish() throws(WireError) {
    guard pending.isEmpty else {
      throw WireError(
        code: "encoding_truncated", offset: offset,
        reason: "The text ends in the middle of a character.")
    }
  }

  /// Steps over characters of two bytes.
  private static func endOfPairs(_ piece: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard let base = piece.baseAddress else { return start }
    var index = start
    while index &+ 2 <= piece.count {
      let lead = base.load(fromByteOffset: index, as: UInt8.self)
      let trail = base.load(fromByteOffset: index &+ 1, as: UInt8.self)
      guard lead &- 0x81 <= 0x7D, trail >= 0x40, trail != 0x7F, trail != 0xFF else { break }
      index &+= 2
    }
    return index
  }

  /// Bytes of the character with which up to four bytes begin; 0 when they are not all of it.
  private func character(_ rest: Bytes) throws(WireError) -> Int {
    guard rest[0] &- 0x81 <= 0x7D else { throw invalid }
    guard rest.count > 1 else { return 0 }
    if (0x40...0xFE).contains(rest[1]), rest[1] != 0x7F { return 2 }
    guard (0x30...0x39).contains(rest[1]) else { throw invalid }
    guard rest.count > 2 else { return 0 }
    guard (0x81...0xFE).contains(rest[2]) else { throw invalid }
    guard rest.count > 3 else { return 0 }
    do throws(WireError) {
      _ = try TextEncoding.gb18030.toUTF8(rest)
    } catch {
      throw error.code == "encoding_unavailable" ? error : invalid
    }
    return 4
  }

  private var invalid: WireError {
    WireError(code: "encoding_invalid", offset: offset, reason: "The text is not GB18030.")
  }
}
