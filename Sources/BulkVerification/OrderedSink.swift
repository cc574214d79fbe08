import Platform
import Synchronization

/// Takes the chunks' results as threads finish them and hands them on in the order of the input.
final class OrderedSink: Sendable {
  private struct State {
    var results = InOrder<ChunkResult>()
    var summary = BulkSummary()
    var output: [UInt8] = []
    var reportedAt: Int64
    var failure: (any Error)?
  }

  /// Output is written in pieces of about this size, so the system is called seldom.
  private static let pieceBytes = 65_536

  private let state: Mutex<State>
  private let clock: Clock
  private let startedAt: Int64
  private let interval: Int64
  private let write: @Sendable ([UInt8]) throws -> Void
  private let progress: @Sendable (BulkSummary) -> Void

  init(
    options: BulkOptions, write: @escaping @Sendable ([UInt8]) throws -> Void,
    progress: @escaping @Sendable (BulkSummary) -> Void
  ) {
    clock = options.clock
    interval = options.progressMilliseconds
    startedAt = clock.monotonicMilliseconds()
    state = Mutex(State(reportedAt: startedAt))
    self.write = write
    self.progress = progress
  }

  /// Takes the result of the chunk of that number, and says how many chunks are done with by that.
  func commit(_ result: ChunkResult, sequence: Int) -> Int {
    state.withLock { state in
      let ready = state.results.add(result, at: sequence)
      for result in ready { append(result, &state) }
      let now = clock.monotonicMilliseconds()
      let isDue = now - state.reportedAt >= interval
      // A reader behind a pipe wants to see what is known before the buffer is full.
      if state.output.count >= Self.pieceBytes || isDue { flush(&state) }
      if isDue {
        state.reportedAt = now
        state.summary.elapsedMilliseconds = now - startedAt
        progress(state.summary)
      }
      return ready.count
    }
  }

  /// Whether nothing more can be written.
  var hasFailed: Bool { state.withLock { $0.failure != nil } }

  /// Ends the run early with an error.
  func fail(_ error: any Error) {
    state.withLock { if $0.failure == nil { $0.failure = error } }
  }

  /// Writes what is left and gives the summary, or throws what went wrong.
  func finish() throws -> BulkSummary {
    try state.withLock { state in
      flush(&state)
      state.summary.elapsedMilliseconds = clock.monotonicMilliseconds() - startedAt
      if let failure = state.failure { throw failure }
      return state.summary
    }
  }

  private func append(_ result: ChunkResult, _ state: inout State) {
    var start = 0
    for entry in result.entries {
      Self.append(state.summary.lines + entry.line + 1, to: &state.output)
      state.output += result.text[start..<entry.end]
      start = entry.end
      if state.output.count >= Self.pieceBytes { flush(&state) }
    }
    state.summary.add(result.summary)
  }

  private func flush(_ state: inout State) {
    guard !state.output.isEmpty, state.failure == nil else { return }
    do { try write(state.output) } catch { state.failure = error }
    state.output.removeAll(keepingCapacity: true)
  }

  /// Begins the JSON of a line: `{"line":7`.
  private static func append(_ number: Int, to text: inout [UInt8]) {
    let head: StaticString = "{\"line\":"
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { room in
      var place = room.count
      var rest = number
      repeat {
        place -= 1
        room.initializeElement(
          at: place, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      for index in (0..<head.utf8CodeUnitCount).reversed() {
        place -= 1
        room.initializeElement(at: place, to: head.utf8Start[index])
      }
      text.append(contentsOf: UnsafeBufferPointer(rebasing: room[place...]))
    }
  }
}
