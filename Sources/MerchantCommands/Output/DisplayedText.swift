import ByteText
import Gateways
import PaymentValues
import Signing
import WireFormat

/// Texts as they may be shown: never a key, personal values masked unless the operator wants them.
struct DisplayedText {
  let unmask: Bool
  let keys: [Secret]
  /// Personal values that may stand inside other texts, and what is shown instead.
  var personal: [(value: String, shown: String)] = []

  /// A field's value.
  func value(_ field: Field, message: MessageSpec) -> String {
    redacted(masked(field.value.display, role: message.field(named: field.displayName)?.role))
  }

  /// A text of that role.
  func masked(_ text: String, role: Role?) -> String {
    guard !unmask else { return text }
    switch role {
    case .accountNumber: return Masking.account(text)
    case .accountName, .payer: return Masking.name(text)
    default: return text
    }
  }

  /// The string to sign: `…&key=‹key›`.
  func stringToSign(_ text: StringToSign, message: MessageSpec) -> String {
    redacted(
      text.masked { name, value in
        let row = message.field(named: String(decoding: name, as: UTF8.self))
        return Array(masked(String(decoding: value, as: UTF8.self), role: row?.role).utf8)
      })
  }

  /// A text without any of the keys, in case one stands where it should not.
  func redacted(_ text: String) -> String {
    let text = keys.reduce(text) { text, key in key.redacted(from: text) }
    guard !unmask else { return text }
    return personal.reduce(text) { text, pair in
      pair.value.count < 2 ? text : text.replacing(pair.value, with: pair.shown)
    }
  }
}
