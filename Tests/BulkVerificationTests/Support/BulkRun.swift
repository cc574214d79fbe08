import BulkVerification
import Synchronization

/// Runs a bulk verification over bytes in memory.
struct BulkRun {
  var summary: BulkSummary
  var output: String

  /// The verdict's part of the output line of that number, or nil.
  func line(_ number: Int) -> String? {
    let start = "{\"line\":\(number),"
    return output.split(separator: "\n").first { $0.hasPrefix(start) }.map {
      String($0.dropFirst(start.count))
    }
  }

  init(
    _ input: [UInt8], subjects: [BulkSubject] = SampleSubjects.all, pieceBytes: Int = 65_536,
    judge: MessageJudge? = nil,
    change: (inout BulkOptions) -> Void = { _ in }
  ) throws {
    let place = Mutex(0)
    let output = Mutex<[UInt8]>([])
    var options = BulkOptions(subjects: subjects)
    change(&options)
    let judge = judge ?? MessageJudge(subjects: subjects)
    let source = BulkInput { buffer in
      place.withLock { place in
        let count = min(buffer.count, pieceBytes, input.count - place)
        buffer.copyBytes(from: input[place..<(place + count)])
        place += count
        return count
      }
    }
    summary = try BulkVerification.run(
      input: source, options: options, slowPath: { judge.verdict(on: $0) },
      write: { bytes in output.withLock { $0 += bytes } })
    self.output = output.withLock { String(decoding: $0, as: UTF8.self) }
  }

  init(_ text: String, change: (inout BulkOptions) -> Void = { _ in }) throws {
    try self.init(Array(text.utf8), change: change)
  }
}
