/// A JSON object as fields with their literal text, for bytes that a signature covers.
public enum JSONScanner {
  /// Reads a document whose top level is an object.
  ///
  /// Names and strings are unescaped to UTF-8, numbers keep their exact text, nested objects and
  /// arrays keep their raw text (checked, depth 64 at most). Order is kept, and so are duplicate
  /// names: the caller reports them (`FieldList.duplicateNames`).
  /// - Throws: a `json_…` code: `json_not_object`, `json_too_many_fields`, `json_bom`,
  ///   `json_invalid_utf8` and those of the grammar (RFC 8259).
  public static func object(
    _ document: Bytes, maximumFields: Int = FormCodec.defaultMaximumFields
  ) throws(WireError) -> FieldList {
    var cursor = try JSONCursor(document)
    guard cursor.current == UInt8(ascii: "{") else {
      throw cursor.error("json_not_object", "The text is not a JSON object.")
    }
    var list = FieldList()
    try cursor.members { (cursor: inout JSONCursor, name: JSONName) throws(WireError) in
      guard list.fields.count < maximumFields else {
        throw cursor.error(
          "json_too_many_fields", "The object has more than \(maximumFields) fields.",
          at: name.range.lowerBound)
      }
      list.append(Field(name: name.text, value: try value(&cursor)))
    }
    try cursor.finish()
    return list
  }

  private static func value(_ cursor: inout JSONCursor) throws(WireError) -> FieldValue {
    switch cursor.current {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return .nested(Array(cursor.bytes[try cursor.skipValue()]))
    case UInt8(ascii: "\""):
      return .text(try cursor.string(wanted: "a string"))
    default:
      switch try cursor.scalar() {
      case .number(let literal): return .number(literal)
      case .boolean(let value): return .boolean(value)
      case .null: return .null
      }
    }
  }
}
