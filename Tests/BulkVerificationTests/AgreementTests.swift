import BulkVerification
import Platform
import Testing
import WireFormat

/// The fast path may only ever say what the message verifier says.
@Suite struct AgreementTests {
  // 100,000 lines in all; a debug build hashes two hundred times slower and does with fewer.
  #if DEBUG
    static let linesPerSeed = 200
  #else
    static let linesPerSeed = 12_500
  #endif

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func bothPathsGiveTheSameVerdicts(seed: UInt64) throws {
    var sample = SampleMessage(random: SplitMix64(seed: seed))
    let lines = (0..<Self.linesPerSeed).map { _ in sample.line() }
    let subjects = seed.isMultiple(of: 2) ? SampleSubjects.all : [SampleSubjects.all[Int(seed / 2)]]
    let judge = MessageJudge(subjects: subjects)
    let input = Bytes(lines.joined(separator: [0x0A]))
    let fast = try BulkRun(input, subjects: subjects) {
      $0.printsEveryLine = true
      $0.chunkBytes = 20_000
      $0.threads = 2
    }
    let slow = try BulkRun(input, subjects: [], judge: judge) {
      $0.printsEveryLine = true
    }
    let isBlank: (Bytes) -> Bool = { $0.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }
    let shown = lines.filter { !isBlank($0) }
    let pairs = zip(fast.output.split(separator: "\n"), slow.output.split(separator: "\n"))
    for (index, pair) in pairs.enumerated() where pair.0 != pair.1 {
      Issue.record("\(pair.0) but \(pair.1): \(String(decoding: shown[index], as: UTF8.self))")
    }
    #expect(fast.output.count == slow.output.count)
    #expect(fast.summary.valid == slow.summary.valid)
    #expect(fast.summary.valid > Self.linesPerSeed / 40)
    #expect(fast.summary.slowLines < fast.summary.lines)
  }

  @Test func mostHonestLinesTakeTheFastPath() throws {
    var sample = SampleMessage(random: SplitMix64(seed: 99))
    let judge = MessageJudge(subjects: SampleSubjects.all)
    let valid = (0..<min(3_000, Self.linesPerSeed * 2)).map { _ in sample.line() }.filter {
      judge.verdict(on: $0).outcome == .valid
    }
    let run = try BulkRun(Bytes(valid.joined(separator: [0x0A])))
    #expect(run.summary.valid == valid.count)
    // A fifth of the sample is odd on purpose: other rules, ambiguous values, escapes.
    #expect(run.summary.slowLines * 4 < valid.count)
  }
}
