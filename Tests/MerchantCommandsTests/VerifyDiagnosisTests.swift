import MerchantCommands
import Testing
import WireFormat

/// What `verify` says of messages whose signature does not fit.
@Suite struct VerifyDiagnosisTests {
  private func verify(_ message: String, gateway: String, _ more: [String] = []) -> Outcome {
    let bench = Bench()
    bench.shop(gateway: gateway)
    return bench.run(["verify", "-p", "shop"] + more, input: message)
  }

  private static let xxpay =
    "payOrderId=P01&mchId=20001222&appId=0ae8&productId=8001&mchOrderNo=XX1&amount=10000&status=2"

  /// XxPay appends its fields with a `?`, whatever the notify URL holds.
  @Test func aNotifyURLWithAQueryIsExplained() {
    let message =
      "uid=7?income=9800&\(Self.xxpay)&channelOrderNo=wx1&paySuccTime=1505049094262&backType=2"
      + "&sign=6A64A0EC55D77EB1F3ECF3F14DAF8397"
    let outcome = verify(message, gateway: "pay-center", ["-m", "order-callback"])
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("why: notify-url-query"))
    #expect(outcome.output.contains("Use a notify URL without a query"))
    #expect(outcome.output.contains("hashed  amount=10000&appId=0ae8&"))
  }

  /// Epay appends with an `&`: then the merchant's own field is just one that nobody signed.
  @Test func theMerchantsOwnQueryFieldIsNotBlamedOnALeftOutField() throws {
    let bench = Bench()
    let message =
      "x=1&pid=1001&trade_no=T1&out_trade_no=E1&type=alipay&name=tea&money=1.00"
      + "&trade_status=TRADE_SUCCESS&sign_type=MD5&sign=d8e9fe25452a5f6af190af65664855ac"
    let outcome = bench.run(
      [
        "verify", "--gateway-file", "docs/gateways/examples/epay.json", "--key-env", "K", "-m",
        "order-callback",
      ],
      variables: ["K": Bench.key], input: message)
    #expect(outcome.output.contains("why: own-query-field"))
    #expect(outcome.output.contains("gateway's fields only"))
    #expect(!outcome.output.contains("all fields that came"))
  }

  private static let payIndex =
    "memberid=20001222&orderid=LK4&amount=100.0000&transaction_id=T1&datetime=20161226182000"
    + "&returncode=00"

  @Test func aMissingFieldIsTriedWithItsLikeliestValue() {
    let message = Self.payIndex + "&sign=074FFE11D98056A79AE9943F38628C1C"
    let outcome = verify(message, gateway: "pay-index", ["-m", "order-callback"])
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("why: field-missing"))
    #expect(outcome.output.contains("true_amount, with “100.00”"))
  }

  @Test func aMissingFieldIsTheLikeliestCauseWhenItsValueIsNotFound() {
    let message = Self.payIndex + "&sign=71D3CB74C441241DF5ACD16E405FC771"
    let outcome = verify(message, gateway: "pay-index", ["-m", "order-callback"])
    #expect(outcome.output.contains("true_amount is signed and absent from this capture"))
    #expect(!outcome.output.contains("another key"))
    let json = verify(message, gateway: "pay-index", ["-m", "order-callback", "--json"]).json
    #expect(json?["missing_signed"]?.arrayElements == ["true_amount"])
  }

  @Test func withNothingMissingTheKeyIsTheLikeliestCause() {
    let message = Self.payIndex + "&true_amount=99&sign=71D3CB74C441241DF5ACD16E405FC771"
    let outcome = verify(message, gateway: "pay-index", ["-m", "order-callback"])
    #expect(outcome.output.contains("likeliest: another key"))
    #expect(!outcome.output.contains("absent from this capture"))
  }

  /// The pairs that issue reports named.
  @Test(arguments: [
    (
      "&paySuccTime=1505049094262&backType=2&sign=4C5C29C9FBCDDC9A667AC5845213CAB7",
      "key-bare+signature-left-in"
    ),
    (
      "&paySuccTime=1505049094262&backType=2&sign=23AFF734795BB356E2DEB9F1833B345E",
      "order-reversed+key-named"
    ),
  ])
  func twoMistakesAtOnceAreExplained(_ rest: String, _ codes: String) {
    let outcome = verify(Self.xxpay + rest, gateway: "pay-center", ["-m", "order-callback"])
    let named = outcome.output.split(separator: "\n").filter { $0.hasPrefix("why: ") }
    let wanted = Set(codes.split(separator: "+"))
    #expect(
      named.contains { Set($0.dropFirst(5).split(separator: "+")) == wanted }, "\(named)")
  }
}
