import Gateways
import Signing
import WireFormat

/// What `merchant sign` shows.
struct SignView {
  let fields: FieldList
  let message: MessageSpec
  let gateway: GatewaySpec
  let text: StringToSign
  let signature: String
  let shown: DisplayedText

  var document: Document { Document(object: object, lines: lines, value: signature) }

  private var masked: String { shown.stringToSign(text, message: message) }

  private struct Row {
    let name: String
    let label: String
    let value: String
    let isSigned: Bool
  }

  private var rows: [Row] {
    let signed = Set(text.pairs.map(\.name))
    return fields.fields.map { field in
      let row = message.field(named: field.displayName)
      let isSigned =
        signed.contains(field.name) || row.map { signed.contains(Array($0.name.utf8)) } ?? false
      return Row(
        name: field.displayName, label: row?.label ?? "",
        value: shown.value(field, message: message), isSigned: isSigned)
    }
  }

  private var object: Document.Members {
    [
      ("gateway", .string(gateway.id)), ("message", .string(message.kind.rawValue)),
      ("string_to_sign", .string(masked)), ("sign", .string(signature)),
      (
        "fields",
        .array(
          rows.map { row in
            .object([
              ("name", .string(row.name)), ("label", .string(row.label)),
              ("value", .string(row.value)), ("signed", .bool(row.isSigned)),
            ])
          })
      ),
    ]
  }

  private var lines: [String] {
    Layout.table(
      ["field", "label", "value", "signed"],
      rows.map { [$0.name, $0.label, $0.value, $0.isSigned ? "yes" : "no"] })
      + [""]
      + Layout.pairs([
        ("gateway", gateway.id), ("message", "\(message.kind.rawValue) (\(message.source))"),
        ("string to sign", masked), ("sign", signature),
      ])
  }
}
