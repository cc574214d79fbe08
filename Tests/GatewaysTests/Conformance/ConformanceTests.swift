import Gateways
import TestSupport
import Testing

/// The catalog against the four documents, which lie beside the package and are not copied.
struct ConformanceTests {
  static let documentsAreThere = TestFiles.text(TestFiles.documents + "/lianhe.txt") != nil

  /// Where a row departs from its document on purpose, and why.
  static let departures: [String: String] = [
    "lianhe/query/appKey: requirement": "the template signs it and the URL shows it",
    "lianhe/query/mrn: requirement": "the template signs it and the URL shows it",
    "lianhe/query/sign: requirement": "a question without a signature is refused",
    "lianhe/query/callback: requirement": "it asks for something extra",
    "lianhe/payout-query/appKey: requirement": "the template signs it and the URL shows it",
    "lianhe/payout-query/mrn: requirement": "the template signs it and the URL shows it",
    "lianhe/payout-query/sign: requirement": "a question without a signature is refused",
    "lianhe/payout-query/callback: requirement": "it asks for something extra",
  ]

  /// Fields, codes and templates together.
  static let rowCounts = ["pay-index": 49, "wessyun": 36, "pay-center": 231, "lianhe": 73]

  @Test(.disabled(if: documentsAreThere))
  func documentsAreMissingSoTheCatalogIsNotCompared() {}

  @Test(.enabled(if: documentsAreThere), arguments: GatewayCatalog.builtIn.map(\.id))
  func everyRowIsAsPrinted(id: String) throws {
    let gateway = try #require(GatewayCatalog.named(id))
    let conformance = Conformance(gateway, try #require(GatewayDocument.read(gateway)))
    let expected = Self.departures.keys.filter { $0.hasPrefix(id + "/") }
    #expect(conformance.differences.filter { !expected.contains($0) } == [])
    #expect(
      expected.filter { !conformance.differences.contains($0) } == [], "no longer a departure")
    #expect(conformance.comparedRows == Self.rowCounts[id])
  }

  @Test(.enabled(if: documentsAreThere), arguments: GatewayCatalog.builtIn.map(\.id))
  func pathsAndAcknowledgementsArePrinted(id: String) throws {
    let gateway = try #require(GatewayCatalog.named(id))
    let document = try #require(GatewayDocument.read(gateway))
    for endpoint in gateway.operations.flatMap(\.endpoints) {
      #expect(document.squeezed.contains(endpoint.path), "\(endpoint.path)")
    }
    for delivery in gateway.operations.compactMap(\.delivery) {
      #expect(document.squeezed.contains(delivery.acknowledgement))
    }
    for state in gateway.messages.flatMap(\.states) where state.isDocumented {
      #expect(document.squeezed.contains(state.label), "\(state.label)")
    }
  }

  @Test(.enabled(if: documentsAreThere))
  func everyStateOfPayCenterIsAsPrinted() throws {
    let document = try #require(GatewayDocument.read(.payCenter))
    for (kind, rows) in document.tables {
      for row in rows where row.name == "status" {
        let printed = row.description.matches(of: #/(\d)-([^,(]+)/#).map { "\($0.1) \($0.2)" }
        let states = GatewaySpec.payCenter.message(kind)?.states.filter(\.isDocumented) ?? []
        #expect(states.map { "\($0.word) \($0.label)" } == printed, "\(kind)")
        #expect(!printed.isEmpty)
      }
    }
  }

  @Test(
    .enabled(if: documentsAreThere), arguments: [GatewaySpec.payIndex.id, GatewaySpec.wessyun.id])
  func theMarkedFieldsAreThoseOfThePrintedString(id: String) throws {
    let gateway = try #require(GatewayCatalog.named(id))
    let document = try #require(GatewayDocument.read(gateway))
    let marked = gateway.message(.order)?.fields.filter { $0.signed == true }.map(\.name) ?? []
    let text = marked.sorted().map { "\($0)=\($0)&" }.joined() + "key=key"
    #expect(document.squeezed.contains("\"" + text + "\""))
  }

  @Test(.enabled(if: documentsAreThere))
  func aChangedRowIsNoticed() throws {
    var gateway = GatewaySpec.payCenter
    let document = try #require(GatewayDocument.read(gateway))
    gateway.operations[0].request.fields[0].label = "商户"
    gateway.operations[0].request.fields[1].maximumLength = 31
    gateway.operations[0].request.fields[2].requirement = .optional
    gateway.operations[0].request.fields.remove(at: 3)
    gateway.codes[2] = CodeTable(.error, source: "", "0011|系统错误|系统超时或异常|系统异常，请用相同参数重新调用")
    let places = Conformance(gateway, document).differences.map { $0.prefix { $0 != ":" } }
    #expect(
      places == [
        "pay-center/order", "pay-center/order/mchId", "pay-center/order/appId",
        "pay-center/order/productId", "pay-center/error/0011",
      ])
  }
}
