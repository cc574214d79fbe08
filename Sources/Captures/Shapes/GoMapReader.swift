import ByteText
import WireFormat

/// Go `map[a:1 b:2]`, `map[a:[1]]` of `url.Values`, and the literals that `%#v` prints.
enum GoMapReader: ShapeReader {
  static let shape = CaptureShape.goMap

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    let body = text.trimmed
    guard body.hasPrefix("map[") || body.hasPrefix("url.Values{") else { return nil }
    if body.last == UInt8(ascii: "}") {
      var cursor = ByteCursor(body, maximumItems: session.limits.fields)
      let value = try value(&cursor).withoutSingleLists
      try cursor.finish()
      return whole(try value.payload(shape, from: text))
    }
    guard body.last == UInt8(ascii: "]") else {
      throw WireError(
        code: "dump_truncated", offset: body.count, reason: "The closing bracket is missing.")
    }
    let splitter = PairSplitter(separator: [.space], mark: UInt8(ascii: ":"), isSorted: true)
    let fields = try splitter.split(Bytes(body[4..<(body.count - 1)]), session)
    return whole(Payload(shape: shape, fields: withoutBrackets(fields), bytes: text))
  }

  /// `url.Values` prints every value in brackets.
  private static func withoutBrackets(_ fields: FieldList) -> FieldList {
    let isBracketed = fields.fields.allSatisfy {
      let literal = $0.value.literal
      return literal.first == UInt8(ascii: "[") && literal.last == UInt8(ascii: "]")
    }
    guard isBracketed else { return fields }
    return FieldList(
      fields.fields.map {
        Field(name: $0.name, value: .text(Bytes($0.value.literal.dropFirst().dropLast())))
      })
  }

  private static func value(_ cursor: inout ByteCursor) throws(WireError) -> DumpValue {
    if cursor.take("nil") || cursor.take("interface {}(nil)") { return .scalar(.null) }
    if cursor.take("true") { return .scalar(.boolean(true)) }
    if cursor.take("false") { return .scalar(.boolean(false)) }
    switch cursor.current {
    case UInt8(ascii: "\""): return .text(try string(&cursor))
    case UInt8(ascii: "`"): return .text(try QuotedText.take(&cursor))
    case UInt8(ascii: "{"): return try members(&cursor, isList: true)
    case let byte? where byte.isNameStart || byte == UInt8(ascii: "["):
      // A type, such as `map[string]interface {}` or `[]string`, and then its braces.
      let isList = byte == UInt8(ascii: "[")
      _ = cursor.take { $0 != UInt8(ascii: "{") }
      if cursor.take("{}") { _ = cursor.take { $0 != UInt8(ascii: "{") } }
      return try members(&cursor, isList: isList)
    default: return .scalar(try cursor.number())
    }
  }

  private static func string(_ cursor: inout ByteCursor) throws(WireError) -> Bytes {
    BackslashEscapes.decode(try QuotedText.take(&cursor), .shell)
  }

  private static func members(_ cursor: inout ByteCursor, isList: Bool) throws(WireError)
    -> DumpValue
  {
    try cursor.expect("{")
    try cursor.enter()
    defer { cursor.leave() }
    var members: [(name: Bytes, value: DumpValue)] = []
    while true {
      cursor.skipSpace()
      if cursor.take(UInt8(ascii: "}")) { break }
      try cursor.countItem()
      var name = Bytes()
      if !isList {
        guard case .scalar(let key) = try value(&cursor) else { throw cursor.unexpected("a key") }
        name = key.literal
        cursor.skipSpace()
        try cursor.expect(":")
        cursor.skipSpace()
      }
      members.append((name, try value(&cursor)))
      cursor.skipSpace()
      if cursor.take(UInt8(ascii: ",")) || cursor.current == UInt8(ascii: "}") { continue }
      throw cursor.unexpected("a comma or the closing brace")
    }
    return isList ? .list(members.map(\.value)) : .map(members)
  }
}
