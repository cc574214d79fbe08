/// A JSON value as a tree, for configuration, journals and reports: not for signed bytes, which
/// `JSONScanner` reads.
public indirect enum JSONValue: Sendable {
  /// Members in the order in which they were written.
  case object([(String, JSONValue)])
  /// Elements in order.
  case array([JSONValue])
  /// Text, unescaped.
  case string(String)
  /// A number by its literal, such as `100.00`; never a floating-point value.
  case number(String)
  /// `true` or `false`.
  case bool(Bool)
  /// `null`.
  case null

  /// Reads one document.
  /// - Throws: a `json_…` code; a name twice in one object, however it is spelled, is
  ///   `json_duplicate_name`.
  public static func parse(_ document: Bytes) throws(WireError) -> JSONValue {
    var cursor = try JSONCursor(document)
    let value = try value(&cursor)
    try cursor.finish()
    return value
  }

  private static func value(_ cursor: inout JSONCursor) throws(WireError) -> JSONValue {
    switch cursor.current {
    case UInt8(ascii: "{"): return try object(&cursor)
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      try cursor.elements { (cursor: inout JSONCursor) throws(WireError) in
        elements.append(try value(&cursor))
      }
      return .array(elements)
    case UInt8(ascii: "\""):
      return .string(String(decoding: try cursor.string(wanted: "a string"), as: UTF8.self))
    default:
      switch try cursor.scalar() {
      case .number(let literal): return .number(String(decoding: literal, as: UTF8.self))
      case .boolean(let value): return .bool(value)
      case .null: return .null
      }
    }
  }

  private static func object(_ cursor: inout JSONCursor) throws(WireError) -> JSONValue {
    var members: [(String, JSONValue)] = []
    // Bytes, because String calls two spellings of one accented letter equal.
    var names: Set<Bytes> = []
    try cursor.members { (cursor: inout JSONCursor, name: JSONName) throws(WireError) in
      guard names.insert(name.text).inserted else {
        throw cursor.error(
          "json_duplicate_name", "A name occurs twice in one object.", at: name.range.lowerBound)
      }
      members.append((String(decoding: name.text, as: UTF8.self), try value(&cursor)))
    }
    return .object(members)
  }
}

extension JSONValue: Equatable {
  /// Equal kinds with equal content: member order counts, and so does the spelling of a number.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.object(let left), .object(let right)): left.elementsEqual(right) { $0 == $1 }
    case (.array(let left), .array(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.number(let left), .number(let right)): left == right
    case (.bool(let left), .bool(let right)): left == right
    case (.null, .null): true
    default: false
    }
  }
}
