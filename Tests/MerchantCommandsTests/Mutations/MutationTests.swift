import Callbacks
import Gateways
import HTTP
import MerchantCommands
import PaymentValues
import Platform
import TestSupport
import Testing
import WireFormat

/// Damaged messages before three readers: `verify`, `verify --lines` and the receiver of `listen` say
/// the same of each, and none that is believed says something else than what was signed.
///
/// Some hundred messages, or 100,000 with `MERCHANT_FULL=1` (`make mutations`).
@Suite struct MutationTests {
  static let seeds: [UInt64] = [1, 2, 3, 4]
  #if DEBUG
    static let usual = 600
  #else
    static let usual = 4_000
  #endif
  static let messagesPerSeed = TestDepth.repetitions(usual, full: 100_000) / seeds.count

  @Test(arguments: seeds)
  func threeReadersAgreeAndNoneIsFooled(seed: UInt64) throws {
    let trial = try MutationTrial(seed: seed, count: Self.messagesPerSeed)
    print("mutations, seed \(seed): \(trial.summary)")
    for fault in trial.faults.prefix(20) { Issue.record("\(fault)") }
    #expect(trial.faults.isEmpty, "\(trial.faults.count) of \(Self.messagesPerSeed)")
    #expect(trial.undamagedValid == trial.undamaged)
    for fault in trial.kindFaults.prefix(5) { Issue.record("\(fault)") }
  }

  @Test func thereAreEnoughWaysToDamageAMessage() {
    #expect(Mutation.allCases.count > 40)
    #expect(SignedMessage.kinds.count >= 20)
  }
}

/// One run over many messages.
private struct MutationTrial {
  /// What a message says about money.
  struct Facts: Hashable {
    var order: String?
    var amount: Int64?
    var paid: Int64?
    var state: String?
  }

  /// The word of `verify`, the facts, and whether the capture had to be repaired.
  struct Verdict {
    var word: String
    var facts = Facts()
    var isRepaired = false
  }

  struct Sample {
    var message: SignedMessage
    var other: SignedMessage
    var mutation: Mutation
    var carrier: SignedMessage.Carrier
    var bytes: Bytes
    /// What a person would paste.
    var text: Bytes { carrier == .query ? Array("/notify?".utf8) + bytes : bytes }
  }

  var faults: [String] = []
  /// Messages with fields of another kind, which only `verify` tells by all of them.
  var kindFaults: [String] = []
  var undamaged = 0
  var undamagedValid = 0
  private var counts: [String: Int] = [:]
  private let bench = Bench()
  private let receiver: CallbackReceiver

  var summary: String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  init(seed: UInt64, count: Int) throws {
    bench.config(
      GatewayCatalog.builtIn.map { gateway in
        "[\(gateway.id)]\ngateway = \(gateway.id)\nmode = test\nkey = \(SignedMessage.key(gateway))\n"
          + "merchant-id = \(SignedMessage.identity[.merchantID] ?? "")\n"
          + "app-id = \(SignedMessage.identity[.appID] ?? "")\n"
      }.joined())
    var calls = FileCalls.system
    calls.sync = { _ in 0 }
    receiver = try CallbackReceiver(
      profiles: GatewayCatalog.builtIn.map(SignedMessage.profile),
      recorder: try CallbackRecorder(bench.folder + "/callbacks.jsonl", calls: calls))
    var random = SplitMix64(seed: seed)
    let mutations = Mutation.allCases
    let samples = (0..<count).map { number -> Sample in
      let message = SignedMessage(Int(seed) * 1_000_000 + number, &random)
      let other = SignedMessage(Int(seed) * 1_000_000 + 500_000 + number * 7, &random)
      let mutation = mutations[Int.random(in: 0..<mutations.count, using: &random)]
      let carrier = SignedMessage.Carrier.allCases[Int.random(in: 0..<3, using: &random)]
      return Sample(
        message: message, other: other, mutation: mutation, carrier: carrier,
        bytes: mutation.apply(message, other, carrier, &random))
    }
    let alone = samples.map { verify($0.text) }
    compareLines(samples, alone)
    for (sample, verdict) in zip(samples, alone) { judge(sample, verdict) }
  }

  /// The word of `verify`, `unreadable` when there is no report, and the facts.
  private func verify(_ text: Bytes) -> Verdict {
    let path = bench.file("message", text)
    let outcome = bench.run(["verify", "--no-explain", "--no-journal", "--json", path])
    guard let json = outcome.json else {
      return Verdict(word: outcome.code == 65 ? "unreadable" : "exit \(outcome.code)")
    }
    let report = json["messages"]?.arrayElements?.first ?? json
    let word = report["verdict"]?.stringValue ?? "?"
    let repairs = report["capture"]?["repairs"]?.arrayElements ?? []
    return Verdict(
      word: json["valid"]?.boolValue == true ? "valid" : word, facts: Self.facts(report),
      isRepaired: !repairs.isEmpty)
  }

  private static func facts(_ report: JSONValue) -> Facts {
    Facts(
      order: report["order"]?.stringValue,
      amount: report["ordered_amount_fen"]?.integerValue,
      paid: report["paid_amount_fen"]?.integerValue, state: report["state"]?.stringValue)
  }

  private mutating func compareLines(_ samples: [Sample], _ alone: [Verdict]) {
    // A line holds no line feed, and a blank one is no message.
    let numbers = samples.indices.filter { index in
      let text = samples[index].text
      return !text.contains(0x0A) && text.contains { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    }
    let path = bench.file(
      "lines", Bytes(numbers.map { samples[$0].text }.joined(separator: [0x0A])))
    let outcome = bench.run(["verify", "--lines", "--all", path])
    var found: [Int: JSONValue] = [:]
    for line in outcome.output.split(separator: "\n") {
      guard let json = try? JSONValue.parse(Array(line.utf8)),
        let number = json["line"]?.integerValue
      else { continue }
      found[numbers[Int(number) - 1]] = json
    }
    counts["compared with --lines"] = found.count
    for index in numbers {
      let word = found[index]?["verdict"]?.stringValue ?? "none"
      let order = found[index]?["order"]?.stringValue
      let expected = alone[index]
      guard word != expected.word || order != expected.facts.order else { continue }
      if word == expected.word, word == "unreadable" { continue }
      faults.append(
        "\(samples[index].mutation) \(samples[index].message.message.source): verify \(expected.word) "
          + "\(expected.facts.order ?? "-"), lines \(word) \(order ?? "-"): "
          + String(decoding: samples[index].text, as: UTF8.self))
    }
  }

  private mutating func judge(_ sample: Sample, _ verdict: Verdict) {
    counts[verdict.word, default: 0] += 1
    if sample.mutation == .none {
      undamaged += 1
      if verdict.word == "valid" { undamagedValid += 1 }
    }
    let description =
      "\(sample.mutation) \(sample.message.message.source) \(sample.carrier): "
      + String(decoding: sample.text, as: UTF8.self)
    // Of a request of his own a merchant is warned that a value can be read as two fields; nobody acts
    // on it (docs/decisions/0004).
    let isOwn = !sample.message.message.kind.comesFromGateway && sample.mutation == .hideInValue
    if verdict.word == "valid", !isOwn {
      let originals = [sample.message, sample.other].map { verify($0.bytes(.form)).facts }
      if !originals.contains(verdict.facts) {
        faults.append("verify believes \(verdict.facts), not \(originals[0]): \(description)")
      }
    }
    guard sample.message.message.kind.isCallback, let heard = listen(sample) else { return }
    counts["compared with listen", default: 0] += 1
    if heard.isValid, verdict.word != "valid" {
      let fault = "listen believes what verify calls \(verdict.word): \(description)"
      if [.merge, .mergeForeign, .foreignField].contains(sample.mutation) {
        kindFaults.append(fault)
      } else {
        faults.append(fault)
      }
    } else if !heard.isValid, verdict.word == "valid", verdict.isRepaired {
      // A person's paste is mended, and the report says so; what comes over the wire is not.
      counts["mended by verify only", default: 0] += 1
    } else if !heard.isValid, verdict.word == "valid", !Self.pending.contains(heard.code) {
      faults.append("listen refuses (\(heard.code)) what verify believes: \(description)")
    }
    if heard.isValid, verdict.word == "valid", heard.facts != verdict.facts {
      faults.append("listen \(heard.facts), verify \(verdict.facts): \(description)")
    }
  }

  /// `listen` refuses names that no gateway sends before it looks at a signature.
  private static let pending: Set<String> = ["field_name_bytes", "field_name_length"]

  /// What the receiver says; nil when no HTTP request can carry the bytes.
  private func listen(_ sample: Sample) -> (isValid: Bool, code: String, facts: Facts)? {
    let head = "Host: shop.example\r\n"
    let raw: Bytes
    if sample.carrier == .query {
      guard sample.bytes.allSatisfy({ (0x21..<0x7F).contains($0) && $0 != 0x23 }) else {
        return nil
      }
      raw = Array("GET /notify?".utf8) + sample.bytes + Array(" HTTP/1.1\r\n\(head)\r\n".utf8)
    } else {
      let type =
        sample.carrier == .json ? "application/json" : "application/x-www-form-urlencoded"
      raw =
        Array(
          ("POST /notify HTTP/1.1\r\n\(head)Content-Type: \(type)\r\n"
            + "Content-Length: \(sample.bytes.count)\r\n\r\n").utf8) + sample.bytes
    }
    var parser = HTTPRequestParser()
    parser.append(raw)
    guard case .request(let request)? = try? parser.next() else { return nil }
    let event = receiver.receive(request, peer: "127.0.0.1").1
    let facts = Facts(
      order: event.facts?.order, amount: event.facts?.amount?.fen, paid: event.facts?.paid?.fen,
      state: event.facts?.state)
    let code = event.findings.last { $0.severity == .error }?.code ?? ""
    return (event.verdict == .valid, code, facts)
  }
}
