import ByteText
import Gateways
import WireFormat

/// Which field of a message stands for a row of its table. Who signs and who reads both ask here:
/// a value that decides is never read from a field under another name than the signed one.
package struct FieldNames: Sendable {
  private let message: MessageSpec

  /// Answers for that message's table.
  package init(_ message: MessageSpec) { self.message = message }

  /// The field of the row's first spelling that is there, empty or not; the last one where a name is
  /// doubled, as it is hashed. Only when no spelling is there, and only where the signature covers a
  /// field whatever its letter case, a name in other letters counts (docs/rules.md servers).
  /// - Parameter list: the message's fields, or those of the object that holds the row.
  package func field(of row: FieldSpec, in list: FieldList) -> Field? {
    func last(_ name: String) -> Field? {
      list.fields.indices.last { list.fields[$0].isNamed(name) }.map { list.fields[$0] }
    }
    if let field = last(row.name) { return field }
    for name in row.aliases {
      if let field = last(name) { return field }
    }
    guard takesAnyCase(row) else { return nil }
    let wanted = Set(row.spellings.map { $0.utf8.lowercased })
    return list.fields.last { wanted.contains($0.name.lowercased) }
  }

  /// Whether the row may come under a name in other letters: only an answer that the document does
  /// not sign, or one whose rule signs every field by the name that it has.
  package func takesAnyCase(_ row: FieldSpec) -> Bool {
    guard message.kind.request != nil, row.role != .signature else { return false }
    guard let rule = message.signing else { return true }
    if let parent = row.parent {
      return message.field(named: parent).map { signsWhole($0, rule) } ?? false
    }
    guard case .allExcept = rule.selection else { return false }
    return signsWhole(row, rule)
  }

  private func signsWhole(_ row: FieldSpec, _ rule: SigningRule) -> Bool {
    switch rule.selection {
    case .allExcept(let names): !row.spellings.contains(where: names.contains)
    case .marked: row.signed == true
    case .listed(let names): names.contains(row.name)
    }
  }
}

extension SignatureCheck {
  /// Whether the text that was signed holds that field, by its own name or by the name of its row.
  package func covers(
    _ field: Field, of row: FieldSpec?, in fields: FieldList, message: MessageSpec
  )
    -> Bool
  {
    if case .listed = rule.selection {
      // A template signs under the row's name what stands under the row's first spelling.
      guard let row, stringToSign.pairs.contains(where: { $0.name.elementsEqual(row.name.utf8) })
      else { return stringToSign.pairs.contains { $0.name == field.name } && row == nil }
      return FieldNames(message).field(of: row, in: fields)?.name == field.name
    }
    return stringToSign.pairs.contains { $0.name == field.name }
  }
}
