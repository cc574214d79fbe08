import Gateways
import PaymentValues
import Testing

struct SpecLintTests {
  @Test(arguments: GatewayCatalog.builtIn.map(\.id))
  func builtInGatewaysAreClean(id: String) throws {
    #expect(SpecFile.lint(try #require(GatewayCatalog.named(id))) == [])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let code: String
    let place: String
    let change: @Sendable (inout GatewaySpec) -> Void
    var testDescription: String { "\(code) at \(place)" }

    init(_ code: String, _ place: String, _ change: @escaping @Sendable (inout GatewaySpec) -> Void)
    {
      self.code = code
      self.place = place
      self.change = change
    }
  }

  private static let order = "operations[0].request"
  private static let callback = "operations[0].callback"

  /// Each breaks lianhe in one way.
  static let cases = [
    Case("spec_id", "id") { $0.id = "Lian He" },
    Case("spec_no_operation", "operations") { $0.operations = [] },
    Case("spec_operation_twice", "operations") { $0.operations.append($0.operations[1]) },
    Case("spec_message_kind", "operations[0].answer.kind") {
      $0.operations[0].answer?.kind = .queryAnswer
    },
    Case("spec_message_kind", "operations[1].request.kind") {
      $0.operations[1].request.kind = .queryAnswer
    },
    Case("spec_delivery", "operations[0]") { $0.operations[0].delivery = nil },
    Case("spec_delivery", "operations[0].delivery.acknowledgement") {
      $0.operations[0].delivery?.acknowledgement = ""
    },
    Case("spec_no_endpoint", "operations[0].endpoints") { $0.operations[0].endpoints = [] },
    Case("spec_path", "operations[0].endpoints[0].path") {
      $0.operations[0].endpoints[0].path = "api/Pay"
    },
    Case("spec_path", "operations[0].endpoints[0].path") {
      $0.operations[0].endpoints[0].path = "//other.example/api"
    },
    Case("spec_encoding", "operations[0].endpoints[0].encoding") {
      $0.operations[0].endpoints[0].method = "GET"
    },
    Case("spec_field_unknown", "operations[0].endpoints[0].fixed") {
      $0.operations[0].endpoints[0].fixed = [.init("type", "json")]
    },
    Case("spec_codes_twice", "codes") { $0.codes.append($0.codes[0]) },
    Case("spec_code_twice", "codes[0].rows") {
      $0.codes[0] = CodeTable(.channel, source: "", "1|a\n1|b")
    },
    Case("spec_error_meaning", "errors[0]") {
      $0.errors[0] = ErrorMeaning(.rejected, wordsContain: "", advice: "")
    },
    Case("spec_field_twice", "\(order).fields") {
      $0.operations[0].request.fields[0].aliases = ["mrn"]
    },
    Case("spec_role_twice", "\(order).fields") {
      $0.operations[0].request.fields[7].role = .orderNumber
    },
    Case("spec_field_name", "\(order).fields[7]") { $0.operations[0].request.fields[7].name = "" },
    Case("spec_parent", "\(order).fields[7].parent") {
      $0.operations[0].request.fields[7].parent = "mrn"
    },
    Case("spec_amount", "\(order).fields[0].type") {
      $0.operations[0].request.fields[0].kind = .text
    },
    Case("spec_group", "\(order).fields[4].required") {
      $0.operations[0].request.fields[4].requirement = .oneOf("number")
    },
    Case("spec_no_codes", "\(order).fields[3].type") { $0.codes.remove(at: 0) },
    Case("spec_states", "operations[1].answer.states") { $0.operations[1].answer?.states = [] },
    Case("spec_other_state", "operations[1].answer.other-state") {
      $0.operations[1].answer?.otherState = .succeeded
    },
    Case("spec_other_state", "operations[3].answer.other-state") {
      $0.operations[3].answer?.otherState = .failed
    },
    Case("spec_success", "operations[0].answer") { $0.operations[0].answer?.success = nil },
    Case("spec_success", "operations[0].answer.success.words") {
      $0.operations[0].answer?.success?.words = []
    },
    Case("spec_sign_rule", callback) { $0.operations[0].callback?.signing = nil },
    Case("spec_sign_callback", callback) { $0.operations[0].callback?.signing = nil },
    Case("spec_sign_field", "\(order).fields") { $0.operations[0].request.fields[6].role = nil },
    Case("spec_sign_itself", "\(order).sign") {
      $0.operations[0].request.signing?.selection = .allExcept([])
    },
    Case("spec_sign_nothing", "\(order).sign") {
      $0.operations[0].request.signing?.selection = .marked
    },
    Case("spec_field_unknown", "\(order).sign.fields") {
      $0.operations[0].request.signing?.selection = .listed(["amonut"])
    },
    Case("spec_sign_key", "\(order).sign.key") { $0.operations[0].request.signing?.key = .outside },
    Case("spec_sign_key", "\(order).sign.key") {
      $0.operations[0].request.signing?.digest = .hmacMD5
    },
    Case("spec_sign_coverage", "\(callback).sign") {
      $0.operations[0].callback?.signing?.selection = .listed(["mrn"])
    },
    Case("spec_tolerance_twice", "\(order).tolerances") {
      $0.operations[0].request.tolerances += $0.operations[0].request.tolerances
    },
    Case("spec_role_missing", "\(order).fields") { $0.operations[0].request.fields[4].role = nil },
    Case("spec_role_missing", "\(callback).fields") {
      $0.operations[0].callback?.impliedStatus = nil
    },
  ]

  @Test(arguments: cases)
  func aFaultIsFound(_ test: Case) {
    var gateway = GatewaySpec.lianhe
    test.change(&gateway)
    let findings = SpecFile.lint(gateway)
    #expect(
      findings.contains { $0.code == test.code && $0.place == test.place },
      "\(findings.map { "\($0.code) \($0.place ?? "")" })")
  }
}
