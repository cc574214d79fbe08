extension JSONText {
  /// The text that a Java server using fastjson 1.2 hashes for a nested value.
  ///
  /// No white space. The members of an outermost object are sorted as Java sorts strings (by
  /// UTF-16 unit, which is by byte below U+E000); deeper objects come in the order of a
  /// `java.util.HashMap`. Members that are `null` are left out, elements that are `null` stay.
  /// Strings are escaped anew (`JavaString.quoted`), numbers are printed as `javaNumber` does.
  /// - Throws: a `json_…` code; `json_duplicate_name`, `json_number_range` and
  ///   `json_hash_collisions` among them.
  package static func compactSorted(_ raw: Bytes) throws(WireError) -> Bytes {
    let node = try JSONNode(raw, uniqueNames: true)
    guard case .object(let members) = node else { return try java(node) }
    return try java(members.map(Named.init).sorted { $0.units.lexicographicallyPrecedes($1.units) })
  }

  /// A number as Java prints it after fastjson has read it: an integer in plain digits, anything
  /// with a point or an exponent as `BigDecimal.toString()` (`1e2` is `1E+2`, `100.00` stays).
  /// - Throws: `json_bad_number` if it is no JSON number, `json_number_range` if its exponent is
  ///   beyond what a `BigDecimal` holds.
  package static func javaNumber(_ literal: Bytes) throws(WireError) -> Bytes {
    try JavaNumber(literal).text
  }

  private struct Named {
    let units: [UInt16]
    let value: JSONNode
    let quoted: Bytes

    init(_ member: JSONNode.Member) {
      let name = String(decoding: member.name, as: UTF8.self)
      units = Array(name.utf16)
      quoted = JavaString.quoted(name)
      value = member.value
    }
  }

  private static func java(_ node: JSONNode) throws(WireError) -> Bytes {
    switch node {
    case .object(let members):
      let named = members.map(Named.init)
      return try java(try JavaHashMap.order(of: named.map(\.units)).map { named[$0] })
    case .array(let elements):
      var items: [Bytes] = []
      for element in elements { items.append(try java(element)) }
      return join(items, "[]")
    case .string(_, let text): return JavaString.quoted(String(decoding: text, as: UTF8.self))
    case .number(let literal): return try javaNumber(literal)
    case .word(let scalar): return scalar.text
    }
  }

  private static func java(_ members: [Named]) throws(WireError) -> Bytes {
    var items: [Bytes] = []
    for member in members {
      if case .word(.null) = member.value { continue }
      items.append(member.quoted + [UInt8(ascii: ":")] + (try java(member.value)))
    }
    return join(items, "{}")
  }
}
