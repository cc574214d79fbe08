import HTTP
import Platform
import TestSupport
import Testing
import WireFormat

/// Two gateways, told apart by what their addresses begin with.
final class TwoAddresses: HTTPTransport {
  let old: String
  let first = LooseGateway()
  let second = LooseGateway()

  init(old: String) { self.old = old }

  func send(_ request: HTTPRequest, _ options: TransportOptions) -> TransportOutcome {
    (request.url.hasPrefix(old + "/") ? first : second).send(request, options)
  }
}

/// A payout is sent where questions about it go, and asked about where it was sent.
struct MovedAddressTests {
  private struct Bench2 {
    let till = Till()
    let both: TwoAddresses
    let old: String
    let new: String
    let words: [String]

    init(_ move: Move) {
      (old, new, words) = (move.old, move.new, move.words)
      both = TwoAddresses(old: move.old)
      point(at: old)
    }

    func point(at address: String) {
      till.profile("shop", Till.account, "base-url = \(address)", "allow-resend = yes")
    }

    func run(_ words: [String]) -> Outcome {
      till.bench.run(
        ["-p", "shop"] + words + ["-o", "json"], input: "", transport: both,
        clock: till.time.clock)
    }

    func pay(_ count: Int, _ more: [String] = []) -> Outcome {
      till.batch("wages", count)
      return run(
        [
          "payout", "--file", "\(till.bench.folder)/wages.csv", "--confirm-total",
          Till.total(count),
        ] + more)
    }
  }

  struct Move: Sendable {
    let old: String
    let new: String
    var words: [String] = []
  }

  static let moves = [
    Move(old: "http://127.0.0.1:8080/lianhe", new: "http://127.0.0.1:9090/lianhe"),
    Move(old: "http://127.0.0.1:8080", new: "http://localhost:9090"),
    Move(old: "http://[::1]:8080/a", new: "http://127.0.0.1:8080/a"),
    Move(
      old: "https://one.example", new: "https://two.example", words: ["--base-url-changed"]),
    Move(
      old: "https://one.example", new: "https://one.example:444", words: ["--base-url-changed"]),
  ]

  @Test(arguments: moves.indices)
  func whatWasNeverSentGoesOnAtTheNewAddress(index: Int) {
    let bench = Bench2(Self.moves[index])
    bench.both.first.set { $0.isDown = true }
    #expect(bench.pay(3).code == 69)
    bench.point(at: bench.new)
    if !bench.words.isEmpty {
      #expect(bench.pay(3).code == 77)
    }
    let moved = bench.pay(3, bench.words)
    #expect(moved.code == 0, "\(moved.errors)")
    #expect(bench.both.first.sent == 0)
    #expect(bench.both.second.sent == 3)
  }

  @Test(arguments: moves.indices)
  func whatWasSentIsResolvedAndResentOnlyWhereItWasSent(index: Int) {
    let bench = Bench2(Self.moves[index])
    bench.both.first.set { $0.losesAnswers = true }
    bench.both.first.set { $0.refusal = "system_error" }
    #expect(bench.pay(6, ["--unasked"]).code == 9)
    #expect(bench.both.first.sent == 3)
    bench.point(at: bench.new)
    let rest = bench.pay(6, bench.words)
    #expect(rest.code == 9, "\(rest.errors)")
    #expect(bench.both.first.sent == 3)
    #expect(bench.both.second.sent == 3)
    for _ in 0..<4 {
      bench.till.time.pass(1_200_000)
      let asked = bench.run(["payout", "resolve", "wages"])
      #expect(asked.code == 9)
      #expect(!asked.output.contains("NOT_FOUND"))
      #expect(asked.output.contains("put base-url back"))
      #expect(asked.errors.contains("proves nothing"))
    }
    #expect(bench.run(["payout", "resend", "wages"]).output.contains("was sent to"))
    let again = bench.run(["payout", "resend", "wages", "--confirm", "3", "--yes"] + bench.words)
    #expect(again.code == 77)
    #expect(again.errors.contains("sent_to_another_address"))
    bench.point(at: bench.old)
    bench.both.first.set { $0.refusal = nil }
    #expect(bench.run(["payout", "resolve", "wages"]).code == 0)
    #expect(bench.both.first.twice == 0)
    #expect(bench.both.second.twice == 0)
    #expect(bench.both.first.sent + bench.both.second.sent == 6)
  }

  // MARK: The waiting time

  @Test(arguments: [0, 4_000_000] as [Int64])
  func theWaitingTimeIsSpentWithinOneStartOfTheMachine(up: Int64) {
    let till = Till()
    till.profile("shop", Till.account, "allow-resend = yes")
    till.batch()
    till.gateway.set { $0.losesAnswers = true }
    till.gateway.set { $0.refusal = "object_not_found" }
    #expect(till.pay("shop").code == 9)
    let resend = ["-p", "shop", "payout", "resend", "wages", "--confirm", "3", "--yes"]
    for _ in 0..<4 {
      till.time.reboot(up: up)
      till.time.jump(3_600_000)
      #expect(till.run(["-p", "shop", "payout", "resolve", "wages"]).code == 9)
    }
    #expect(till.run(resend).code == 77)
    #expect(till.gateway.sent == 3)
    till.time.pass(1_000_000)
    #expect(till.run(["-p", "shop", "payout", "resolve", "wages"]).code == 9)
    #expect(till.run(resend).code == 77)
    till.time.pass(1_000_000)
    #expect(till.run(["-p", "shop", "payout", "resolve", "wages"]).code == 9)
    till.gateway.set { $0.losesAnswers = false }
    _ = till.run(resend)
    #expect(till.gateway.sent == 6)
  }
}
