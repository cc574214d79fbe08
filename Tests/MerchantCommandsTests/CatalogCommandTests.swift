import MerchantCommands
import PaymentValues
import Testing
import WireFormat

@Suite struct CatalogCommandTests {
  private let bench = Bench()

  @Test(
    arguments: [
      (["bank-codes", "建设"], 0), (["banks", "HPT00001"], 0), (["bank-codes"], 0),
      (["bank-codes", "--gateway", "lianhe", "--kind", "channel"], 0),
      (["bank-codes", "微信", "建设"], 1),
      (["bank-codes", "no such bank"], 1), (["bank-codes", "--gateway", "nobody"], 78),
      (["bank-codes", "--kind", "nonsense"], 64), (["gateways"], 0),
      (["gateways", "show", "pay-index"], 0),
      (["gateways", "show", "pay-idnex"], 78), (["gateways", "show"], 64),
      (["gateways", "export", "lianhe"], 0),
      (["version"], 0), (["--version"], 0), ([], 0), (["help"], 0), (["help", "exit-codes"], 0),
      (["help", "money-safety"], 0), (["help", "config"], 0), (["help", "environment"], 0),
      (["help", "nonsense"], 64), (["--map"], 0), (["--map=json"], 0), (["refund"], 64),
      (["config", "list"], 78), (["config", "check"], 78), (["config"], 64),
    ] as [([String], Int32)])
  func exitCodes(words: [String], code: Int32) {
    let outcome = bench.run(words)
    #expect(outcome.code == code, "\(outcome.errors)")
    #expect(code == 0 ? !outcome.output.isEmpty : !outcome.errors.isEmpty)
  }

  @Test func codesComeInEveryForm() throws {
    let words = ["bank-codes", "建设", "-g", "pay-center", "--kind", "payout-bank"]
    let value = bench.run(words + ["-o", "value"]).output
    let code = value.split(separator: "\n").first.map(String.init) ?? ""
    #expect(code.hasPrefix("HPT"))
    for form in ["table", "json", "ndjson", "csv", "tsv"] {
      let outcome = bench.run(words + ["-o", form])
      #expect(outcome.code == 0)
      #expect(outcome.output.contains(code))
      #expect(outcome.output.contains("建设"))
    }
    let json = bench.run(words + ["--json"]).json
    #expect(json?["codes"]?.arrayElements?.first?["gateway"]?.stringValue == "pay-center")
    #expect(bench.run(words + ["-o", "csv"]).output.hasPrefix("gateway,kind,code,name,detail\r\n"))
    let excel = bench.run(words + ["-o", "csv", "--excel"]).output
    #expect(excel.hasPrefix("\u{FEFF}"))
    for line in bench.run(words + ["-o", "ndjson"]).output.split(separator: "\n") {
      #expect((try? JSONValue.parse(Array(line.utf8))) != nil)
    }
  }

  @Test(arguments: ["pay-index", "wessyun", "pay-center", "lianhe"])
  func anExportedGatewayIsAGateway(id: String) {
    let exported = bench.run(["gateways", "export", id])
    #expect(exported.code == 0)
    let path = bench.file("\(id).json", exported.output)
    #expect(bench.run(["gateways", "check", path]).code == 0)
    let words = ["sign", "--gateway-file", path, "--key-env", "K", "--message", "order", "a=1"]
    #expect(bench.run(words, variables: ["K": Bench.key]).code == 0)
  }

  @Test func everyExitCodeIsExplained() {
    let text = bench.run(["help", "exit-codes"]).output
    for code in ExitCode.allCases { #expect(text.contains("\(code.rawValue)")) }
  }

  @Test func aFirstConfigurationIsWrittenOnce() {
    #expect(bench.run(["config", "init"]).code == 0)
    #expect(bench.run(["config", "init"]).code == 74)
    #expect(bench.run(["config", "list"]).code == 0)
  }
}
