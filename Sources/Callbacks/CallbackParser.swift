import ByteText
import WireFormat

/// Why a message is refused before anybody looks at its signature.
package struct CallbackFault: Error, Sendable, Equatable {
  /// The HTTP status of the refusal.
  package var status: Int
  /// A stable code in snake case.
  package var code: String
  /// One sentence that repeats nothing of what was received.
  package var reason: String

  /// Makes a fault.
  package init(status: Int = 400, _ code: String, _ reason: String) {
    self.status = status
    self.code = code
    self.reason = reason
  }
}

/// Reads the fields of a callback and refuses what two readers could read differently
/// (docs/rules.md V5): the shop's own handler will read the same bytes.
package enum CallbackParser {
  /// More fields than any callback has.
  package static let fieldLimit = 100
  /// Longest name of a field, in bytes.
  static let nameLimit = 64
  /// Longest piece of a free text that became a name.
  static let debrisLimit = 512

  /// The fields in the order in which they came.
  /// - Parameter names: behind the signature of one of its gateways' callbacks, names of any bytes are
  ///   let through: servers glue free text there without encoding it (docs/rules.md servers), and only
  ///   `MessageVerifier` knows what such a name could be taken for.
  package static func fields(_ message: RawCallback, names: CallbackNames = CallbackNames([]))
    throws(CallbackFault) -> FieldList
  {
    let fields: FieldList
    switch message.method {
    case "GET":
      guard message.body.isEmpty else {
        throw CallbackFault("body_on_get", "A GET request has a body.")
      }
      fields = try form(message.query ?? [])
    case "POST":
      fields = try body(message)
      try checkQuery(message.query ?? [], beside: fields, names)
    default:
      throw CallbackFault(status: 405, "method", "Callbacks come by GET or POST.")
    }
    guard !fields.fields.isEmpty else {
      throw CallbackFault("no_fields", "The message has no fields.")
    }
    try checkNames(fields, names.signatures)
    return fields
  }

  /// Many frameworks merge query and body, and the query's value wins. A name may not have another value
  /// there, and one that could be taken for a field of a gateway has to be the body's own, with its value:
  /// nothing signs the query. Other parameters are the shop's own business and are not read.
  private static func checkQuery(
    _ query: Bytes, beside fields: FieldList, _ names: CallbackNames
  ) throws(CallbackFault) {
    guard !query.isEmpty else { return }
    for extra in try form(query).fields {
      let isSame = fields.fields.contains {
        $0.name == extra.name && $0.value.literal == extra.value.literal
      }
      let readings = [
        CallbackNames.folded(extra.name[...]),
        CallbackNames.folded(extra.name.prefix { $0 != .openBracket }),
      ]
      if !isSame, readings.contains(where: names.known.contains) {
        throw CallbackFault(
          "two_messages",
          "The query has a name of the gateway's fields that the body has not, or not so.")
      }
      let isOther = fields.fields.contains {
        readings.contains(CallbackNames.folded($0.name[...]))
          && $0.value.literal != extra.value.literal
      }
      guard !isOther else {
        throw CallbackFault(
          "two_messages", "The query and the body give one name two values.")
      }
    }
  }

  private static func body(_ message: RawCallback) throws(CallbackFault) -> FieldList {
    let type = (message.contentType ?? "").prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    switch type {
    case "", "application/x-www-form-urlencoded":
      guard message.body.first != UInt8(ascii: "{") else {
        throw CallbackFault(
          "json_as_form", "The body looks like JSON and its type says that it is a form.")
      }
      return try form(message.body)
    case "application/json", "text/json":
      return try json(message.body)
    default:
      throw CallbackFault(
        status: 415, "content_type", "The body is neither a form nor JSON by its type.")
    }
  }

  private static func form(_ bytes: Bytes) throws(CallbackFault) -> FieldList {
    do { return try FormCodec.decode(bytes, maximumFields: fieldLimit) } catch {
      throw CallbackFault(error.code, error.reason)
    }
  }

  private static func json(_ bytes: Bytes) throws(CallbackFault) -> FieldList {
    do {
      let fields = try JSONScanner.object(bytes, maximumFields: fieldLimit)
      for case .nested(let raw) in fields.fields.map(\.value) { _ = try JSONValue.parse(raw) }
      return fields
    } catch {
      throw CallbackFault(error.code, error.reason)
    }
  }

  private static func checkNames(_ fields: FieldList, _ signatures: Set<Bytes>)
    throws(CallbackFault)
  {
    var isSigned = false
    for (index, field) in fields.fields.enumerated() {
      guard isSigned ? field.name.count <= debrisLimit : (1...nameLimit).contains(field.name.count)
      else { throw CallbackFault("field_name_length", "A field has no name or a very long one.") }
      isSigned = isSigned || signatures.contains(field.name)
      guard isSigned || field.name.allSatisfy(isNameByte) else {
        throw CallbackFault(
          "field_name_bytes", "A field's name has other bytes than letters, digits and _ - .")
      }
      guard !field.name.isSameIgnoringCase(as: "key".utf8) else {
        throw CallbackFault("field_named_key", "A field has the name of the signing secret.")
      }
      let isTwice = fields.fields[..<index].contains {
        $0.name.isSameIgnoringCase(as: field.name)
      }
      guard !isTwice else {
        throw CallbackFault(
          "field_twice", "A field's name comes twice, perhaps in different letter case.")
      }
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
