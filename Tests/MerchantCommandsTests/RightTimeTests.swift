import HTTP
import Platform
import TestSupport
import Testing

/// Times decide about repeats and about sending again; the wall clock alone is not believed.
struct RightTimeTests {
  private static let day: Int64 = 86_400_000
  private static let hour: Int64 = 3_600_000

  @Test(arguments: [
    (-hour, "clock_went_back"), (-3650 * day, "clock_went_back"), (2 * day, "clock_jumped"),
    (30 * day, "clock_jumped"), (3650 * day, "clock_jumped"),
  ])
  func aClockThatJumpedIsSaidAndStops(jump: Int64, code: String) {
    let till = Till()
    till.batch()
    till.batch("more", 2, from: 7)
    #expect(till.pay("shop").code == 0)
    till.time.jump(jump)
    let more = till.pay("shop", file: "more", count: 2, from: 7)
    #expect(more.code == 77)
    #expect(more.errorCode == code)
    #expect(till.gateway.sent == 3)
    #expect(till.pay("shop", ["--clock-ok"], file: "more", count: 2, from: 7).code == 0)
    #expect(till.gateway.sent == 5)
  }

  @Test(arguments: [0, -20_000, hour, 30 * day])
  func timeThatPassesIsNoJump(span: Int64) {
    let till = Till()
    till.batch()
    till.batch("more", 2, from: 7)
    #expect(till.pay("shop").code == 0)
    if span > 0 { till.time.pass(span) } else { till.time.jump(span) }
    #expect(till.pay("shop", file: "more", count: 2, from: 7).code == 0)
  }

  /// The first run with a wrong clock, the second with the right one, or the other way round.
  @Test(arguments: [-30 * day, -8 * day, 8 * day, 30 * day])
  func aWrongClockHidesNoRepeat(error: Int64) {
    let till = Till()
    till.batch()
    till.batch("again")
    till.batch("between", 1, from: 7)
    till.time.jump(error)
    #expect(till.pay("shop").code == 0)
    till.time.jump(-error)
    till.time.pass(60_000)
    #expect(till.pay("shop", file: "again").code == 77)
    let again = till.pay("shop", ["--clock-ok"], file: "again")
    #expect(again.errorCode == "repeated_payout")
    #expect(till.pay("shop", ["--clock-ok"], file: "between", count: 1, from: 7).code == 0)
    #expect(till.pay("shop", ["--clock-ok"], file: "again").errorCode == "repeated_payout")
    #expect(till.gateway.twice == 0)
  }

  @Test func aJumpOfAnHourPerResolveBringsNoResend() {
    let till = Till.thatLosesAnswers()
    #expect(till.pay("shop", count: 1).code == 9)
    for _ in 0..<5 {
      till.time.jump(Self.hour)
      till.time.pass(5_000)
      #expect(till.run(["-p", "shop", "payout", "resolve", "wages"]).code == 9)
    }
    let resent = till.run(["-p", "shop", "payout", "resend", "wages", "--confirm", "1"])
    #expect(resent.code == 77)
    #expect(till.gateway.sent == 1)
    for _ in 0..<3 {
      till.time.pass(Self.hour)
      _ = till.run(["-p", "shop", "payout", "resolve", "wages"])
    }
    #expect(till.run(["-p", "shop", "payout", "resend", "wages", "-o", "value"]).output == "1\n")
  }
}
