import BulkVerification
import ByteText
import Gateways
import Platform
import Synchronization
import TestSupport
import Testing
import WireFormat

@testable import MerchantCommands

/// Messages in lines of logs, good and damaged: `verify --lines` says of each what it says of the line
/// alone, although most take the short way once the look of the log is known.
///
/// Some thousand lines, or 100,000 with `MERCHANT_FULL=1` (`make mutations`).
@Suite struct LoggedLineTests {
  /// What a log writes around a message, the number of the line in it.
  struct Log: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var line: @Sendable (Bytes, Int) -> Bytes

    init(_ name: String, _ line: @escaping @Sendable (Bytes, Int) -> Bytes) {
      testDescription = name
      self.line = line
    }

    /// The text in front of the message and behind it, `#` for the number.
    init(_ name: String, _ before: String, _ after: String = "") {
      self.init(name) { message, number in
        let texts = [before, after].map { Array($0.replacing("#", with: String(number)).utf8) }
        return texts[0] + message + texts[1]
      }
    }
  }

  /// As nginx writes a variable into its log.
  static func nginx(_ text: Bytes) -> Bytes {
    text.flatMap { byte -> Bytes in
      let isPlain = (0x20..<0x7F).contains(byte) && byte != 0x22 && byte != 0x5C
      return isPlain ? [byte] : Array("\\x".utf8) + Hex.encode([byte], upper: true)
    }
  }

  static let logs: [Log] = [
    Log(
      "nginx, query", "10.1.2.# - - [20/Nov/2026:10:00:0# +0800] \"GET /n?",
      " HTTP/1.1\" 200 # \"-\" \"Go-http-client/1.1\""),
    Log("nginx, body") { message, number in
      Array(
        "10.1.2.\(number) - - [20/Nov/2026:10:00:0\(number) +0800] \"POST /n HTTP/1.1\" 200 7 \"-\" \"Java/1.8.0_202\" \""
          .utf8)
        + nginx(message) + Array("\"".utf8)
    },
    Log("application", "2026-11-20 10:00:0# INFO [http-nio-8080-exec-#] notify: "),
    Log("application, words behind", "2026-11-20 10:00:0# [pool-#] got ", " in # ms"),
    Log("application, Chinese", "2026-11-20 10:00:0# 收到回调：", ""),
    Log("logfmt", "ts=2026-11-20T10:00:0#Z cost=#ms body=\"", "\""),
    Log("record with a text") { message, number in
      Array("{\"time\":\"2026-11-20T10:00:0\(number)Z\",\"msg\":".utf8)
        + JSONWriter().bytes(.string(String(decoding: message, as: UTF8.self))) + Array("}".utf8)
    },
    Log("docker") { message, number in
      let text =
        "2026-11-20 10:00:0\(number) notify: " + String(decoding: message, as: UTF8.self) + "\n"
      return Array("{\"log\":".utf8) + JSONWriter().bytes(.string(text))
        + Array(",\"stream\":\"stdout\",\"time\":\"2026-11-20T10:00:0\(number)Z\"}".utf8)
    },
    Log("two messages in a line") { message, number in
      Array("t\(number) a=".utf8) + message + Array(" b=".utf8) + message
    },
    Log("names around it", "t# status=# memberid: ", " amount=#"),
    Log("an object beside it", "t# {\"a\":#} ", " {\"b\":#}"),
    Log("a hidden separator", "t# x%3D# ", " y\\u003d#"),
    Log("nothing around it", "", ""),
    Log("a row of a table", "2026-11-20 10:00:0#,INFO,", ",#"),
    Log("curl", "curl -X POST -d '", "' https://shop.example/notify"),
    Log("encoded once more") { message, _ in PercentCoding.encode(message) },
    Log("entities") { message, _ in
      message.flatMap { $0 == 0x26 ? Array("&amp;".utf8) : [$0] }
    },
  ]

  private static let subjects = GatewayCatalog.builtIn.map {
    BulkSubject(profile: SignedMessage.profile($0))
  }
  private static let judge = LineJudge(
    subjects: subjects,
    knownNames: Set(
      GatewayCatalog.builtIn.flatMap(\.messages).flatMap(\.fields).flatMap(\.spellings)))

  /// What the run prints of each line, by its number, and how many lines went the long way.
  func verdicts(_ lines: [Bytes], threads: Int) throws -> (text: [Int: String], slow: Int) {
    let input = Bytes(lines.joined(separator: [0x0A]))
    let place = Mutex(0)
    let output = Mutex<Bytes>([])
    var options = BulkOptions(subjects: Self.subjects)
    options.printsEveryLine = true
    options.threads = threads
    let source = BulkInput { buffer in
      place.withLock { place in
        let count = min(buffer.count, input.count - place)
        buffer.copyBytes(from: input[place..<(place + count)])
        place += count
        return count
      }
    }
    let summary = try BulkVerification.run(
      input: source, options: options, slowPath: { Self.judge.verdict(on: $0) },
      write: { bytes in output.withLock { $0 += bytes } })
    var found: [Int: String] = [:]
    for line in output.withLock({ String(decoding: $0, as: UTF8.self) }).split(separator: "\n") {
      let parts = line.dropFirst(8).split(separator: ",", maxSplits: 1)
      if let number = Int(parts[0]) { found[number] = String(parts[1]) }
    }
    return (found, summary.slowLines)
  }

  /// The same text for a line alone.
  func alone(_ line: Bytes) throws -> String? { try verdicts([line], threads: 1).text[1] }

  #if DEBUG
    static let usual = 800
  #else
    static let usual = 4_000
  #endif

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func aLineInAFileIsWhatItIsAlone(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let count = TestDepth.repetitions(Self.usual, full: 100_000) / 4
    let lines = (0..<count).map { number -> Bytes in
      let message = SignedMessage(Int(seed) * 1_000_000 + number, &random)
      let other = SignedMessage(Int(seed) * 1_000_000 + 500_000 + number, &random)
      let mutation =
        number % 2 == 0 ? .none : Mutation.allCases.randomElement(using: &random) ?? .none
      let carrier: SignedMessage.Carrier = Bool.random(using: &random) ? .form : .json
      let bytes = mutation.apply(message, other, carrier, &random).filter { $0 != 0x0A }
      let log = Self.logs.randomElement(using: &random) ?? Self.logs[0]
      return log.line(bytes, Int.random(in: 1...9, using: &random))
    }
    let found = try verdicts(lines, threads: 2)
    var faults = 0
    for (index, line) in lines.enumerated() {
      let expected = try alone(line)
      guard found.text[index + 1] != expected else { continue }
      faults += 1
      if faults < 10 {
        Issue.record(
          "\(found.text[index + 1] ?? "-") but alone \(expected ?? "-"): \(String(decoding: line, as: UTF8.self))"
        )
      }
    }
    #expect(faults == 0)
  }

  /// Good messages of one kind in one log: nearly all go the short way, and all are valid.
  @Test(arguments: logs.prefix(8))
  func goodLinesOfALogGoTheShortWay(log: Log) throws {
    for message in AllGateways.callbacks {
      for body in [message.bytes(.form), message.bytes(.json)] {
        let lines = (0..<60).map { log.line(body, $0 % 9 + 1) }
        let found = try verdicts(lines, threads: 1)
        let word = try #require(found.text[1])
        #expect(word.hasPrefix("\"verdict\":\"valid\""), "\(word)")
        #expect(found.text.values.allSatisfy { $0 == word })
        let isPlainQuery = !(log.testDescription == "nginx, query" && body.first == 0x7B)
        if isPlainQuery {
          #expect(found.slow < 10, "\(log) \(message.message.source) \(found.slow)")
        }
      }
    }
  }

  /// The same of forms in a table, in a command, and encoded once more.
  @Test(arguments: logs.suffix(4))
  func goodFormsInOtherTextGoTheShortWay(log: Log) throws {
    for message in AllGateways.callbacks {
      let lines = (0..<60).map { log.line(message.bytes(.form), $0 % 9 + 1) }
      let found = try verdicts(lines, threads: 1)
      #expect(found.text.values.allSatisfy { $0.hasPrefix("\"verdict\":\"valid\"") })
      #expect(found.slow < 10, "\(log) \(message.message.source) \(found.slow)")
    }
  }

  /// Lines of nothing but what the reader of logs looks at, in any order: many are looked at twice.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func soupIsJudgedLikeEachOfItsLines(seed: UInt64) throws {
    let names = AllGateways.callbacks[0].message.fields.prefix(6).map(\.name)
    let parts =
      names + names.map { $0 + "=1" }
      + [
        "{", "}", "\"", "\\", "\\x22", "\\u0026", "&", "=", "%3D", " ", "body=\"", "\\n", "é", "\t",
        ":", "{\"",
      ]
    var random = SplitMix64(seed: seed)
    let lines = (0..<TestDepth.repetitions(300, full: 25_000)).map { _ -> Bytes in
      let count = Int.random(in: 1...60, using: &random)
      return Bytes((0..<count).flatMap { _ in (parts.randomElement(using: &random) ?? "").utf8 })
    }
    let found = try verdicts(lines, threads: 2)
    for index in stride(from: 0, to: lines.count, by: 10) {
      #expect(found.text[index + 1] == (try alone(lines[index])))
    }
  }

  /// A field without a value at the end of a message, among lines of its look that are good.
  @Test func anEmptyValueAtTheEndIsJudgedAsAlone() throws {
    for log in Self.logs.prefix(8) {
      for message in AllGateways.messages where message.gateway.id == "pay-center" {
        let good = log.line(message.bytes(.form), 1)
        let open = log.line(message.bytes(.form) + Array("&extra_field=".utf8), 2)
        let found = try verdicts(Array(repeating: good, count: 5) + [open], threads: 1)
        #expect(found.text[6] == (try alone(open)), "\(log)")
      }
    }
  }

  /// Rows of one look that all have text behind their signature, one of them without an order number.
  @Test func anEmptyNumberIsNotAnothersNumber() throws {
    for message in AllGateways.messages where message.gateway.id == "pay-center" {
      guard let name = message.message.field(.orderNumber)?.name else { continue }
      var bad = message
      bad.replaceSignature { _ in Array("0123456789ABCDEF0123456789ABCDEF".utf8) }
      var empty = bad
      empty.fields.set(name, .text([]))
      func row(_ message: SignedMessage) -> Bytes {
        Array("2026-11-20 10:00:04,INFO,".utf8) + message.bytes(.form) + Array(",4".utf8)
      }
      for lines in [[bad, bad, bad, empty, bad], [empty, empty, bad, bad, empty]] {
        let found = try verdicts(lines.map(row), threads: 1)
        for (index, line) in lines.enumerated() {
          #expect(found.text[index + 1] == (try alone(row(line))), "\(message.message.source)")
        }
      }
    }
  }

  /// What is copied out of a line and cannot be read is copied once more: whole chunks of such lines.
  @Test func linesThatAreLookedAtTwiceHaveRoom() throws {
    let name = AllGateways.callbacks[0].message.fields[0].name
    let line = Array("t {\"\(name)\":\(String(repeating: "1", count: 80))}}".utf8)
    let found = try verdicts(Array(repeating: line, count: 4_000), threads: 1)
    #expect(found.text.count == 4_000)
    #expect(Set(found.text.values).count == 1)
  }

  /// What a forger writes into a log beside a good message changes the verdict in a file as it does alone.
  @Test func aForgeryIsSeenAmongGoodLinesOfItsLook() throws {
    let good = AllGateways.callbacks[0]
    for log in Self.logs.prefix(8) {
      for carrier in [SignedMessage.Carrier.form, .json] {
        var forged = good
        let name = good.message.field(.amount)?.name ?? ""
        forged.fields.set(name, .text(Array("1".utf8)))
        let lines = (0..<40).map { number in
          log.line((number == 30 ? forged : good).bytes(carrier), number % 9 + 1)
        }
        let found = try verdicts(lines, threads: 1)
        #expect(found.text[31] == (try alone(lines[30])))
        #expect(found.text[31]?.contains("\"verdict\":\"valid\"") == false, "\(log)")
        #expect(found.text[32]?.contains("\"verdict\":\"valid\"") == true || carrier == .json)
      }
    }
  }
}
