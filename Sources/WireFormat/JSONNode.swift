/// A JSON value with the raw text of its names, strings and numbers, for rewriting.
indirect enum JSONNode {
  struct Member {
    /// The name with its quotes and escapes.
    var rawName: Bytes
    /// The name, unescaped.
    var name: Bytes
    var value: JSONNode
  }

  case object([Member])
  case array([JSONNode])
  case string(raw: Bytes, text: Bytes)
  case number(Bytes)
  /// `true`, `false` or `null`.
  case word(JSONScalar)

  /// Reads a document. Duplicate names are refused if `uniqueNames`: no one reordering of them
  /// would be right.
  init(_ document: Bytes, uniqueNames: Bool) throws(WireError) {
    var cursor = try JSONCursor(document)
    self = try Self.read(&cursor, uniqueNames: uniqueNames)
    try cursor.finish()
  }

  private static func read(_ cursor: inout JSONCursor, uniqueNames: Bool) throws(WireError)
    -> JSONNode
  {
    let start = cursor.offset
    switch cursor.current {
    case UInt8(ascii: "{"):
      return .object(try members(&cursor, uniqueNames: uniqueNames))
    case UInt8(ascii: "["):
      var elements: [JSONNode] = []
      try cursor.elements { (cursor: inout JSONCursor) throws(WireError) in
        elements.append(try read(&cursor, uniqueNames: uniqueNames))
      }
      return .array(elements)
    case UInt8(ascii: "\""):
      let text = try cursor.string(wanted: "a string")
      return .string(raw: Array(cursor.bytes[start..<cursor.offset]), text: text)
    default:
      let scalar = try cursor.scalar()
      if case .number(let literal) = scalar { return .number(literal) }
      return .word(scalar)
    }
  }

  private static func members(_ cursor: inout JSONCursor, uniqueNames: Bool) throws(WireError)
    -> [Member]
  {
    var members: [Member] = []
    var names: Set<Bytes> = []
    try cursor.members { (cursor: inout JSONCursor, name: JSONName) throws(WireError) in
      guard names.insert(name.text).inserted || !uniqueNames else {
        throw cursor.error(
          "json_duplicate_name", "A name occurs twice in one object.", at: name.range.lowerBound)
      }
      let value = try read(&cursor, uniqueNames: uniqueNames)
      members.append(
        Member(rawName: Array(cursor.bytes[name.range]), name: name.text, value: value))
    }
    return members
  }
}

extension JSONScalar {
  /// The text of the value in JSON.
  var text: Bytes {
    switch self {
    case .number(let literal): literal
    case .boolean(let value): Array((value ? "true" : "false").utf8)
    case .null: Array("null".utf8)
    }
  }
}
