import WireFormat

/// Writes fields as a JSON object, numbers and nested values as they are.
enum JSONLine {
  static func encode(_ fields: FieldList, escapesUnicode: Bool) -> Bytes {
    let writer = JSONWriter(nonASCII: escapesUnicode ? .escaped : .kept)
    func string(_ bytes: Bytes) -> Bytes {
      writer.bytes(.string(String(decoding: bytes, as: UTF8.self)))
    }
    let members = fields.fields.map { field -> Bytes in
      let value: Bytes =
        switch field.value {
        case .text(let bytes): string(bytes)
        case .number(let bytes), .nested(let bytes): bytes
        case .boolean(let flag): Array((flag ? "true" : "false").utf8)
        case .null: Array("null".utf8)
        }
      return string(field.name) + [0x3A] + value
    }
    return [0x7B] + Bytes(members.joined(separator: [0x2C])) + [0x7D]
  }
}
