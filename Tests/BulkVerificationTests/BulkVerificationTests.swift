import BulkVerification
import Platform
import Synchronization
import Testing
import WireFormat

@Suite struct BulkVerificationTests {
  private static let lines: [Bytes] = {
    var sample = SampleMessage(random: SplitMix64(seed: 7))
    return (0..<400).map { _ in sample.line() }
  }()

  @Test(arguments: [1, 2, 5], [300, 4_096, 131_072])
  func orderDoesNotDependOnThreadsOrChunks(threads: Int, chunkBytes: Int) throws {
    let input = Bytes(Self.lines.joined(separator: [0x0A]))
    let one = try BulkRun(input) { $0.printsEveryLine = true }
    let other = try BulkRun(input, pieceBytes: 777) {
      $0.printsEveryLine = true
      $0.threads = threads
      $0.chunkBytes = chunkBytes
    }
    #expect(other.output == one.output)
    #expect(other.summary.lines == Self.lines.count)
    #expect(other.summary.valid == one.summary.valid)
  }

  @Test func everyLineIsCountedOnce() throws {
    let run = try BulkRun("a=1\n\n  \t\r\n{\"a\n{\"a\":1}\nx", change: { $0.chunkBytes = 3 })
    #expect(run.summary.lines == 6)
    #expect(run.summary.blank == 2)
    #expect(run.summary.unreadable == 4)
    #expect(
      run.line(4) == #""verdict":"unreadable","code":"json_unterminated_string","place":"byte 2"}"#)
    #expect(run.line(6) == #""verdict":"unreadable","code":"unknown_message"}"#)
  }

  @Test func anEmptyInputHasNoLines() throws {
    #expect(try BulkRun("").summary.lines == 0)
  }

  @Test(arguments: [1, 2])
  func aLineThatIsTooLongIsSkipped(threads: Int) throws {
    let long = Bytes(repeating: 0x61, count: 50_000)
    for count in [1_000, 1_001, 1_300, 50_000] {
      let input = Array("a=1\n".utf8) + long.prefix(count) + Array("\nb=2\nc=3\n".utf8) + long
      let run = try BulkRun(input) {
        $0.maximumLineBytes = 1_000
        $0.chunkBytes = 256
        $0.threads = threads
      }
      #expect(run.summary.lines == 5)
      let isTooLong = run.line(2) == #""verdict":"unreadable","code":"line_too_long"}"#
      #expect(isTooLong == (count > 1_000), "\(count)")
      #expect(run.line(4)?.contains("unknown_message") == true)
      #expect(run.line(5)?.contains("line_too_long") == true)
    }
  }

  @Test func hostileLinesAreReportedWithTheirPlace() throws {
    let deep = String(repeating: "[", count: 100_000)
    let many = (0..<100_000).map { "f\($0)=1" }.joined(separator: "&")
    let nul = #"{"sign":"\#u{0}"}"#
    let run = try BulkRun(
      Array("{\"a\":\(deep)\n\(many)\n\(nul)\n{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}\n".utf8))
    #expect(run.line(1)?.contains(#""code":"json_too_deep","place":"byte 69""#) == true)
    #expect(run.line(2)?.contains(#""code":"form_too_many_fields""#) == true)
    #expect(run.line(3)?.contains(#""code":"json_control_character","place":"byte 10""#) == true)
    #expect(run.line(4)?.contains(#""code":"json_invalid_utf8","place":"byte 7""#) == true)
    #expect(run.summary.unreadable == 4)
  }

  @Test func theCallerCanStop() throws {
    let asked = Mutex(0)
    let summary = try BulkVerification.run(
      input: BulkInput { buffer in
        buffer.copyBytes(from: Array("a=1\n".utf8))
        return 4
      },
      options: BulkOptions(subjects: []), slowPath: { _ in LineVerdict(.valid) }, write: { _ in },
      stop: {
        asked.withLock { asked in
          asked += 1
          return asked > 10
        }
      })
    #expect(summary.wasStopped)
    #expect(summary.lines > 0)
    #expect(summary.valid == summary.lines)
  }

  @Test func aFailingWriterEndsTheRun() throws {
    let input = Bytes(repeating: 0x0A, count: 10) + Bytes("x\n".utf8)
    let wholeInput = (0..<20_000).flatMap { _ in input }
    let left = Mutex(wholeInput[...])
    #expect(throws: SystemError.self) {
      try BulkVerification.run(
        input: BulkInput { buffer in
          left.withLock { left in
            let part = left.prefix(buffer.count)
            buffer.copyBytes(from: part)
            left = left.dropFirst(part.count)
            return part.count
          }
        },
        options: BulkOptions(subjects: []), slowPath: { _ in LineVerdict(.unreadable) },
        write: { _ in throw SystemError(call: "write", subject: "output", number: 32) })
    }
  }

  @Test func aFailingReaderEndsTheRun() {
    #expect(throws: SystemError.self) {
      try BulkVerification.run(
        input: BulkInput { _ in throw SystemError(call: "read", subject: "input", number: 5) },
        options: BulkOptions(subjects: []), slowPath: { _ in LineVerdict(.valid) },
        write: { _ in })
    }
  }
}
