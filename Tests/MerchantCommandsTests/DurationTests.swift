import Testing

@testable import MerchantCommands

/// Times in a profile are written as those of options are, and a bare number is seconds.
@Suite struct DurationTests {
  @Test(
    arguments: [
      ("30", 30_000), ("30s", 30_000), ("500ms", 500), ("10m", 600_000), ("2h", 7_200_000),
      ("1h30m", 5_400_000), ("2d", 172_800_000), ("", nil), ("s", nil), ("-5", nil), ("1.5h", nil),
      ("5 m", nil), ("99999999999999999999", nil), ("9999999999999", nil),
    ] as [(String, Int64?)])
  func aTimeIsRead(text: String, milliseconds: Int64?) {
    #expect(SettingReader.Duration.milliseconds(text) == milliseconds)
  }

  @Test func anOptionTakesWhatItsHelpSays() {
    let till = Till()
    till.batch()
    #expect(till.pay().code == 0)
    let run = till.run(["payout", "resolve", "wages", "--grace", "1h30m", "-p", "shop"])
    #expect(run.code == 0, "\(run.all)")
  }
}
