import Gateways
import TestSupport
import Testing
import WireFormat

/// Names of the files in docs/gateways/examples.
let exampleFiles = ["epay", "jeepay", "vmq", "codepay"]

/// The bytes of an example file.
func exampleFile(_ name: String) throws -> Bytes {
  try #require(TestFiles.bytes(TestFiles.root + "/docs/gateways/examples/\(name).json"))
}

struct SpecFileRoundTripTests {
  @Test(arguments: GatewayCatalog.builtIn.map(\.id))
  func aBuiltInGatewayComesBackEqual(id: String) throws {
    let gateway = try #require(GatewayCatalog.named(id))
    #expect(try SpecFile.decode(SpecFile.encode(gateway)) == gateway)
  }

  @Test(arguments: exampleFiles)
  func anExampleComesBackEqual(name: String) throws {
    let gateway = try SpecFile.decode(try exampleFile(name))
    #expect(try SpecFile.decode(SpecFile.encode(gateway)) == gateway)
    #expect(gateway.id == name)
  }

  @Test func defaultsAreLeftOut() throws {
    let rule = SigningRule(.allExcept(["sign"]))
    var gateway = GatewaySpec.wessyun
    gateway.operations[0].request.signing = rule
    let json = try JSONValue.parse(SpecFile.encode(gateway))
    #expect(
      json["operations"]?.arrayElements?.first?["request"]?["sign"]
        == ["select": "all-except", "except": ["sign"]])
  }

  /// A rule in which every key is written, so that no key can be forgotten on one side.
  @Test(arguments: [
    SigningRule.KeyPlacement.appended(""), .prepended("|"), .surrounding(before: "a", after: "b"),
    .sorted("Key"), .outside,
  ])
  func everyPartOfARuleComesBack(key: SigningRule.KeyPlacement) throws {
    var gateway = GatewaySpec.lianhe
    gateway.operations[0].request.signing = SigningRule(.listed(["amount", "mrn"])).with {
      $0.empties = .nullAsWord
      $0.order = .valueBytes
      $0.includesNames = false
      $0.nameValueSeparator = ":"
      $0.pairSeparator = ""
      $0.key = key
      $0.digest = .hmacSHA256
      $0.letterCase = .lower
      $0.acceptsEitherCase = true
      $0.transforms = SigningRule.Transform.allCases
      $0.fieldTransforms = [.init("amount", .twoDecimals)]
      $0.nested = .sorted
      $0.numbers = .java
    }
    #expect(try SpecFile.decode(SpecFile.encode(gateway)) == gateway)
  }

  @Test func everyKindOfFieldComesBack() throws {
    var gateway = GatewaySpec.lianhe
    let kinds: [FieldSpec.Kind] = [
      .text, .integer, .boolean, .amount(.yuan), .amount(.fen), .amount(.wholeYuan), .dateTime,
      .compactDateTime, .milliseconds, .url, .code(.channel), .code(.payoutBank), .code(.error),
      .choice(["a", "b"]), .object,
    ]
    let requirements: [FieldSpec.Requirement] = [.required, .optional, .oneOf("g"), .unstated]
    gateway.operations[0].request.fields = kinds.enumerated().map { index, kind in
      FieldSpec(
        "f\(index)", "字段", requirements[index % 4], kind, role: .amount, signed: index % 2 == 0,
        max: index, example: "e", note: "n", parent: "p", aliases: ["x", "y"], documented: false,
        jsonLiteral: true, defaultValue: "")
    }
    #expect(try SpecFile.decode(SpecFile.encode(gateway)) == gateway)
  }
}

/// Other species of gateway, to show that the model can say what they do.
struct SpecExampleTests {
  struct Species: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let delivery: String
    let warnings: [String]
    var testDescription: String { name }
  }

  static let species = [
    Species(
      name: "epay",
      text: "money=…&name=…&out_trade_no=…&param=…&pid=…&trade_no=…&trade_status=…&type=…KEY",
      delivery: "GET success contains-ignoring-case", warnings: []),
    Species(
      name: "jeepay",
      text: "amount=…&appId=…&body=…&channelOrderNo=…&clientIp=…&createdAt=…&currency=…&errCode=…"
        + "&errMsg=…&extParam=…&ifCode=…&mchNo=…&mchOrderNo=…&payOrderId=…&reqTime=…&state=…"
        + "&subject=…&successTime=…&wayCode=…&key=KEY",
      delivery: "POST SUCCESS ignoring-case", warnings: []),
    Species(
      name: "vmq", text: "……………KEY", delivery: "GET success exact",
      warnings: ["spec_role_missing"]),
    Species(
      name: "codepay", text: "id=…&money=…&param=…&pay_id=…&pay_no=…&price=…&type=…KEY",
      delivery: "POST success exact", warnings: []),
  ]

  @Test(arguments: species)
  func theModelSaysWhatTheSpeciesDoes(species: Species) throws {
    let gateway = try SpecFile.decode(try exampleFile(species.name))
    let callback = try #require(gateway.message(.orderCallback))
    #expect(callback.signing?.exampleText(for: callback) == species.text)
    let delivery = try #require(gateway.delivery(of: .orderCallback))
    let words = "\(delivery.method) \(delivery.acknowledgement) \(delivery.match.rawValue)"
    #expect(words == species.delivery)
    let findings = SpecFile.lint(gateway)
    #expect(findings.map(\.code) == species.warnings, "\(findings)")
  }
}
