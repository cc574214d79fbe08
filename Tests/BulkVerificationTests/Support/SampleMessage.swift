import BulkVerification
import GatewayEngine
import Gateways
import PaymentValues
import Platform
import Signing
import WireFormat

/// Makes plausible messages from a gateway's tables, signed by its rule or by a tolerance.
struct SampleMessage {
  var random: SplitMix64

  mutating func line() -> Bytes {
    let subject = SampleSubjects.all[Int.random(in: 0..<4, using: &random)]
    let gateway = subject.profile.gateway
    let messages = gateway.messages.filter { $0.signing != nil }
    let message = messages[Int.random(in: 0..<messages.count, using: &random)]
    let isJSON = Bool.random(using: &random)
    var fields = fields(of: message, isJSON: isJSON)
    sign(&fields, message, subject)
    if chance(8) { fields.fields.shuffle(using: &random) }
    if chance(6) { damage(&fields) }
    var line =
      isJSON ? JSONLine.encode(fields, escapesUnicode: chance(2)) : FormCodec.encode(fields)
    if chance(12) { damage(&line) }
    if chance(30) { line += [0x0D] }
    line.removeAll { $0 == 0x0A }
    return line
  }

  private mutating func chance(_ oneIn: Int) -> Bool {
    Int.random(in: 0..<oneIn, using: &random) == 0
  }

  private mutating func fields(of message: MessageSpec, isJSON: Bool) -> FieldList {
    var list = FieldList()
    for row in message.fields where row.parent == nil && row.role != .signature {
      if chance(row.requirement == .optional || !row.isDocumented ? 2 : 60) { continue }
      let name = row.aliases.isEmpty || !chance(8) ? row.name : row.aliases[0]
      list.append(Field(name: Array(name.utf8), value: value(of: row, isJSON)))
    }
    if chance(10) { list.append("vendor_flag", chance(4) ? "" : "a1") }
    if chance(20) { list.append("Zone.name", "east") }
    return list
  }

  private mutating func value(of row: FieldSpec, _ isJSON: Bool) -> FieldValue {
    if chance(25) { return isJSON && chance(2) ? .null : .text([]) }
    if case .amount(let unit) = row.kind {
      let amounts =
        unit == .fen ? ["100", "5", "99999999"] : ["1.00", "0.5", "100", "20.0000", "7.125"]
      let text = Array(amounts[Int.random(in: 0..<amounts.count, using: &random)].utf8)
      return isJSON && chance(2) ? .number(text) : .text(text)
    }
    switch row.role {
    case .merchantID?:
      return .text(Array((chance(30) ? "666" : row.name == "appKey" ? "app-7" : "10021").utf8))
    case .state?, .resultCode?:
      return isJSON && chance(2) ? .number([0x32]) : .text(Array("00".utf8))
    default: break
    }
    if isJSON, chance(15) { return odd() }
    let words = [
      "20240506070809", "https://a.example/x?y=1", "订单 7", "Tom & Jerry", "A+B=C", "0", "50%",
      "P\u{1F600}", "x&status=2", "a&b", "semi;colon", "-",
    ]
    return .text(Array(words[Int.random(in: 0..<words.count, using: &random)].utf8))
  }

  private mutating func odd() -> FieldValue {
    let values: [FieldValue] = [
      .boolean(true), .boolean(false), .null, .number(Array("0".utf8)), .number(Array("1e2".utf8)),
      .number(Array("-0.50".utf8)), .nested(Array("[]".utf8)),
      .nested(Array(#"{"b":[1,{"a":"x\u00e9&y=1"}],"a":null}"#.utf8)),
    ]
    return values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func sign(
    _ fields: inout FieldList, _ message: MessageSpec, _ subject: BulkSubject
  ) {
    guard let own = message.signing, let name = message.signatureField else { return }
    let rules = [own] + message.tolerances.map(\.rule)
    let rule = chance(3) ? rules[Int.random(in: 0..<rules.count, using: &random)] : own
    let key =
      chance(10) ? Secret(Array("another key".utf8)) : SampleSubjects.key(subject.profile.gateway)
    var signature = Signer.sign(
      StringToSign(fields, message: message, rule: rule), rule: rule, key: key)
    if chance(15) { signature = chance(2) ? signature.lowercased() : signature.uppercased() }
    if chance(60) { signature = String(signature.dropLast()) + "g" }
    if chance(60) { signature = "" }
    if !chance(80) { fields.append(name, signature) }
  }

  private mutating func damage(_ fields: inout FieldList) {
    guard let place = fields.fields.indices.randomElement(using: &random) else { return }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: fields.fields.append(fields.fields[place])
    case 1: fields.fields.remove(at: place)
    case 2: fields.fields[place].value = .text(Array("x\u{1}y".utf8))
    case 3: fields.fields[place].value = .text([])
    case 4: fields.fields[place].name += Array("X".utf8)
    default: fields.fields[place].value = .text(Array("7\u{7F}".utf8))
    }
  }

  private mutating func damage(_ line: inout Bytes) {
    guard let place = line.indices.randomElement(using: &random) else { return }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: line.remove(at: place)
    case 1: line[place] = UInt8.random(in: 0...255, using: &random)
    case 2: line.removeLast(line.count - place)
    case 3: line.insert(contentsOf: Array("%zz%E4&&=".utf8), at: place)
    default: line.insert(contentsOf: Array(#"\u00zz\ud800"#.utf8), at: place)
    }
  }
}
