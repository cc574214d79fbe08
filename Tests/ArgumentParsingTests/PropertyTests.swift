@testable import ArgumentParsing
import Platform
import Testing

@Suite struct PropertyTests {
  private static let pieces: [String] = [
    "order", "create-order", "payout", "resend", "verify", "config", "show", "--amount", "-a1",
    "1.00", "--", "-", "-v", "-vq", "--no-color", "--color", "--json", "--json=2", "--json=none",
    "--fields=a,b", "--fields=", "--name", "--name=", "张三", "－", "-h", "--help", "-p", "x",
    "--profile=x", "-n5", "-5", "--key", "--order=A", "-F", "a=1", "--amout", "payee", "=", "",
    "--=", "---", "-=", "--map", "-o", "json", "--bank=903", "--yes", "\u{301}", "👨‍👩‍👧", "-t5s",
  ]

  private func words(_ generator: inout SplitMix64) -> [[UInt8]] {
    (0..<Int.random(in: 0...8, using: &generator)).map { _ in
      if Int.random(in: 0..<4, using: &generator) == 0 {
        return (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          UInt8.random(in: 1...255, using: &generator)
        }
      }
      let piece = Self.pieces.randomElement(using: &generator) ?? ""
      return Array(piece.utf8)
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func noLineCrashesAndEveryFailureCanBeShown(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<400 {
      let words = words(&generator)
      let result = Parser.parse(
        words: words, environment: { _ in nil }, root: SampleProgram.root)
      guard case .failure(let failure) = result else { continue }
      let report = FailureReport(failure)
      for language in Language.allCases {
        for line in report.lines(language: language, width: 40) {
          #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
        }
        #expect(report.json(language: language).hasPrefix("{\"error\":{"))
      }
      #expect(!failure.cause.code.isEmpty)
      #expect(failure.suggestions.count <= 3)
    }
  }

  @Test(arguments: UInt64(100)..<110)
  func whatWasUnderstoodCanBeWrittenAndReadAgain(_ seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<400 {
      let words = words(&generator)
      guard
        case .success(let parsed) = Parser.parse(
          words: words, environment: { _ in nil }, root: SampleProgram.root),
        parsed.request == .run
      else { continue }
      let again = try Parser.parse(
        words: parsed.canonicalWords, environment: { _ in nil }, root: SampleProgram.root
      ).get()
      #expect(again.path == parsed.path)
      for option in SampleProgram.root.options + parsed.command.options {
        #expect(again.values[option.name]?.map(\.bytes) == parsed.values[option.name]?.map(\.bytes))
        let (one, other) = (again.switches[option.name], parsed.switches[option.name])
        #expect(one?.isOn == other?.isOn, "\(words) \(option.name)")
        #expect(one?.count == other?.count)
      }
      for argument in parsed.command.arguments {
        #expect(
          again.arguments[argument.name]?.map(\.bytes)
            == parsed.arguments[argument.name]?.map(\.bytes))
      }
    }
  }

  @Test(arguments: UInt64(200)..<205)
  func helpWinsWhereverItStands(_ seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<200 {
      var words = words(&generator).filter { $0 != Array("--".utf8) && $0.first != 0x2D }
      words.insert(Array("-h".utf8), at: Int.random(in: 0...words.count, using: &generator))
      let parsed = try Parser.parse(
        words: words, environment: { _ in nil }, root: SampleProgram.root
      ).get()
      #expect(parsed.request == .help(.short))
    }
  }
}
