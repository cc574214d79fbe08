import Platform
import Synchronization
import Testing

@testable import MerchantCommands

@Suite struct RateTests {
  @Test(
    arguments: [
      ("5/s", 200), ("5", 200), ("300/m", 200), ("30/m", 2000), ("1000/h", 3600), ("3/s", 334),
      ("1000/s", 1), ("7/m", 8572),
    ] as [(String, Int64)])
  func aPaceIsNeverExceeded(text: String, spacing: Int64) {
    #expect(Rate(text)?.spacing == spacing)
  }

  @Test(arguments: ["", "0/s", "-1", "5/d", "x/s", "5/", "/s", "5/s/m", "1001/s", "1.5/s"])
  func anythingElseIsRefused(text: String) { #expect(Rate(text) == nil) }

  @Test func callsWaitForTheirTurn() {
    let now = Mutex<Int64>(1000)
    let clock = Clock(
      unixMilliseconds: { 0 }, monotonicMilliseconds: { now.withLock { $0 } },
      sleep: { wait in now.withLock { $0 += wait } })
    let limit = RateLimit(Rate("5/s"), clock: clock)
    for _ in 0..<4 { limit.wait() }
    #expect(now.withLock { $0 } == 1600)
    let free = RateLimit(nil, clock: clock)
    for _ in 0..<4 { free.wait() }
    #expect(now.withLock { $0 } == 1600)
  }
}
