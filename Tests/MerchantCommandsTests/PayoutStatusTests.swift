import HTTP
import Platform
import Testing
import WireFormat

/// `payout status` finds a plan whichever profile it is of, and lists them all.
struct PayoutStatusTests {
  private static func till() -> Till {
    let till = Till()
    till.batch()
    till.bench.config(
      "default-profile = center\n\n" + Till.section("center", Till.payCenter) + Till.section("shop")
    )
    #expect(till.pay("shop").code == 0)
    return till
  }

  @Test func aPlanIsFoundWithoutNamingItsProfile() {
    let till = Self.till()
    let status = till.run(["payout", "status", "wages"])
    #expect(status.code == 0)
    #expect(status.output.contains("PAID"))
    #expect(status.errors.contains("profile shop"))
  }

  @Test func theRightProfileIsNamed() {
    let till = Self.till()
    let status = till.run(["-p", "center", "payout", "status", "wages"])
    #expect(status.code == 65)
    #expect(status.errors.contains("it is of profile shop"))
    #expect(!status.errors.contains("nothing was sent"))
    #expect(till.run(["payout", "status", "nothing-of-that"]).code == 65)
  }

  @Test func aloneItListsThePlans() {
    let till = Self.till()
    till.batch("later", 2, from: 7)
    #expect(till.pay("center", file: "later", count: 2, from: 7).code == 8)
    let table = till.run(["payout", "status"])
    #expect(table.code == 0)
    #expect(table.output.contains("PAID 3"))
    #expect(table.output.contains("ACCEPTED 2"))
    let json = till.run(["payout", "status", "-o", "json"]).json
    #expect(json?["plans"]?.arrayElements?.count == 2)
    let csv = till.run(["payout", "status", "-o", "csv", "-p", "shop"])
    #expect(csv.output.split(separator: "\r\n").count == 2)
  }
}
