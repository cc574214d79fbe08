/// Rewritings of raw JSON text: what gateways hash when a signed field is an object or an array.
package enum JSONText {
  /// The text without white space between its parts; all else as it was, duplicate names included.
  /// - Throws: a `json_…` code.
  package static func compact(_ raw: Bytes) throws(WireError) -> Bytes {
    write(try JSONNode(raw, uniqueNames: false)) { $0 }
  }

  /// The same with the members of every object, however deep, sorted by the bytes of their
  /// unescaped names. Names, strings and numbers keep their spelling.
  /// - Throws: a `json_…` code; `json_duplicate_name` among them.
  package static func sorted(_ raw: Bytes) throws(WireError) -> Bytes {
    write(try JSONNode(raw, uniqueNames: true)) { members in
      members.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }
  }

  private static func write(
    _ node: JSONNode, order: ([JSONNode.Member]) -> [JSONNode.Member]
  ) -> Bytes {
    switch node {
    case .object(let members):
      join(
        order(members).map { $0.rawName + [UInt8(ascii: ":")] + write($0.value, order: order) },
        "{}")
    case .array(let elements):
      join(elements.map { write($0, order: order) }, "[]")
    case .string(let raw, _): raw
    case .number(let literal): literal
    case .word(let scalar): scalar.text
    }
  }

  /// The items with commas between them and the brackets around them.
  static func join(_ items: [Bytes], _ brackets: StaticString) -> Bytes {
    let body = items.joined(separator: [UInt8(ascii: ",")])
    return [brackets.utf8Start[0]] + body + [brackets.utf8Start[1]]
  }
}
