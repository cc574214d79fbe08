import Gateways
import PaymentValues
import Signing
import TestSupport
import Testing
import WireFormat

/// One message of a public server or document, with the text that was hashed and the signature.
struct Vector: Sendable, CustomTestStringConvertible {
  var id: String
  /// `gateway/message`, or nothing for a rule outside the catalog.
  var message: String
  /// Which rule gives the signature: `document`, a tolerance's name, or why none does.
  var rule: String
  var fields: FieldList
  var key: Secret
  /// The hashed text with the key in it.
  var text: Bytes
  var sign: String

  var testDescription: String { id }

  /// All vectors of the files beside this one.
  static let all: [Vector] = ["thinkphp", "xxpay", "lianhe", "published"].flatMap(read)

  static func having(_ rules: String...) -> [Vector] { all.filter { rules.contains($0.rule) } }

  private static func read(_ name: String) -> [Vector] {
    guard
      let document = TestFiles.bytes("\(TestFiles.root)/Tests/SigningTests/Vectors/\(name).json"),
      let rows = try? JSONValue.parse(document).arrayElements
    else { return [] }
    return rows.compactMap(Vector.init)
  }

  private init?(_ row: JSONValue) {
    func text(_ name: String) -> String { row[name]?.stringValue ?? "" }
    id = text("id")
    message = text("message")
    rule = text("rule")
    key = Secret(Array(text("key").utf8))
    self.text = Array(text("text").utf8)
    sign = text("sign")
    let source: FieldList?
    if let json = row["json"]?.stringValue {
      source = try? JSONScanner.object(Array(json.utf8))
    } else {
      source = try? FormCodec.decode(Array((row["form"]?.stringValue ?? "").utf8))
    }
    guard let source else { return nil }
    fields = source
  }

  /// The message's table.
  var spec: MessageSpec? {
    let parts = message.split(separator: "/").map(String.init)
    guard parts.count == 2, let kind = MessageKind(rawValue: parts[1]) else { return nil }
    return GatewayCatalog.named(parts[0])?.message(kind)
  }

  /// The fields with the signature where the message has it.
  func signedFields(_ spec: MessageSpec) -> FieldList {
    var fields = fields
    let name = spec.signatureField ?? "sign"
    if !fields.contains(name) { fields.append(name, sign) }
    return fields
  }
}

/// A message without a table, for rules that no gateway of the catalog has.
enum Plain {
  static let message = MessageSpec(
    .order, source: "test",
    fields: [FieldSpec("sign", "", .optional, role: .signature, signed: false)])

  static func text(_ json: String, _ rule: SigningRule, key: String = "K") throws -> String {
    let fields = try JSONScanner.object(Array(json.utf8))
    return text(fields, rule, key: key)
  }

  static func text(_ fields: FieldList, _ rule: SigningRule, key: String = "K") -> String {
    let text = StringToSign(fields, message: message, rule: rule)
    return String(decoding: text.bytes(key: Array(key.utf8)), as: UTF8.self)
  }

  static func sign(_ json: String, _ rule: SigningRule, key: String = "K") throws -> String {
    let fields = try JSONScanner.object(Array(json.utf8))
    return Signer.sign(
      StringToSign(fields, message: message, rule: rule), rule: rule,
      key: Secret(Array(key.utf8)))
  }
}

/// The rules that the tests name and the catalog does not have.
enum Rules {
  /// createSign of the ThinkPHP servers over whatever it is given.
  static let php = SigningRule(.allExcept(["sign", "pay_md5sign"])).with {
    $0.empties = .droppedAsPHP
  }

  /// PayDigestUtil of XxPay.
  static let xxpay = SigningRule(.allExcept(["sign"])).with {
    $0.order = .pairsIgnoringCase
    $0.nested = .fastjson
    $0.numbers = .java
  }

  /// getSignPhP, which XxPay uses towards the oldest ThinkPHP gateways.
  static let xxpayArrow = xxpay.with { $0.nameValueSeparator = "=>" }
}
