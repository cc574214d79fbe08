import ArgumentParsing
import Callbacks
import CurlTransport
import Gateways
import HTTP
import TestSupport
import Testing

@testable import MerchantCommands

/// Results that no other test prints as JSON: `Bench` holds each against what `help json` promises.
@Suite struct PromisedResultTests {
  private static let forms = ["json", "ndjson"]

  @Test(arguments: forms)
  func anOrderThatWasPlaced(form: String) {
    let voice = GatewayVoice.of("pay-center")
    let gateway = ScriptedGateway(voice.message(.orderAnswer))
    let placed = voice.bench().run(voice.words(.order, ["-o", form]), gateway)
    #expect(placed.code == 0, "\(placed.all)")
    #expect(placed.output.contains(#""outcome":"accepted""#))
  }

  @Test(arguments: forms)
  func anOrderThatAPagePlaces(form: String) {
    let voice = GatewayVoice.of("wessyun")
    let bench = voice.bench()
    let words = voice.words(.order, ["--page", bench.folder + "/pay.html", "-o", form])
    let page = bench.run(words)
    #expect(page.code == 0, "\(page.all)")
    #expect(page.output.contains(#""sent":false"#))
    #expect(bench.text("pay.html").contains("<form"))
  }

  /// Whoever asks for the command that would send a request has not asked for it to be sent.
  @Test(
    arguments: forms,
    [["--dry-run"], ["--as", "curl", "--unmask"], ["--as=curl", "--unmask", "--dry-run"]])
  func aRequestThatIsShownIsNotSent(form: String, how: [String]) {
    let voice = GatewayVoice.of("pay-center")
    for kind in [MessageKind.order, .query, .payout] {
      let gateway = ScriptedGateway.unreachable
      let shown = voice.bench().run(voice.words(kind, how + ["-o", form]), gateway)
      #expect(shown.code == 0, "\(shown.all)")
      #expect(gateway.sent.isEmpty)
      #expect(shown.json?["sent"] == .bool(false))
      #expect(!how.contains("--unmask") || shown.json?["curl"]?.stringValue != nil)
    }
  }

  @Test func aValuesFileIsWrittenInsteadOfSending() {
    let voice = GatewayVoice.of("pay-center")
    let bench = voice.bench()
    let gateway = ScriptedGateway.unreachable
    let shown = bench.run(
      voice.words(.payout, ["--values-file", bench.folder + "/values"]), gateway)
    #expect(shown.code == 0, "\(shown.all)")
    #expect(gateway.sent.isEmpty)
    #expect(!bench.text("values").isEmpty)
  }

  @Test func aBatchThatIsShownIsNotPaid() {
    let till = Till()
    till.batch()
    let shown = till.pay(nil, ["--dry-run"])
    #expect(shown.json?["sent"] == .bool(false), "\(shown.all)")
    // One command cannot show a batch: that is said, and nothing is paid.
    for how in [["--as", "curl"], ["--values-file", till.bench.folder + "/values"]] {
      let refused = till.pay(nil, how)
      #expect(refused.code == 64, "\(refused.all)")
      #expect(refused.errorCode == "command_of_a_batch")
    }
    #expect(till.gateway.sent == 0)
  }

  @Test(arguments: forms)
  func severalRequestsThatAreShownAreOneResult(form: String) {
    let voice = GatewayVoice.of("pay-center")
    let shown = voice.bench().run(["query", "-p", "shop", "A1", "A2", "--dry-run", "-o", form])
    #expect(shown.code == 0, "\(shown.all)")
    #expect(shown.output.split(separator: "\n").count == (form == "json" ? 1 : 2))
    #expect(form == "ndjson" || shown.json?["requests"]?.arrayElements?.count == 2)
  }

  @Test(arguments: forms)
  func severalOrdersThatWereAskedAbout(form: String) {
    let voice = GatewayVoice.of("pay-center")
    let gateway = ScriptedGateway(voice.message(.queryAnswer))
    let asked = voice.bench().run(
      ["query", "-p", "shop", voice.order, voice.order + "1", "-o", form], gateway)
    #expect(asked.output.contains(#""outcome":"accepted""#), "\(asked.all)")
    #expect(form == "ndjson" || asked.json?["orders"]?.arrayElements?.count == 2)
  }

  @Test func severalMessagesOfOneCapture() {
    let till = Till()
    till.profile("shop", Till.payCenter)
    let rows = "mchId,mchOrderNo,amount,status,sign\n20001222,A,100,2,00\n20001222,B,100,2,00\n"
    let path = till.bench.file("rows.csv", rows)
    let found = till.run(["verify", "-p", "shop", path, "-o", "json"])
    #expect(found.code == 1, "\(found.all)")
    #expect(found.json?["messages"]?.arrayElements?.count == 2)
  }

  @Test(arguments: forms)
  func aPlanThatSomebodyElseApproves(form: String) {
    let till = Till()
    let file = till.batch()
    func run(_ words: [String], as user: String) -> Outcome {
      till.bench.run(words, input: "", transport: till.gateway, clock: till.time.clock) {
        $0.user = { user }
      }
    }
    let planned = run(["payout", "plan", "--file", file, "-o", "json"], as: "ada")
    let plan = planned.json?["plan"]?.stringValue ?? ""
    #expect(planned.code == 0, "\(planned.all)")
    let own = run(["payout", "approve", plan, "-o", form], as: "ada")
    #expect(own.code == 77)
    #expect(own.errorCode == "own_plan")
    let approved = run(["payout", "approve", plan, "-o", form], as: "bo")
    #expect(approved.code == 0, "\(approved.all)")
    #expect(approved.json?["approved_by"]?.stringValue == "bo")
  }

  @Test(arguments: forms)
  func payoutsThatAreSentAgain(form: String) {
    let till = Till.thatLosesAnswers()
    #expect(till.pay("shop", count: 1).code == 9)
    for _ in 0..<3 {
      till.time.pass(3_600_000)
      _ = till.run(["-p", "shop", "payout", "resolve", "wages"])
    }
    let open = till.run(["-p", "shop", "payout", "resend", "wages", "-o", form])
    #expect(open.code == 0, "\(open.all)")
    #expect(open.output.contains("may be sent again"))
    let again = till.run(["-p", "shop", "payout", "resend", "wages", "--confirm", "1", "-o", form])
    #expect(again.output.contains(#""attempts":2"#), "\(again.all)")
  }

  @Test(arguments: forms)
  func whatIsNotSettled(form: String) {
    let till = Till()
    till.batch("wages", 1)
    till.gateway.set {
      $0.losesAnswers = true
      $0.refusal = "object_not_found"
    }
    #expect(till.pay("shop", count: 1).code == 9)
    let open = till.run(["journal", "list", "--open", "-o", form])
    #expect(open.code == 0, "\(open.all)")
    #expect(open.output.contains(#""subject":"payout""#))
  }

  @Test(arguments: forms)
  func aConfigurationThatIsWrittenAndShown(form: String) {
    let bench = Bench()
    let path = bench.folder + "/new.conf"
    let written = bench.run(["config", "init", "--config", path, "-o", form])
    #expect(written.code == 0, "\(written.all)")
    #expect(written.json?["config"]?.stringValue == path)
    bench.shop()
    let shown = bench.run(["config", "show", "--origin", "-o", form])
    #expect(shown.json?["settings"]?["mode"]?["origin"] != nil, "\(shown.all)")
  }

  /// What `listen` prints, without its server: it ends with a signal to the whole process.
  @Test(arguments: ["json", "ndjson"], [true, false])
  func aCallbackThatCame(form: String, isGood: Bool) throws {
    let bench = Bench()
    var callback = AllGateways.callbacks[0]
    if !isGood { callback.fields.set("sign", .text(Array("00".utf8))) }
    let profile = SignedMessage.profile(callback.gateway)
    let receiver = try CallbackReceiver(
      profiles: [profile], recorder: CallbackRecorder(bench.folder + "/callbacks.jsonl"))
    let request = HTTPRequest(
      method: "POST", url: "/" + profile.name,
      headers: HTTPHeaders([("Content-Type", "application/x-www-form-urlencoded")]),
      body: callback.bytes(.form))
    let event = receiver.receive(request, peer: "127.0.0.1").1
    let heard = bench.run(
      ["listen", "-o", form],
      program: { environment in
        guard
          case .success(let command) = Parser.parse(
            words: environment.words, environment: environment.variable, root: CommandTree.root),
          let view = try? ListenView(
            context: CommandContext(environment: environment, command: command, language: .en))
        else { return 64 }
        view.show([event])
        return 0
      })
    #expect(heard.code == 0)
    #expect(heard.json?["verdict"]?.stringValue == (isGood ? "valid" : "refused"), "\(heard.all)")
  }

  @Test(arguments: forms)
  func aWalkThroughTheSandbox(form: String) {
    let walk = Bench().run(["rehearse", "-g", "lianhe", "-o", form], clock: .system) {
      $0.transport = { CurlTransport() }
      $0.random = { UInt64.random(in: .min ... .max) }
    }
    #expect(walk.code == 0, "\(walk.all)")
    #expect(walk.output.contains(#""payout_query":"ok""#), "\(walk.output)")
  }
}
