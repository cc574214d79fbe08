import Gateways
import WireFormat

/// Chooses the fields that take part in a signature.
package enum FieldSelection {
  package static func fields(_ list: FieldList, message: MessageSpec, rule: SigningRule) -> [Field]
  {
    switch rule.selection {
    case .allExcept(let names):
      let left = Set(names.map { Array($0.utf8) })
      return lastOfEach(list.fields.filter { !left.contains($0.name) })
    case .marked:
      let marked = message.fields.filter { $0.signed == true && $0.parent == nil }
      let names = Set(marked.flatMap(\.spellings).map { Array($0.utf8) })
      return completed(
        lastOfEach(list.fields.filter { names.contains($0.name) }), with: marked.map(\.spellings),
        rule: rule)
    case .listed(let names):
      return names.map { name in
        let row = message.field(named: name) ?? FieldSpec(name, "", .optional)
        let found = FieldNames(message).field(of: row, in: list)
        return Field(name: Array(name.utf8), value: found?.value ?? .null)
      }
    }
  }

  private static func lastOfEach(_ fields: [Field]) -> [Field] {
    // Of a few the later ones are quickly looked through; a message can have ten thousand, too.
    if fields.count <= 32 {
      return fields.indices.filter { index in
        !fields[(index + 1)...].contains { $0.name == fields[index].name }
      }.map { fields[$0] }
    }
    var seen: Set<Bytes> = []
    return fields.reversed().filter { seen.insert($0.name).inserted }.reversed()
  }

  /// A rule that keeps empty values signs marked fields also when the message leaves them out.
  private static func completed(_ fields: [Field], with rows: [[String]], rule: SigningRule)
    -> [Field]
  {
    guard rule.empties == .kept || rule.empties == .nullAsWord else { return fields }
    let present = Set(fields.map(\.name))
    let absent = rows.filter { row in !row.contains { present.contains(Array($0.utf8)) } }
    return fields + absent.map { Field(name: Array($0[0].utf8), value: .null) }
  }
}
