import PaymentValues
import WireFormat

extension Finding {
  /// The finding for programs.
  var json: JSONValue {
    .object([
      ("code", .string(code)), ("severity", .string(severity.rawValue)),
      ("place", .optional(place)), ("reason", .string(reason)), ("hint", .optional(hint)),
    ])
  }
}
