import Platform
import Synchronization
import TestSupport

@testable import Journal
@testable import Payouts

/// One batch from plan to the last payout, through many deaths of the client.
struct Simulation {
  /// Clients that are broken in one place. They exist here only.
  enum Deviation: CaseIterable, Sendable {
    /// Sends again at the first "not found".
    case resendsAtFirstNotFound
    /// Writes the intent when the request has left.
    case writesIntentAfterSending
    /// Cuts a damaged end off the journal as if it had never been.
    case dropsDamagedEnd
  }

  struct Result {
    var doubles = 0
    var missing = 0
    var isReported = false
    var deaths = 0
    var lives = 0
    var refusals = 0
  }

  let bench = Bench()
  let deviation: Deviation?
  let count: Int
  let death = Death()
  var random: SplitMix64
  let gateway: FakeGateway
  var plan: PayoutPlan?

  init(seed: UInt64, deviation: Deviation? = nil) {
    self.deviation = deviation
    random = SplitMix64(seed: seed &* 7_919 &+ 13)
    count = Int.random(in: 3...6, using: &random)
    let death = death
    gateway = FakeGateway(
      bench.time, seed: seed, faults: .bad, crash: { death.strikes(atRequest: true) })
    bench.options.concurrency = seed % 4 == 3 ? 3 : 1
  }

  private var rule: WaitingRule {
    deviation == .resendsAtFirstNotFound
      ? WaitingRule(graceMilliseconds: 0, allowsResend: true, fewestNotFounds: 1) : Bench.rule
  }

  /// Lives until every payout is paid; the later lives are spared so that it ends.
  mutating func run() throws -> Result {
    var result = Result()
    for life in 0..<400 {
      result.lives += 1
      let mayDie = life < 8 && random.happens(percent: 85)
      death.arm(mayDie ? Int.random(in: 1...(10 + count * 6), using: &random) : Int.max)
      do {
        if try live() {
          result.isReported = true
          break
        }
      } catch {
        // The mark is not synced: after a rotted line, a seal and a power cut it may tell of the line
        // that the seal replaced. The journal then refuses; an operator takes the mark away.
        if case JournalError.damaged(_, 0, _) = error {
          result.refusals += 1
          bench.disk.remove("\(Bench.directory)/shop.mark")
        } else if !death.isDead {
          throw error
        }
      }
      if death.isDead {
        result.deaths += 1
        bench.disk.stop(&random)
        damage()
      }
      bench.time.pass(Int64.random(in: 0...25_000, using: &random))
    }
    // What is still on its way arrives now.
    bench.time.pass(600_000)
    _ = gateway.send(.init(method: "GET", url: "https://gateway.example/"), .init())
    result.doubles = gateway.doubles
    result.missing = count - gateway.bookings.count
    return result
  }

  /// One life of the client. True when everything is paid and the report says so.
  private mutating func live() throws -> Bool {
    if deviation == .dropsDamagedEnd { dropDamagedEnd() }
    let journal = try bench.journal(calls: death.calls(bench.disk.calls, deviation))
    defer { journal.close() }
    death.isOpen = true
    // The same file gives the same plan; making it in every life only takes time.
    let plan = try plan ?? bench.plan(Bench.rows(count), journal: journal)
    self.plan = plan
    let engine = try bench.engine(journal, gateway)
    _ = try engine.run(plan, user: "ann")
    _ = try engine.resolve(batch: "wages", .init(), rule: rule)
    let ready = try engine.resendable(batch: "wages", rule: rule).rows.count
    if ready > 0 {
      _ = try engine.resend(batch: "wages", rule: rule, confirmed: ready)
      _ = try engine.resolve(batch: "wages", .init(), rule: rule)
    }
    let report = try PayoutReport("wages", journal: journal, time: 0)
    return report.part(.paid).count == count
  }

  private static let file = "\(Bench.directory)/shop.jsonl"

  /// Sometimes the line that was written last rots, although it was on the disk.
  private mutating func damage() {
    var bytes = bench.disk.bytes(Self.file)
    guard death.isOpen, bytes.count > 200, random.happens(percent: 30) else { return }
    death.isOpen = false
    let body = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
    let start = (body.lastIndex(of: 0x0A) ?? -1) + 1
    // Only whole lines: what an earlier death tore is damaged already.
    guard bytes.last == 0x0A else { return }
    bytes.removeLast(Int.random(in: 1...max(1, bytes.count - start - 1), using: &random))
    bench.disk.replace(Self.file, bytes)
  }

  private func dropDamagedEnd() {
    let bytes = bench.disk.bytes(Self.file)
    guard let end = bytes.lastIndex(of: 0x0A), end + 1 < bytes.count else { return }
    bench.disk.replace(Self.file, Array(bytes[...end]))
    bench.disk.remove("\(Bench.directory)/shop.mark")
  }
}

/// Decides when the client dies. Once dead, no call of its has any effect.
final class Death: Sendable {
  private let state = Mutex((left: Int.max, isDead: false, isOpen: false))

  func arm(_ events: Int) { state.withLock { $0 = (events, false, $0.isOpen) } }

  var isDead: Bool { state.withLock { $0.isDead } }

  var isOpen: Bool {
    get { state.withLock { $0.isOpen } }
    set { state.withLock { $0.isOpen = newValue } }
  }

  /// Counts an event; true when the client is dead from here on.
  func strikes(atRequest: Bool = false) -> Bool {
    state.withLock { state in
      if state.isDead { return true }
      state.left -= 1
      if state.left <= 0 { state.isDead = true }
      return state.isDead
    }
  }
}
