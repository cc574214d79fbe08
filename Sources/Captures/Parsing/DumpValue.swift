import WireFormat

/// A value out of a program's dump.
indirect enum DumpValue {
  case scalar(FieldValue)
  case list([DumpValue])
  case map([(name: Bytes, value: DumpValue)])

  /// A string.
  static func text(_ bytes: Bytes) -> DumpValue { .scalar(.text(bytes)) }

  /// The value as a field's: whatever nests is rewritten as compact JSON.
  var fieldValue: FieldValue {
    switch self {
    case .scalar(let value): value
    case .list, .map: .nested(JSONWriter().bytes(json))
    }
  }

  private var isNested: Bool {
    if case .scalar = self { false } else { true }
  }

  private var json: JSONValue {
    switch self {
    case .list(let elements): .array(elements.map(\.json))
    case .map(let members): .object(members.map { ($0.name.display, $0.value.json) })
    case .scalar(.text(let bytes)), .scalar(.nested(let bytes)): .string(bytes.display)
    case .scalar(.number(let literal)): .number(literal.display)
    case .scalar(.boolean(let value)): .bool(value)
    case .scalar(.null): .null
    }
  }

  /// The members of the outermost map as the fields of a message.
  /// - Throws: `dump_not_map`.
  func payload(_ shape: CaptureShape, from bytes: Bytes) throws(WireError) -> Payload {
    guard case .map(let members) = self, !members.isEmpty else {
      throw WireError(
        code: "dump_not_map", offset: 0, reason: "The value has no names: there are no fields.")
    }
    let fields = members.map { Field(name: $0.name, value: $0.value.fieldValue) }
    var payload = Payload(shape: shape, fields: FieldList(fields), bytes: bytes)
    if members.contains(where: { $0.value.isNested }) {
      payload.notes.append(
        CaptureNote(
          code: "nested_rewritten",
          sentence: "A nested value was rewritten as JSON; its text on the wire is not known."))
    }
    return payload
  }
}
