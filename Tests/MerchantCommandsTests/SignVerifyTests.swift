import MerchantCommands
import Testing
import WireFormat

@Suite struct SignCommandTests {
  private let sign = "48DD4DBF8FA76DA476F3A46009AE5020"
  private let words = ["sign", "-p", "shop", "mchId=1", "amount=100"]

  private func run(_ more: [String]) -> Outcome {
    let bench = Bench()
    bench.shop()
    return bench.run(words + more)
  }

  @Test func valueIsTheSignatureAlone() {
    let outcome = run(["-o", "value"])
    #expect(outcome.code == 0)
    #expect(outcome.output == sign + "\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test func jsonTellsHowItWasMade() {
    let outcome = run(["--json"])
    #expect(outcome.code == 0)
    #expect(outcome.json?["schema"]?.integerValue == 2)
    #expect(outcome.json?["sign"]?.stringValue == sign)
    #expect(outcome.json?["string_to_sign"]?.stringValue == "amount=100&mchId=1&key=‹key›")
  }

  @Test func everyFormHoldsTheSignature() {
    for form in ["table", "json", "ndjson", "csv", "tsv"] {
      let outcome = run(["-o", form])
      #expect(outcome.code == 0)
      #expect(outcome.output.contains(sign))
      #expect(outcome.output.utf8.last == 0x0A)
    }
    #expect(run(["-o", "ndjson"]).output.split(separator: "\n").count == 1)
    #expect(run(["--template", "{gateway} {sign}"]).output == "pay-center \(sign)\n")
    #expect(
      run(["--json", "--fields", "sign"]).json?.objectMembers?.map(\.0) == ["schema", "sign"])
  }

  @Test func theMessageMayComeInAnyForm() {
    let bench = Bench()
    bench.shop()
    let inputs = [
      #"{"mchId":1,"amount":100}"#, "mchId=1&amount=100", "\n mchId=1&amount=100\r\n",
      "https://shop.example/notify?mchId=1&amount=100",
    ]
    for input in inputs {
      let path = bench.file("message", input)
      #expect(bench.run(["sign", "-p", "shop", path, "-o", "value"]).output == sign + "\n")
      let piped = bench.run(["sign", "-p", "shop", "-", "-o", "value"], input: input)
      #expect(piped.output == sign + "\n")
    }
    let fields = ["sign", "-p", "shop", "-F", "mchId:=1", "-F", "amount=100", "-o", "value"]
    #expect(bench.run(fields).output == sign + "\n")
  }

  @Test(
    arguments: [
      (["sign", "-p", "shop", "/nonexistent/file"], 66), (["sign", "-p", "nobody", "a=1"], 78),
      (["sign", "-p", "shop", "a=1", "b"], 64),
      (["sign", "-p", "shop", "--message", "nonsense", "a=1"], 64),
      (["sign", "-p", "shop", "--rule", "nonsense", "mchId=1", "amount=1"], 64),
      (["sign", "--no-such", "a=1"], 64), (["sing", "a=1"], 64), (["sign", "-p", "shop"], 64),
      (["sign", "--gateway", "pay-centre", "a=1"], 78),
      (["sign", "-p", "shop", "-o", "xml", "a=1"], 64),
    ] as [([String], Int32)])
  func faultsHaveTheirExitCode(words: [String], code: Int32) {
    let bench = Bench()
    bench.shop()
    let outcome = bench.run(words)
    #expect(outcome.code == code, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
    let json = bench.run(words + ["--json"])
    #expect(json.code == code)
    #expect(json.output.isEmpty)
    #expect(json.errorCode != nil)
  }
}

@Suite struct VerifyCommandTests {
  private let good =
    "income=98&payOrderId=P20160427210604000490&amount=100&mchId=20001222&productId=8001"
    + "&mchOrderNo=20160427210604000490&paySuccTime=1505049094262&sign=D4CB9E07AAE4173D2784BE66BC3D5FCC"
    + "&channelOrderNo=wx2016081611532915ae15beab0167893571&backType=1&param1=&param2="
    + "&appId=0ae8be35ff634e2abe94f5f32f6d5c4f&status=2"

  private func bench() -> Bench {
    let bench = Bench()
    bench.config(
      """
      [shop]
      gateway = pay-center
      merchant-id = 20001222
      app-id = 0ae8be35ff634e2abe94f5f32f6d5c4f
      mode = test
      key = M3rchantKey0123456789abcdefABCDEF
      [other]
      gateway = lianhe
      mode = test
      key = another-key-another-key
      """)
    return bench
  }

  @Test func aGenuineCallbackIsValid() {
    for words in [["verify"], ["verify", "-p", "shop"], ["verify", "-g", "pay-center"]] {
      let outcome = bench().run(words + ["--json"], input: good)
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.json?["valid"]?.boolValue == true)
      #expect(outcome.json?["message"]?.stringValue == "order-callback")
      #expect(outcome.json?["amount_fen"]?.integerValue == 100)
      #expect(outcome.json?["status"]?.stringValue == "succeeded")
      #expect(outcome.json?["profile"]?.stringValue == "shop")
    }
  }

  @Test func everyFormTellsTheVerdict() {
    for form in ["table", "json", "ndjson", "csv", "tsv", "value"] {
      let outcome = bench().run(["verify", "-p", "shop", "-o", form], input: good)
      #expect(outcome.code == 0)
      #expect(outcome.output.lowercased().contains("valid"))
    }
    #expect(bench().run(["verify", "-o", "value"], input: good).output == "valid\n")
  }

  @Test(
    arguments: [
      ("status=2", "status=3", 1), ("amount=100", "amount=1", 1), ("sign=D4", "sign=D5", 1),
      ("sign=D4CB", "sign=xxxx", 1), ("status=2", "", 1), ("mchId=20001222", "mchId=", 1),
      ("status=2", "status=2&status=2", 1),
    ] as [(String, String, Int32)])
  func aChangedCallbackIsNot(from: String, to: String, code: Int32) {
    let changed = good.split(separator: from, omittingEmptySubsequences: false).joined(
      separator: to)
    #expect(changed != good)
    let outcome = bench().run(["verify", "-p", "shop", "--json"], input: changed)
    #expect(outcome.code == code)
    #expect(outcome.json?["valid"]?.boolValue == false)
  }

  @Test(
    arguments: [
      (["--expect-amount", "1.00"], 0), (["--expect-amount", "100分"], 0),
      (["--expect-amount", "1.01"], 1), (["--expect-order", "20160427210604000490"], 0),
      (["--expect-order", "x"], 1), (["--expect-status", "succeeded"], 0),
      (["--expect-status", "failed"], 1), (["--expect-amount", "1.000"], 64),
      (["--expect-amount", "1e2"], 64), (["--expect-status", "paid"], 64),
    ] as [([String], Int32)])
  func expectationsDecide(options: [String], code: Int32) {
    #expect(bench().run(["verify", "-p", "shop"] + options, input: good).code == code)
  }

  @Test(arguments: ["{", "{\"a\":", "{\"a\":1 \"b\"}"])
  func brokenJSONIsADataError(input: String) {
    let outcome = bench().run(["verify", "-p", "shop", "--json"], input: input)
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorCode?.hasPrefix("json_") == true)
  }

  @Test func aMissingFileIsNoInput() {
    #expect(bench().run(["verify", "-p", "shop", "/nonexistent/x"]).code == 66)
  }

  @Test func aTerminalIsNotWaitedFor() {
    #expect(bench().run(["verify", "-p", "shop"]).code == 64)
  }

  @Test func anotherAccountsMessageIsNotValid() {
    let bench = bench()
    let words = ["verify", "-p", "shop", "--merchant-id", "1"]
    #expect(bench.run(words, input: good).code == 1)
  }
}
