import Platform

/// Verifies files of messages, one a line: many threads, memory that does not grow with the input,
/// results in the order of the lines.
package enum BulkVerification {
  /// Verifies the lines of a descriptor until its end or until `stop` says so.
  ///
  /// The fast path decides only what `MessageVerifier` would decide the same way; every other line
  /// goes to `slowPath` as it came, without its line end. All closures are called on other threads,
  /// `write` and `progress` on one at a time.
  /// - Parameters:
  ///   - slowPath: the verdict on one line.
  ///   - write: takes JSON lines, in order, some dozens of kilobytes at once.
  ///   - progress: the summary so far, several times a second.
  ///   - stop: whether to end early; the lines that were read are still reported.
  /// - Throws: `SystemError` of reading, `GzipError` of a packed file, and whatever `write` throws.
  package static func run(
    input: CInt, options: BulkOptions, slowPath: @escaping @Sendable ([UInt8]) -> LineVerdict,
    write: @escaping @Sendable ([UInt8]) throws -> Void,
    progress: @escaping @Sendable (BulkSummary) -> Void = { _ in },
    stop: @escaping @Sendable () -> Bool = { false }
  ) throws -> BulkSummary {
    try run(
      input: .file(input, stop: stop), options: options, slowPath: slowPath, write: write,
      progress: progress, stop: stop)
  }

  /// The same from any input.
  package static func run(
    input: BulkInput, options: BulkOptions,
    slowPath: @escaping @Sendable ([UInt8]) -> LineVerdict,
    write: @escaping @Sendable ([UInt8]) throws -> Void,
    progress: @escaping @Sendable (BulkSummary) -> Void = { _ in },
    stop: @escaping @Sendable () -> Bool = { false }
  ) throws -> BulkSummary {
    let team = BulkTeam(
      reader: ChunkReader(
        input: input, chunkBytes: options.chunkBytes, maximumLineBytes: options.maximumLineBytes),
      sink: OrderedSink(options: options, write: write, progress: progress), options: options,
      slowPath: slowPath, stop: stop)
    Team.run(threads: options.threads) { team.work() }
    var summary = try team.sink.finish()
    summary.wasStopped = stop()
    return summary
  }
}

/// What the threads of a run share.
private final class BulkTeam: Sendable {
  let reader: ChunkReader
  let sink: OrderedSink
  private let options: BulkOptions
  private let compiler: ShapeCompiler
  private let slowPath: @Sendable ([UInt8]) -> LineVerdict
  private let stop: @Sendable () -> Bool
  /// Chunks that may be on the way: one slow chunk must not let the others' results pile up.
  private let places: Monitor<Int>

  init(
    reader: ChunkReader, sink: OrderedSink, options: BulkOptions,
    slowPath: @escaping @Sendable ([UInt8]) -> LineVerdict, stop: @escaping @Sendable () -> Bool
  ) {
    self.reader = reader
    self.sink = sink
    self.options = options
    self.slowPath = slowPath
    self.stop = stop
    compiler = ShapeCompiler(subjects: options.subjects)
    places = Monitor(max(1, options.threads) * 4)
  }

  /// Takes chunks until there are none.
  func work() {
    var worker = LineWorker(options: options, compiler: compiler, slowPath: slowPath)
    var chunk = ChunkBuffer(capacity: options.chunkBytes * 2)
    while true {
      places.takePlace()
      guard !stop(), !sink.hasFailed, takeNext(&chunk) else { break }
      let done = sink.commit(worker.verify(chunk), sequence: chunk.sequence)
      places.givePlaces(done)
    }
    places.givePlaces()
  }

  private func takeNext(_ chunk: inout ChunkBuffer) -> Bool {
    do { return try reader.next(&chunk) } catch {
      sink.fail(error)
      return false
    }
  }
}
