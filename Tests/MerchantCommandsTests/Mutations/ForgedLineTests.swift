import Platform
import TestSupport
import Testing
import WireFormat

@testable import MerchantCommands

/// Messages that nobody signed, in lines of logs: a file of them is judged as fast as one of good lines, and
/// each line as it is judged alone.
@Suite struct ForgedLineTests {
  private typealias Log = LoggedLineTests.Log

  private static let logs: [LoggedLineTests.Log] =
    LoggedLineTests.logs + [
      Log("nginx, a query of its own") { message, number in
        Array("10.1.2.\(number) - - [x] \"POST /n?a=\(number) HTTP/1.1\" 200 7 \"-\" \"".utf8)
          + LoggedLineTests.nginx(message) + Array("\"".utf8)
      },
      Log("nginx, nothing but the body") { message, _ in LoggedLineTests.nginx(message) },
      Log("apostrophes", "t# body='", "' done"),
      Log("brackets", "t# [", "]"),
      Log("a version without a request", "t# HTTP/1.1 got ", ""),
      Log("a request without quotes", "t# GET /n?", " HTTP/1.1 done"),
      Log("a path", "t# uri=/n?", " done"),
      Log("a URL", "t# GET http://h/n?", ""),
      Log("a question behind", "t# ", " ok?"),
      Log("a label behind it", "t# ", " amount: #"),
      Log("a known word as label", "t# attach=", ""),
      Log("not UTF-8") { message, _ in [0xCA, 0xD5, 0xB5, 0xBD, 0x20] + message },
      Log("quotes around it", "\"", "\""),
    ]

  /// Texts that other readers take for more than text.
  private static let texts = [
    "", "1", "/x?y=1", "/", "{", "{\"a\":1}", "curl x", "status=2&amount=1", "a=b", "\\u0026",
    "<b>",
    "http://x/y?amount=1", "?", "中", "“", "é", "&amp;", "#x", "a\\b", "\"", "x HTTP/1.1", "100%",
    "%26",
    "[1]", "(", "`", "a b", "~*", "A+B=C", "Tom & Jerry", "'",
  ]

  #if DEBUG
    static let usual = 60
  #else
    static let usual = 300
  #endif

  /// Good, forged, foreign and damaged messages of one kind in one log, so that its look is known soon.
  @Test(arguments: logs)
  func aForgedLineInAFileIsWhatItIsAlone(log: LoggedLineTests.Log) throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      let kind = Int.random(in: 0..<SignedMessage.kinds.count, using: &random)
      let carrier: SignedMessage.Carrier = Bool.random(using: &random) ? .form : .json
      let lines = (0..<TestDepth.repetitions(Self.usual, full: 1_000)).map { number -> Bytes in
        let message = SignedMessage(kind + number * SignedMessage.kinds.count, &random)
        let bytes = Self.damaged(message, carrier, &random).filter { $0 != 0x0A }
        return log.line(bytes, Int.random(in: 1...9, using: &random))
      }
      let tests = LoggedLineTests()
      let found = try tests.verdicts(lines, threads: 1)
      for (index, line) in lines.enumerated() {
        let expected = try tests.alone(line)
        #expect(
          found.text[index + 1] == expected,
          "line \(index + 1): \(String(decoding: line, as: UTF8.self))")
      }
    }
  }

  private static func damaged(
    _ message: SignedMessage, _ carrier: SignedMessage.Carrier, _ random: inout SplitMix64
  ) -> Bytes {
    var message = message
    let choice = Int.random(in: 0..<10, using: &random)
    guard choice > 0, !message.fields.fields.isEmpty else { return message.bytes(carrier) }
    let place = Int.random(in: 0..<message.fields.fields.count, using: &random)
    switch choice {
    case 1, 2:
      let text = texts.randomElement(using: &random) ?? ""
      message.fields.fields[place].value = .text(Array(text.utf8))
    case 3: message.fields.fields.shuffle(using: &random)
    case 4: message.fields.append("extra", texts.randomElement(using: &random) ?? "")
    case 5:
      let other = SignedMessage(Int.random(in: 0..<1_000, using: &random), &random)
      let mutation = Mutation.allCases.randomElement(using: &random) ?? .none
      return mutation.apply(message, other, carrier, &random)
    default: break
    }
    // The last digits of the signature, wherever it stands.
    message.replaceSignature { Array($0.dropLast(3)) + Array("000".utf8) }
    return message.bytes(carrier)
  }

  /// Wholly forged files: nearly all lines go the short way.
  @Test(arguments: LoggedLineTests.logs.prefix(8))
  func forgedLinesOfALogGoTheShortWay(log: LoggedLineTests.Log) throws {
    for good in AllGateways.callbacks {
      for carrier in [SignedMessage.Carrier.form, .json] {
        var forged = good
        forged.replaceSignature { _ in Array("0123456789abcdef0123456789ABCDEF".utf8) }
        let lines = (0..<60).map { log.line(forged.bytes(carrier), $0 % 9 + 1) }
        let found = try LoggedLineTests().verdicts(lines, threads: 1)
        let word = try #require(found.text[1])
        #expect(found.text.values.allSatisfy { $0 == word })
        let isQuery = log.testDescription == "nginx, query" && carrier == .json
        // Where two gateways have such a message, the long way decides each, bare ones, too.
        let bare = try LoggedLineTests().verdicts(
          Array(repeating: forged.bytes(carrier), count: 20), threads: 1)
        // A brace within a form may begin another message, which only the long way looks for.
        let form = String(decoding: forged.bytes(.form), as: UTF8.self)
        let hasBrace = carrier == .form && (form.contains("{") || form.contains("%7B"))
        if word.hasPrefix("\"verdict\":\"invalid\""), !isQuery, !hasBrace, bare.slow == 0 {
          #expect(found.slow < 10, "\(log) \(good.message.source) \(carrier) \(found.slow)")
        }
      }
    }
  }

  /// What a log's own request adds to a message is seen among good lines of its look: the end of a query,
  /// and a field that it names otherwise.
  @Test func whatTheRequestSaysCounts() throws {
    let tests = LoggedLineTests()
    let log = { (request: String, body: Bytes) in
      Array("10.1.2.3 - - [x] \"\(request) HTTP/1.1\" 200 7 \"-\" \"".utf8)
        + LoggedLineTests.nginx(body) + Array("\"".utf8)
    }
    for good in AllGateways.callbacks {
      let form = String(decoding: good.bytes(.form), as: UTF8.self)
      var named = good
      named.fields.append("zz", "1")
      named.signAnew()
      let lines = [
        log("GET /n?\(form)", Array("-".utf8)), log("GET /n?zz=#\(form)", Array("-".utf8)),
        log("POST /n?zz=1", named.bytes(.json)), log("POST /n?zz=2", named.bytes(.json)),
        log("GET /n?\(form.replacing("&", with: "#&", maxReplacements: 1))", Array("-".utf8)),
      ]
      for line in lines {
        let first = Array(repeating: lines[0], count: 3) + Array(repeating: lines[2], count: 3)
        let found = try tests.verdicts(first + [line], threads: 1)
        #expect(
          found.text[7] == (try tests.alone(line)), "\(String(decoding: line, as: UTF8.self))")
      }
    }
  }
}
