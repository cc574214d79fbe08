import ByteText

// A form that was encoded once more as a whole: no `=` and no `&` is left in it, or `&amp;` stands between
// its fields.
extension FrameFinder {
  /// The form in such a line; nil where there is none, or where more than that was done to it.
  mutating func layered(_ line: ByteRun) -> LineFrame? {
    let isEntities: Bool
    if let place = line.first(.ampersand, from: 0) {
      guard Self.isEntity(line, place) else { return nil }
      isEntities = true
    } else {
      guard line.first(.equals, from: 0) == nil else { return nil }
      isEntities = false
    }
    guard used + line.count + 1 <= capacity else { return nil }
    let copy = arena + used
    guard let count = Self.undoLayer(line, isEntities, to: copy), count < line.count else {
      return nil
    }
    // The scanners rely on a control byte behind the message.
    copy[count] = .lineFeed
    used += count + 1
    var frame = LineFrame(
      message: ByteRun(start: UnsafePointer(copy), count: count), raw: line,
      skeleton: Self.mixed(seed, isEntities ? 5 : 6))
    frame.isLayered = true
    return frame
  }

  private static func isEntity(_ line: ByteRun, _ place: Int) -> Bool {
    let word = ByteRun("&amp;")
    guard place + word.count <= line.count else { return false }
    return ByteRun(start: line.start + place, count: word.count).isEqual(to: word)
  }

  /// How many bytes were written; nil where a byte is not one that an encoder leaves.
  private static func undoLayer(
    _ line: ByteRun, _ isEntities: Bool, to target: UnsafeMutablePointer<UInt8>
  ) -> Int? {
    var (place, count) = (0, 0)
    while place < line.count {
      var byte = line.start[place]
      if byte == .ampersand {
        guard isEntity(line, place) else { return nil }
        place += 4
      } else if byte == UInt8(ascii: "%"), !isEntities {
        guard place + 2 < line.count, let high = line.start[place + 1].hexValue,
          let low = line.start[place + 2].hexValue
        else { return nil }
        byte = high << 4 | low
        place += 2
      }
      guard areEncoded(Sixteen(repeating: byte)) else { return nil }
      target[count] = byte
      (place, count) = (place + 1, count + 1)
    }
    return count
  }
}
