import GatewayEngine
import Gateways
import HTTP
import Platform
import TestSupport
import Testing
import WireFormat

/// Money that is short, gone or never came is never passed over in silence.
@Suite struct ReconcileMissedMoneyTests {
  private static let ours = "订单号,金额,状态\nA1,1.00,成功\n"
  private static let both = "订单号,订单金额,实付金额,状态\nA1,1.00,1.00,成功\n"

  private func run(_ ours: String, _ theirs: String, _ options: [String] = []) -> Outcome {
    let bench = Bench()
    bench.config("")
    return bench.run(
      [
        "reconcile", "--ours", bench.file("o.csv", ours), "--theirs", bench.file("t.csv", theirs),
      ] + options)
  }

  @Test(arguments: GatewayCatalog.builtIn.map(\.id) + [""])
  func aPaidAmountIsComparedWithAPaidOneAtEveryGateway(gateway: String) {
    let options = gateway.isEmpty ? [] : ["-g", gateway]
    let short = "订单号,订单金额,实付金额,状态\nA1,1.00,0.01,成功\n"
    let columns = "order=订单号,amount=订单金额,paid=实付金额,status=状态"
    for more in [[], ["--theirs-columns", columns, "--ours-columns", columns]] {
      let run = run(Self.both, short, options + more)
      #expect(run.code == 1, "\(run.all)")
      #expect(run.output.contains("amount-differs"), "\(run.all)")
      #expect(self.run(Self.both, Self.both, options + more).code == 0)
    }
    #expect(run(Self.both, short, options + ["--amounts", "ordered-only"]).code == 0)
    let unpaid = "订单号,订单金额,实付金额,状态\nA1,1.00,0.00,未支付\n"
    #expect(run(unpaid, unpaid, options).code == 0)
  }

  @Test(arguments: ["pay-index", "lianhe"])
  func anOrderedAmountMayDifferFromAPaidOneByDesign(gateway: String) {
    let theirs = "订单号,订单金额,实付金额,状态\nA1,1.00,0.99,成功\n"
    #expect(run(Self.ours, theirs, ["-g", gateway]).code == 0)
    #expect(run(Self.ours, theirs, ["-g", gateway, "--amounts", "ordered-and-paid"]).code == 1)
  }

  /// Our file, theirs, the class that is reported; nil for silence.
  static let cases: [(String, String, String?)] = [
    (ours, "订单号,金额,状态\nA1,1.00,部分退款\n", "status-differs"),
    (ours, "订单号,金额,状态\nA1,1.00,PARTIAL_REFUND\n", "status-differs"),
    (ours, "订单号,金额,状态,退款金额\nA1,1.00,部分退款,0.00\n", "status-differs"),
    (ours, "订单号,金额,状态,退款金额\nA1,1.00,部分退款,0.40\n", "refund-differs"),
    ("订单号,金额,状态\nA1,1.00,部分退款\n", "订单号,金额,状态\nA1,1.00,部分退款\n", nil),
    ("订单号,金额,状态\nA1,1.00,部分退款\n", ours, "status-differs"),
    (ours, "订单号,金额,状态,退款状态\nA1,1.00,成功,已退款\n", "refund-differs"),
    (ours, "订单号,金额,状态,退款状态\nA1,1.00,成功,全额退款\n", "refund-differs"),
    (ours, "订单号,金额,状态,退款状态\nA1,1.00,成功,退款成功\n", "refund-differs"),
    (ours, "订单号,金额,状态,退款状态\nA1,1.00,成功,部分退款\n", "status-differs"),
    (ours, "订单号,金额,状态,退款状态\nA1,1.00,成功,退回了\n", "status-differs"),
    (ours, "订单号,金额,状态,是否退款\nA1,1.00,成功,是\n", "refund-differs"),
    (ours, "order,amount,status,refund_status\nA1,1.00,paid,refunded\n", "refund-differs"),
    (ours, "订单号,金额,状态,退款状态,退款金额\nA1,1.00,成功,已退款,0.00\n", "refund-differs"),
    (ours, "订单号,金额,退款状态\nA1,1.00,已退款\n", "refund-differs"),
    (ours, "订单号,金额,状态,退款状态\nA1,1.00,成功,\n", nil),
    (ours, "订单号,金额,状态,退款状态\nA1,1.00,成功,未退款\n", nil),
    (ours, "订单号,金额,状态,退款状态\nA1,1.00,成功,无\n", nil),
    (ours, "订单号,金额,状态,退款状态\nA1,1.00,成功,退款失败\n", nil),
    (ours, "订单号,金额,状态,是否退款\nA1,1.00,成功,否\n", nil),
    (ours, "订单号,金额,状态,退款状态,退款金额\nA1,1.00,成功,SUCCESS,0.00\n", nil),
    ("订单号,金额,状态,退款状态\nA1,1.00,成功,已退款\n", "订单号,金额,状态\nA1,1.00,已退款\n", nil),
    (ours, "订单号,金额,类型,状态\nA1,1.00,代付,成功\n", "missing-at-gateway"),
    (ours, "订单号,金额,类型,状态\nA1,1.00,转账,成功\n", "missing-at-gateway"),
    (ours, "订单号,金额,类型,状态\nA1,1.00,提现,成功\n", "missing-at-gateway"),
    (ours, "订单号,金额,类型,状态\nA1,1.00,支出,成功\n", "missing-at-gateway"),
    (ours, "订单号,金额,收支类型,状态\nA1,1.00,支出,成功\n", "refund-differs"),
    (ours, "订单号,金额,收/支,状态\nA1,1.00,支出,成功\n", "refund-differs"),
    (ours, "订单号,金额,类型,收支类型,状态\nA1,1.00,交易,支出,成功\n", "refund-differs"),
    (ours, "订单号,金额,收支类型,状态\nA1,1.00,收入,成功\n", nil),
    (ours, "订单号,金额,类型,状态\nA1,1.00,支付,成功\n", nil),
    (ours, "订单号,金额,类型,状态\nA1,1.00,转账收款,成功\n", nil),
    ("订单号,金额\nA1,1.00\n", "订单号,金额,状态\nA1,1.00,支付失败\n", "status-differs"),
    ("订单号,金额\nA1,1.00\n", "订单号,金额,状态\nA1,1.00,未支付\n", "status-differs"),
    ("订单号,金额\nA1,1.00\n", "订单号,金额,状态\nA1,1.00,支付中\n", "status-differs"),
    ("订单号,金额\nA1,1.00\n", "订单号,金额,状态\nA1,1.00,成功\n", nil),
    (ours, "订单号,金额,支付成功时间\nA1,1.00,\n", "status-differs"),
    (ours, "订单号,金额,支付时间\nA1,1.00,--\n", "status-differs"),
    (ours, "order,amount,paid_at\nA1,1.00,0000-00-00 00:00:00\n", "status-differs"),
    (ours, "订单号,金额,支付成功时间\nA1,1.00,2026-11-20 10:00:00\n", nil),
    (ours, "订单号,金额,创建时间\nA1,1.00,\n", nil),
    ("订单号,金额,状态\nA1,1.00,未支付\n", "订单号,金额,支付成功时间\nA1,1.00,\n", nil),
    (ours, "{\"order\":\"A1\",\"amount\":\"1.00\",\"paid_at\":\"\"}\n", "status-differs"),
  ]

  @Test(arguments: cases)
  func whatIsMissingIsNamed(ours: String, theirs: String, word: String?) {
    let run = run(ours, theirs)
    #expect(run.code == (word == nil ? 0 : 1), "\(run.all)")
    if let word {
      #expect(run.output.contains(word), "\(run.all)")
    } else {
      #expect(run.output.isEmpty, "\(run.output)")
    }
  }

  @Test func payoutsAreMoneyThatGoesOut() {
    let theirs = "订单号,金额,类型,状态\nA1,1.00,代付,成功\n"
    #expect(run(Self.ours, theirs, ["--payout"]).code == 0)
    let flow = "订单号,金额,收支类型,状态\nA1,1.00,支出,成功\n"
    #expect(run(Self.ours, flow, ["--payout"]).code == 0)
  }

  @Test func ourFileWithoutStatesIsNamedBesideTheDifference() {
    let run = run("订单号,金额\nA1,1.00\n", "订单号,金额,状态\nA1,1.00,支付失败\n")
    #expect(run.errors.contains("o.csv"), "\(run.errors)")
    #expect(run.errors.contains("no status column"), "\(run.errors)")
  }

  @Test(arguments: ["\n,,\n", "\n,,\n,,\n", "\n,,,,,\n", "\n \t, ,\n", "\n\"\",\"\",\"\"\n", ""])
  func blankRowsAreNothing(end: String) {
    let text = "订单号,金额,状态\nA1,1.00,成功" + end
    #expect(run(text, Self.ours).code == 0)
    #expect(run(Self.ours, text).code == 0)
  }

  @Test func emptyColumnsBehindTheLastAreNothing() {
    for row in ["A1,1.00,成功,,", "A1,1.00,成功", "A1,1.00,成功,"] {
      let run = run(Self.ours, "订单号,金额,状态,,\n\(row)\n,,,,\n")
      #expect(run.code == 0, "\(run.all)")
      #expect(run.errors.isEmpty, "\(run.all)")
    }
    #expect(run(Self.ours, "订单号,金额,状态\nA1,1.00\n").code == 65)
    #expect(run(Self.ours, "订单号,金额,状态\n,1.00,成功\n").code == 65)
  }

  @Test(arguments: [
    "amount=金额,status=金额", "order=订单号,amount=订单号", "amount=金额,paid=金额:fen",
    "amount-fen=金额,status= 金额",
  ])
  func aColumnHasOneRole(map: String) {
    for option in ["--theirs-columns", "--ours-columns"] {
      let run = run(Self.ours, Self.ours, [option, map, "-o", "json"])
      #expect(run.code == 64, "\(run.all)")
      #expect(run.errors.contains("gateway-order"))
      #expect(run.errors.contains(option))
    }
  }
}

/// What the journal tells of an order, as a side.
@Suite struct ReconcileJournalTests {
  private static func voice(_ gateway: GatewaySpec) -> GatewayVoice {
    GatewayVoice(gateway: gateway)
  }

  static let gateways = GatewayCatalog.builtIn.filter { gateway in
    gateway.message(.query) != nil
      && MessageKind.query.answer.flatMap { gateway.message($0)?.signing } != nil
  }

  private func reconcile(_ voice: GatewayVoice, _ answer: String, _ bill: String) -> (
    asked: Outcome, compared: Outcome
  ) {
    let bench = Bench()
    bench.config(GatewayVoice.profile.replacing("GATEWAY", with: voice.gateway.id))
    let asked = bench.run(voice.words(.query), transport: ScriptedGateway(answer))
    let compared = bench.run([
      "reconcile", "-p", "shop", "--ours", "journal", "--theirs", bench.file("t.csv", bill),
    ])
    return (asked, compared)
  }

  @Test(arguments: gateways)
  func anAnswerThatIsNotBelievedMakesNoOrderOurs(gateway: GatewaySpec) throws {
    let voice = Self.voice(gateway)
    let kind = try #require(MessageKind.query.answer)
    var other = voice
    other.order = "M20260101000002"
    let good = voice.message(kind)
    let forged = good.replacing("P20260101000001", with: "P20260101000002")
    for answer in [other.message(kind), forged] where answer != good {
      let (asked, compared) = reconcile(voice, answer, "订单号,订单金额,状态\n")
      guard asked.code != 0 else { continue }
      #expect(compared.code == 0, "\(compared.all)")
      #expect(!compared.output.contains(voice.order), "\(compared.all)")
    }
    let (asked, compared) = reconcile(voice, good, "订单号,订单金额,状态\n")
    #expect(asked.code == 0, "\(compared.all)")
    #expect((compared.code == 1 || gateway.id == "lianhe"), "\(compared.all)")
  }

  @Test(arguments: gateways)
  func whatABelievedAnswerSaysWasPaidIsCompared(gateway: GatewaySpec) throws {
    let kind = try #require(MessageKind.query.answer)
    guard gateway.message(kind)?.field(.paidAmount) != nil,
      gateway.message(kind)?.field(.amount) != nil
    else { return }
    let voice = Self.voice(gateway)
    let head = "订单号,订单金额,实付金额,状态\n\(voice.order),100.00,"
    let (_, short) = reconcile(voice, voice.message(kind), head + "0.01,成功\n")
    #expect(short.code == 1, "\(short.all)")
    #expect(short.output.contains("amount-differs"), "\(short.all)")
    let (_, equal) = reconcile(voice, voice.message(kind), head + "100.00,成功\n")
    #expect(equal.code == 0, "\(equal.all)")
  }
}
