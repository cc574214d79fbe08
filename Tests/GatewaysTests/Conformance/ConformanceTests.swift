import Gateways
import TestSupport
import Testing

/// The catalog against the facts of the four documents. The documents lie beside the package where
/// somebody has them; `make facts` writes their facts anew.
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

  @Test(.enabled(if: documentsAreThere), arguments: GatewayCatalog.builtIn.map(\.id))
  func theFactsAreThoseOfTheDocument(id: String) throws {
    let gateway = try #require(GatewayCatalog.named(id))
    let facts = DocumentFacts(try #require(GatewayDocument.read(gateway)), of: gateway)
    if TestFiles.isRecording {
      #expect(TestFiles.write(facts.text, to: DocumentFacts.path(id)))
    }
    #expect(DocumentFacts.recorded(id) == facts, "run make facts")
  }

  @Test(arguments: GatewayCatalog.builtIn.map(\.id))
  func everyRowIsAsPrinted(id: String) throws {
    let gateway = try #require(GatewayCatalog.named(id))
    let conformance = Conformance(gateway, try #require(DocumentFacts.recorded(id)))
    let expected = Self.departures.keys.filter { $0.hasPrefix(id + "/") }
    #expect(conformance.differences.filter { !expected.contains($0) } == [])
    #expect(
      expected.filter { !conformance.differences.contains($0) } == [], "no longer a departure")
    #expect(conformance.comparedRows == Self.rowCounts[id])
  }

  @Test(arguments: GatewayCatalog.builtIn.map(\.id))
  func pathsAcknowledgementsStatesAndTheSampleStringArePrinted(id: String) throws {
    let gateway = try #require(GatewayCatalog.named(id))
    let facts = try #require(DocumentFacts.recorded(id))
    #expect(DocumentFacts.words(of: gateway).filter { !facts.printed.contains($0) } == [])
  }

  @Test func everyStateOfPayCenterIsAsPrinted() throws {
    let facts = try #require(DocumentFacts.recorded(GatewaySpec.payCenter.id))
    for (kind, rows) in facts.tables {
      for row in rows where row.name == "status" {
        let states = GatewaySpec.payCenter.message(kind)?.states.filter(\.isDocumented) ?? []
        #expect(states.map { "\($0.word) \($0.label)" } == row.states, "\(kind)")
        #expect(!row.states.isEmpty)
      }
    }
  }

  @Test func aChangedRowIsNoticed() throws {
    var gateway = GatewaySpec.payCenter
    let facts = try #require(DocumentFacts.recorded(gateway.id))
    gateway.operations[0].request.fields[0].label = "商户"
    gateway.operations[0].request.fields[1].maximumLength = 31
    gateway.operations[0].request.fields[2].requirement = .optional
    gateway.operations[0].request.fields.remove(at: 3)
    gateway.codes[2] = CodeTable(.error, source: "", "0011|系统错误|系统超时或异常|系统异常，请用相同参数重新调用")
    let places = Conformance(gateway, facts).differences.map { $0.prefix { $0 != ":" } }
    #expect(
      places == [
        "pay-center/order", "pay-center/order/mchId", "pay-center/order/appId",
        "pay-center/order/productId", "pay-center/error/0011",
      ])
  }
}
