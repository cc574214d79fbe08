import ByteText
import Glibc
import Synchronization

/// Cuts the input into chunks of whole lines. Threads take turns: each reads into its own memory.
final class ChunkReader: Sendable {
  private struct State {
    /// Bytes read past the last whole line.
    var carry: [UInt8] = []
    var sequence = 0
    var isAtEnd = false
  }

  private let state = Mutex(State())
  private let input: BulkInput
  private let chunkBytes: Int
  private let maximumLineBytes: Int

  init(input: BulkInput, chunkBytes: Int, maximumLineBytes: Int) {
    self.input = input
    self.chunkBytes = max(1, chunkBytes)
    self.maximumLineBytes = max(1, maximumLineBytes)
  }

  /// Fills the buffer with whole lines, and with a last one that has no line feed; false at the end.
  func next(_ buffer: inout ChunkBuffer) throws -> Bool {
    try state.withLock { state in
      guard !state.isAtEnd else { return false }
      var count = state.carry.count
      buffer.reserve(count + chunkBytes, keeping: 0)
      buffer.start.update(from: state.carry, count: count)
      state.carry.removeAll(keepingCapacity: true)
      while true {
        let got = try read(&buffer, at: count)
        count += got
        if got == 0 {
          state.isAtEnd = true
          return count > 0 && deliver(&buffer, count, &state)
        }
        let whole = wholeLines(buffer.start, count)
        if whole > 0 {
          state.carry.append(
            contentsOf: UnsafeBufferPointer(start: buffer.start + whole, count: count - whole))
          return deliver(&buffer, whole, &state)
        }
        if count > maximumLineBytes {
          try skipLine(&buffer, &state)
          return deliver(&buffer, 0, &state)
        }
      }
    }
  }

  /// Bytes up to the last line feed and with it.
  private func wholeLines(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    var end = count
    while end > 0, start[end - 1] != .lineFeed { end -= 1 }
    return end
  }

  private func read(_ buffer: inout ChunkBuffer, at count: Int) throws -> Int {
    buffer.reserve(count + chunkBytes, keeping: count)
    return try input.read(
      UnsafeMutableRawBufferPointer(start: buffer.start + count, count: chunkBytes))
  }

  /// Reads on to the end of a line without keeping it.
  private func skipLine(_ buffer: inout ChunkBuffer, _ state: inout State) throws {
    while true {
      let got = try read(&buffer, at: 0)
      if got == 0 {
        state.isAtEnd = true
        return
      }
      if let feed = memchr(buffer.start, Int32(UInt8.lineFeed), got) {
        let used = UnsafeMutableRawPointer(buffer.start).distance(to: feed) + 1
        state.carry.append(
          contentsOf: UnsafeBufferPointer(start: buffer.start + used, count: got - used))
        return
      }
    }
  }

  /// A chunk without bytes stands for a line that was skipped.
  private func deliver(_ buffer: inout ChunkBuffer, _ count: Int, _ state: inout State) -> Bool {
    buffer.count = count
    buffer.isLongLine = count == 0
    buffer.sequence = state.sequence
    state.sequence += 1
    return true
  }
}
