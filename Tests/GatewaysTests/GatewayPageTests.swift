import Gateways
import TestSupport
import Testing

struct GatewayPageTests {
  @Test(arguments: GatewayCatalog.builtIn.map(\.id))
  func thePageIsUpToDate(id: String) throws {
    let gateway = try #require(GatewayCatalog.named(id))
    let path = TestFiles.root + "/docs/gateways/\(id).md"
    let page = GatewayPage.markdown(for: gateway)
    if TestFiles.isRecording { #expect(TestFiles.write(page, to: path)) }
    let isUpToDate = TestFiles.text(path) == page
    #expect(isUpToDate, "renew with MERCHANT_RECORD=1 swift test")
  }

  @Test func theExampleStandsInTheOrderThatTheRuleAsksFor() {
    let query = GatewaySpec.payCenter.message(.query)
    let text = query.flatMap { $0.signing?.exampleText(for: $0) }
    #expect(
      text == "appId=0ae8be35ff634e2abe94f5f32f6d5c4f&executeNotify=true&mchId=1000000010"
        + "&mchOrderNo=20160427210604000490&payOrderId=P20160427210604000490&key=KEY")
  }

  @Test func barsInCellsAreEscaped() {
    var gateway = GatewaySpec.wessyun
    gateway.operations[0].request.fields[0].note = "a|b"
    #expect(GatewayPage.markdown(for: gateway).contains("a\\|b"))
  }
}
