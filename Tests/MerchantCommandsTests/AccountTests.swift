import Digests
import GatewayEngine
import Glibc
import HTTP
import Platform
import Testing
import WireFormat

@testable import Journal

/// An account is gateway, merchant id and app id; a profile's name is a nickname.
struct AccountTests {
  /// The same account under another name: how the second run is told about it.
  static let names:
    [(String, @Sendable (Till) -> (profile: String?, more: [String], variables: [String: String]))] =
      [
        (
          "renamed",
          { till in
            till.profile("wages")
            return ("wages", [], [:])
          }
        ),
        (
          "another letter case",
          { till in
            till.profile("SHOP")
            return ("SHOP", [], [:])
          }
        ),
        (
          "two sections",
          { till in
            till.bench.config(Till.section("shop") + Till.section("second"))
            return ("second", [], [:])
          }
        ),
        (
          "copied configuration",
          { till in
            let path = till.bench.file("copy.conf", Till.section("copy"))
            return ("copy", ["--config", path], [:])
          }
        ),
        (
          "merchant id from a variable",
          { till in
            till.profile("other", Till.account, "merchant-id = somebody-else")
            return ("other", [], ["MERCHANT_MERCHANT_ID": "app-key-1"])
          }
        ),
        (
          "merchant id from an option",
          { till in
            till.profile("other", Till.account, "merchant-id = somebody-else")
            return ("other", ["--merchant-id", "app-key-1"], [:])
          }
        ),
        (
          "merchant id as the gateway's field",
          { till in
            till.profile(
              "other", Till.account, "merchant-id = somebody-else", "field.appKey = app-key-1")
            return ("other", [], [:])
          }
        ),
        (
          "no profile at all",
          { till in
            let key = till.bench.file("key", Bench.key)
            return (
              nil,
              [
                "--no-config", "--gateway", "lianhe", "--merchant-id", "app-key-1", "--key-file",
                key,
                "--base-url", "https://gateway.example", "--notify-url",
                "https://shop.example/notify",
                "--live", "app-key-1",
              ], [:]
            )
          }
        ),
        (
          "another prefix",
          { till in
            till.profile("shop", Till.account, "order-prefix = Q")
            return ("shop", [], [:])
          }
        ),
      ]

  @Test(arguments: names.indices)
  func anAccountUnderAnotherNameIsPaidOnce(index: Int) {
    let till = Till()
    till.batch()
    #expect(till.pay("shop").code == 0)
    #expect(till.gateway.sent == 3)
    let (profile, more, variables) = Self.names[index].1(till)
    let again = till.pay(profile, more, variables: variables)
    #expect(again.code == 0, "\(Self.names[index].0): \(again.errors)")
    #expect(till.gateway.sent == 3)
    #expect(till.gateway.twice == 0)
    #expect(till.files.filter { $0.hasSuffix(".jsonl") }.count == 1)
  }

  @Test(arguments: names.indices)
  func theGuardAgainstRepeatsKnowsTheAccountUnderAnotherName(index: Int) {
    let till = Till()
    till.batch()
    till.batch("again")
    #expect(till.pay("shop").code == 0)
    let (profile, more, variables) = Self.names[index].1(till)
    let again = till.pay(profile, more, file: "again", variables: variables)
    #expect(again.code == 77, "\(Self.names[index].0): \(again.errors)")
    #expect(again.errorCode == "repeated_payout")
    #expect(till.gateway.twice == 0)
  }

  @Test(arguments: [
    "merchant-id = app-key-2", "merchant-id = App-Key-1", "gateway = pay-center",
  ])
  func anotherAccountHasAJournalOfItsOwn(change: String) {
    let till = Till()
    till.batch()
    #expect(till.pay("shop").code == 0)
    let lines = change.hasPrefix("gateway") ? Till.payCenter : Till.account
    till.profile("shop", lines, change)
    till.batch()
    #expect([0, 8].contains(till.pay("shop").code))
    #expect(till.gateway.sent == 6)
    #expect(till.files.filter { $0.hasSuffix(".jsonl") }.count == 2)
  }

  @Test func aProfileWithoutMerchantIDSendsNothingAndStillReads() {
    let till = Till()
    till.batch()
    till.profile("shop", Till.account.filter { !$0.hasPrefix("merchant-id") })
    let paid = till.pay("shop")
    #expect(paid.code == 78)
    #expect(paid.errorCode == "no_merchant_id")
    #expect(till.gateway.sent == 0)
    #expect(till.run(["payout", "status"]).code == 0)
  }

  @Test func aFieldThatNamesAnotherAccountIsRefused() {
    let till = Till()
    let words = [
      "payout", "--amount", "1", "--account-name", "张三", "--account-no", Till.card(1),
      "--bank-name", "中国银行", "--confirm-total", "1", "--field", "appKey=app-key-2",
    ]
    #expect([65, 77].contains(till.run(words).code))
    #expect(till.gateway.sent == 0)
  }

  // MARK: The address

  @Test func anotherAddressIsAskedAbout() {
    let till = Till()
    till.batch()
    till.batch("more", 2, from: 7)
    #expect(till.pay("shop").code == 0)
    till.profile("shop", Till.account, "base-url = https://live.example")
    func more(_ words: [String] = [], answer: String? = nil) -> Outcome {
      till.pay("shop", words, file: "more", count: 2, from: 7, answer: answer)
    }
    #expect(more().code == 77)
    #expect(more().errorCode == "base_url_changed")
    #expect(more(answer: "n").code == 2)
    #expect(till.gateway.sent == 3)
    #expect(more(["--base-url-changed"]).code == 0)
    #expect(till.gateway.sent == 5)
    #expect(more().code == 0)
    #expect(till.gateway.twice == 0)
  }

  @Test func aRehearsalOnAnotherPortIsNotAskedAbout() {
    let till = Till()
    till.batch()
    till.batch("more", 2, from: 7)
    till.profile("shop", Till.account, "base-url = http://127.0.0.1:8080/lianhe")
    #expect(till.pay("shop").code == 0)
    till.profile("shop", Till.account, "base-url = http://127.0.0.1:9090/lianhe")
    #expect(till.pay("shop", file: "more", count: 2, from: 7).code == 0)
    till.profile("shop", Till.account, "base-url = https://live.example")
    till.batch("third", 1, from: 11)
    #expect(till.pay("shop", file: "third", count: 1, from: 11).code == 77)
    #expect(till.gateway.sent == 5)
  }

  @Test func aRowPlannedForAnotherAddressIsNotSentThere() {
    let till = Till()
    till.batch()
    till.gateway.set { $0.isDown = true }
    #expect(till.pay("shop").code == 69)
    till.gateway.set { $0.isDown = false }
    till.profile("shop", Till.account, "base-url = https://live.example")
    #expect(till.pay("shop").code == 77)
    #expect(till.gateway.sent == 0)
    #expect(till.pay("shop", ["--base-url-changed"]).code == 0)
    #expect(till.gateway.sent == 3)
  }
}
