import Gateways
import HTTP
import Messages
import PaymentValues
import Platform
import TestSupport

@testable import Journal
@testable import Payouts

/// A profile, a disk, a clock and a gateway for one test.
final class Bench {
  let time = TestClock(up: 5_000)
  let disk = MemoryDisk()
  var options = PayoutEngine.Options()
  var profile = Bench.lianhe

  static let directory = "/state/journal"

  static var lianhe: Profile {
    var profile = Profile(
      name: "shop", gateway: .lianhe, key: Secret(Array("0123456789abcdef".utf8)),
      values: [.merchantID: "app-key-1", .notifyURL: "https://shop.example/notify"])
    profile.baseURL = "https://gateway.example"
    profile.mode = .test
    return profile
  }

  static var payCenter: Profile {
    var profile = Profile(
      name: "shop", gateway: .payCenter, key: Secret(Array("0123456789abcdef".utf8)),
      values: [
        .merchantID: "20001222", .appID: "0ae8be35ff634e2abe94f5f32f6d5c4f",
        .notifyURL: "https://shop.example/notify", .accountType: "1", .province: "上海",
        .city: "上海",
      ])
    profile.baseURL = "https://gateway.example"
    profile.mode = .test
    return profile
  }

  /// Sixty seconds of grace, three answers, resending allowed.
  static let rule = WaitingRule(
    graceMilliseconds: 60_000, allowsResend: true, fewestNotFounds: 3)

  static func rows(_ count: Int, from first: Int = 1) -> [BatchRow] {
    (0..<count).map { index in
      let number = first + index
      return BatchRow(
        line: index + 2, reference: "r\(number)", amount: Money(fen: Int64(number) * 100),
        texts: [
          .bankName: "工商银行", .accountName: "张三",
          .accountNumber: String(6_222_020_000_000_000_000 + number),
        ])
    }
  }

  func journal(_ mode: JournalFile.Mode = .write, calls: FileCalls? = nil) throws(JournalError)
    -> JournalFile
  {
    try JournalFile.open(
      directory: Self.directory, name: "shop", mode: mode, clock: time.clock,
      calls: calls ?? disk.calls)
  }

  func plan(_ rows: [BatchRow], batch: String = "wages", journal: JournalFile?) throws
    -> PayoutPlan
  {
    try PlanBuilder(profile: profile, options: .init(), accountDigest: { "d\($0)" })
      .plan(rows, batch: batch, journal: journal, clock: time.clock)
  }

  func engine(_ journal: JournalFile, _ transport: any HTTPTransport) throws -> PayoutEngine {
    PayoutEngine(
      profile: profile, journal: journal,
      gateway: try PayoutGateway(profile: profile, transport: transport, clock: time.clock),
      clock: time.clock, options: options)
  }

  /// States by reference.
  func states(_ journal: JournalFile, batch: String = "wages") throws -> [String: String] {
    let rows = try PayoutBook(journal, batch: batch).rows(of: batch)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.reference, $0.state.word) })
  }
}
