import ByteText
import WireFormat

/// A Python dict as `print` shows it; Django's `<QueryDict: {…}>` too.
enum PythonDictReader: ShapeReader {
  static let shape = CaptureShape.pythonDict

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    var cursor = ByteCursor(text, maximumItems: session.limits.fields)
    cursor.skipSpace()
    let isQueryDict = cursor.take("<QueryDict: ")
    guard cursor.current == UInt8(ascii: "{"), beginsLikeDict(cursor) else { return nil }
    var value = try value(&cursor)
    if isQueryDict {
      try cursor.expect(">")
      value = value.withoutSingleLists
    }
    try cursor.finish()
    return whole(try value.payload(shape, from: text))
  }

  private static func beginsLikeDict(_ start: ByteCursor) -> Bool {
    var cursor = start
    cursor.offset += 1
    cursor.skipSpace()
    return isString(cursor) || cursor.current?.isDigit == true
  }

  private static func isString(_ cursor: ByteCursor) -> Bool {
    let prefix = cursor.rest.prefix(3)
    let body = prefix.drop { "urbURB".utf8.contains($0) }
    return body.first == UInt8(ascii: "'") || body.first == UInt8(ascii: "\"")
  }

  private static func value(_ cursor: inout ByteCursor) throws(WireError) -> DumpValue {
    cursor.skipSpace()
    if isString(cursor) { return .text(try string(&cursor)) }
    if cursor.take("None") { return .scalar(.null) }
    if cursor.take("True") { return .scalar(.boolean(true)) }
    if cursor.take("False") { return .scalar(.boolean(false)) }
    if cursor.take("Decimal(") {
      let literal = try string(&cursor)
      try cursor.expect(")")
      return .scalar(JSONNumber.isValid(literal) ? .number(literal) : .text(literal))
    }
    if cursor.take(UInt8(ascii: "{")) { return try dict(&cursor) }
    if cursor.take(UInt8(ascii: "[")) { return try list(&cursor, closing: UInt8(ascii: "]")) }
    if cursor.take(UInt8(ascii: "(")) { return try list(&cursor, closing: UInt8(ascii: ")")) }
    return .scalar(try cursor.number())
  }

  private static func string(_ cursor: inout ByteCursor) throws(WireError) -> Bytes {
    let prefix = cursor.take { "urbURB".utf8.contains($0) }
    guard let quote = cursor.current, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else { throw cursor.unexpected("a string") }
    let raw = try QuotedText.take(&cursor)
    return prefix.contains { $0 | 0x20 == UInt8(ascii: "r") }
      ? raw : BackslashEscapes.decode(raw, .shell)
  }

  private static func dict(_ cursor: inout ByteCursor) throws(WireError) -> DumpValue {
    try cursor.enter()
    defer { cursor.leave() }
    var members: [(name: Bytes, value: DumpValue)] = []
    while true {
      cursor.skipSpace()
      if cursor.take(UInt8(ascii: "}")) { return .map(members) }
      try cursor.countItem()
      guard case .scalar(let key) = try value(&cursor) else { throw cursor.unexpected("a key") }
      cursor.skipSpace()
      try cursor.expect(":")
      members.append((key.literal, try value(&cursor)))
      try comma(&cursor, before: UInt8(ascii: "}"))
    }
  }

  private static func list(_ cursor: inout ByteCursor, closing: UInt8) throws(WireError)
    -> DumpValue
  {
    try cursor.enter()
    defer { cursor.leave() }
    var elements: [DumpValue] = []
    while true {
      cursor.skipSpace()
      if cursor.take(closing) { return .list(elements) }
      try cursor.countItem()
      elements.append(try value(&cursor))
      try comma(&cursor, before: closing)
    }
  }

  private static func comma(_ cursor: inout ByteCursor, before closing: UInt8) throws(WireError) {
    cursor.skipSpace()
    if cursor.take(UInt8(ascii: ",")) || cursor.current == closing { return }
    throw cursor.unexpected("a comma or the closing bracket")
  }
}

extension DumpValue {
  /// A map of lists with one element each, as frameworks hold forms, as a map of those elements.
  var withoutSingleLists: DumpValue {
    guard case .map(let members) = self else { return self }
    return .map(
      members.map { member in
        if case .list(let elements) = member.value, elements.count == 1 {
          return (member.name, elements[0])
        }
        return member
      })
  }
}
