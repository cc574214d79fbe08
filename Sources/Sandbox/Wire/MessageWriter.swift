import ByteText
import Gateways
import Messages
import PaymentValues
import Signing
import WireFormat

/// Writes a message of a gateway from its table: the documented rows, each by its role, signed by the
/// message's rule.
struct MessageWriter: Sendable {
  let message: MessageSpec
  let account: SandboxAccount

  /// The fields of a message whose values come from that source.
  /// - Parameter isSigned: false leaves the signature out, as a forger must.
  func fields(_ values: MessageValues, isSigned: Bool = true, breaksSignature: Bool = false)
    -> FieldList
  {
    var list = FieldList()
    for row in message.fields where row.parent == nil && row.isDocumented {
      if row.role == .signature { continue }
      if let value = value(of: row, values) {
        list.append(Field(name: Array(row.name.utf8), value: value))
      }
    }
    guard isSigned, let rule = message.signing, let name = message.signatureField else {
      return list
    }
    let text = StringToSign(list, message: message, rule: rule)
    var signature = Signer.sign(text, rule: rule, key: account.secret)
    if breaksSignature, let last = signature.last {
      signature = signature.dropLast() + (last == "0" ? "1" : "0")
    }
    list.append(name, signature)
    return list
  }

  private func value(of row: FieldSpec, _ values: MessageValues) -> FieldValue? {
    guard row.kind == .object else {
      return values.text(of: row).map { Self.literal($0, row) }
    }
    let children = message.fields.filter { $0.parent == row.name && $0.isDocumented }
    let members = children.compactMap { child in
      value(of: child, values).map { Field(name: Array(child.name.utf8), value: $0) }
    }
    if members.isEmpty, row.requirement == .optional { return nil }
    return .nested(Self.json(FieldList(members)))
  }

  private static func literal(_ text: String, _ row: FieldSpec) -> FieldValue {
    let bytes = Array(text.utf8)
    guard row.isJSONLiteral else { return .text(bytes) }
    if text == "true" || text == "false" { return .boolean(text == "true") }
    return JSONNumber.isValid(bytes) ? .number(bytes) : .text(bytes)
  }

  /// The fields as a JSON object without blanks, in their order.
  static func json(_ list: FieldList) -> Bytes {
    let members = list.fields.map { field -> Bytes in
      let value: Bytes
      switch field.value {
      case .text(let bytes): value = quoted(bytes)
      case .null: value = Array("null".utf8)
      default: value = field.value.literal
      }
      return quoted(field.name) + [.colon] + value
    }
    return [.openBrace] + Array(members.joined(separator: [.comma])) + [.closeBrace]
  }

  private static func quoted(_ bytes: Bytes) -> Bytes {
    JSONWriter().bytes(.string(String(decoding: bytes, as: UTF8.self)))
  }
}
