import Glibc
import Platform
import Testing
import WireFormat

/// What errors and notes say, and what they keep to themselves.
struct SaidInErrorsTests {
  // MARK: Nothing was sent

  static let losses: [@Sendable (String) -> Void] = [
    { unlink($0) },
    {
      unlink($0)
      close(open($0, O_CREAT | O_RDWR, 0o600))
    },
    { rename($0, $0 + ".old") },
  ]

  @Test(arguments: losses.indices)
  func aRunThatLostItsLockSendsNothingMoreAndOwnsUpToWhatItSent(index: Int) {
    let till = Till()
    till.batch()
    let journals = till.journals
    till.gateway.set { state in
      state.whenSent = {
        for name in FileCalls.system.names(journals) ?? [] where name.hasSuffix(".lock") {
          Self.losses[index]("\(journals)/\(name)")
        }
      }
    }
    let lost = till.pay("shop")
    #expect(lost.code == 75, "\(lost.errors)")
    #expect(till.gateway.sent == 1)
    #expect(!lost.errors.lowercased().contains("nothing was sent"), "\(lost.errors)")
    #expect(lost.errors.contains("this run sent payouts before"))
    till.gateway.set { $0.whenSent = nil }
    let again = till.pay("shop")
    #expect(again.code == 0, "\(again.errors)")
    #expect(till.gateway.sent == 3)
    #expect(till.gateway.twice == 0)
  }

  // MARK: Numbers and keys

  static let cards = ["6222020200112233445", "622202020011", "4111111111111111"]
  static let slips: [@Sendable (String) -> [String]] = [
    { ["payout", "--accout-no", $0, "--amount", "1"] },
    { ["payout", "--accout-no=\($0)"] },
    { ["payout", "--acct=\($0)"] },
    { ["payout", $0] },
    { ["payout", "--\($0)"] },
    { ["payout", "-x\($0)"] },
    { ["create-order", "--amount", "1", $0] },
    { ["payout", "--amount", $0 + "x"] },
    { [$0] },
  ]

  @Test(arguments: slips.indices, cards)
  func aUsageErrorShowsNoAccountNumber(index: Int, card: String) {
    for more in [[], ["-o", "json"]] {
      let slip = Till().run(Self.slips[index](card) + more)
      #expect(slip.code == 64, "\(slip.errors)")
      #expect(!slip.errors.contains(card), "\(slip.errors)")
    }
  }

  @Test(arguments: [["journal", "show"], ["payout", "status"]], [[], ["-o", "json"]])
  func anErrorShowsNoKeyThatTheConfigurationHas(words: [String], more: [String]) {
    let till = Till()
    till.batch()
    #expect(till.pay("shop").code == 0)
    let slip = till.run(["-p", "shop"] + words + [Bench.key] + more)
    #expect(slip.code != 0)
    #expect(!slip.errors.contains(Bench.key), "\(slip.errors)")
    #expect(slip.errors.contains("‹key›"))
  }

  // MARK: Journals that nobody opens

  @Test func statusNamesTheJournalsOfAccountsWithoutAProfile() {
    let till = Till()
    till.batch()
    #expect(till.pay("shop").code == 0)
    #expect(!till.run(["payout", "status"]).errors.contains("without a profile"))
    till.profile("shop", Till.account, "merchant-id = another")
    let status = till.run(["payout", "status"])
    #expect(status.code == 0)
    #expect(status.errors.contains("1 journals of accounts without a profile: lianhe-"))
  }
}
