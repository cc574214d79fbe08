import ByteText
import Gateways
import PaymentValues
import Signing
import WireFormat

/// Looks at the names of a gateway's message: a handler that takes another letter case, a blank or a
/// bracket for the name that it knows would read another value than the one that was signed.
struct NameCheck {
  let message: MessageSpec
  let names: MessageNames

  /// Longest name of a field, and of a piece of free text that became one.
  private static let nameLimit = 64
  private static let debrisLimit = 512

  func faults(_ reader: FieldReader) -> [Finding] {
    guard message.kind.comesFromGateway else { return [] }
    return twoCases(reader) + otherCase(reader)
      + (message.kind.isCallback ? oddNames(reader.fields) : [])
  }

  /// One name in two letter cases: in a callback any, in an answer one that decides.
  private func twoCases(_ reader: FieldReader) -> [Finding] {
    guard !names.parents.isEmpty || MessageNames.mayRepeat(reader.fields.fields) else { return [] }
    var lists = [(list: reader.fields, rows: rows(nil))]
    for parent in names.parents {
      let inner = rows(parent)
      if let row = inner.first { lists.append((reader.list(of: row), inner)) }
    }
    return lists.flatMap { list, rows -> [Finding] in
      let deciding = Set(rows.filter(decides).flatMap(\.spellings).map { $0.lowercased() })
      let groups = Dictionary(grouping: Set(list.fields.map(\.displayName))) { $0.lowercased() }
      return groups.filter { folded, names in
        names.count > 1 && (message.kind.isCallback || deciding.contains(folded))
      }.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }.map { names in
        Finding(
          .error, "duplicate_field", place: names[0],
          "\(names[0]) comes in more than one letter case: \(names.joined(separator: ", "))",
          hint: "two readers would see two values; ask the gateway with a query")
      }
    }
  }

  /// A name that decides in letters that are not its own, and that is not read for it.
  private func otherCase(_ reader: FieldReader) -> [Finding] {
    let deciding = names.facts.filter { reader.field(of: $0) == nil }
    guard !deciding.isEmpty else { return [] }
    let wanted = Set(deciding.flatMap(\.spellings).map { $0.lowercased() })
    let exact = Set(rows(nil).flatMap(\.spellings))
    return reader.fields.fields.map(\.displayName)
      .filter { !exact.contains($0) && wanted.contains($0.lowercased()) }.map { name in
        Finding(
          .error, "other_letter_case", place: name,
          "\(name) is written in other letters than \(message.source) has, so nothing signs it "
            + "under its name",
          hint: "a genuine message has the document's letters; ask the gateway with a query")
      }
  }

  private func oddNames(_ fields: FieldList) -> [Finding] {
    let debris = Set(debris(fields).map(\.name))
    return fields.fields.filter { !debris.contains($0.name) }.compactMap { field in
      if field.displayName.lowercased() == "key" {
        return Finding(
          .error, "field_named_key", place: field.displayName,
          "a field has the name of the signing secret", hint: "no genuine callback has one")
      }
      guard Self.isOdd(field.name) || isDotted(field) else { return nil }
      return Finding(
        .error, "field_name_bytes", place: field.displayName,
        "a field's name is empty, very long, or has other bytes than letters, digits and _ - .",
        hint: "two readers may take it for different names; ask the gateway with a query")
    }
  }

  /// PHP makes `_` of a dot, and the name is another one then.
  private func isDotted(_ field: Field) -> Bool {
    guard field.name.contains(.dot) else { return false }
    return names.folded.contains(
      MessageNames.folded(field.name).map { $0 == .dot ? .underscore : $0 })
  }

  /// Pieces of a free text that its sender glued unencoded behind the signature (docs/rules.md servers):
  /// odd names, and names of the gateway's other messages. None can be taken for a name that this message
  /// has or that decides in any. Nothing reads them; the second sort is debris only as far as nothing signs it.
  func debris(_ fields: FieldList) -> [Field] {
    guard message.kind.isCallback,
      let sign = fields.fields.firstIndex(where: { names.signature.contains($0.name) })
    else { return [] }
    return fields.fields[(sign + 1)...].filter { field in
      let bare = MessageNames.bare(field.name)
      let isOdd = Self.isOdd(field.name) && field.name.count <= Self.debrisLimit
      return (isOdd || names.known.contains(bare))
        && !field.name.contains { $0.isControl }
        && UTF8Validation.firstInvalidOffset(in: field.name) == nil
        && !names.acted.contains(bare)
        && !names.acted.contains(MessageNames.bare(Array(field.name.prefix { $0 != .openBracket })))
    }
  }

  /// What is to be said of the debris: nothing signs it and nothing reads it, else it is a fault.
  static func findings(_ debris: [Field], isSigned: (Field) -> Bool) -> [Finding] {
    guard !debris.isEmpty else { return [] }
    let names = debris.map { "'\($0.displayName)'" }.joined(separator: ", ")
    if debris.contains(where: isSigned) {
      return [
        Finding(
          .error, "field_name_bytes", place: debris[0].displayName,
          "a signed field's name has other bytes than letters, digits and _ - .",
          hint: "ask the gateway with a query")
      ]
    }
    return [
      Finding(
        .warning, "debris_ignored", place: debris[0].displayName,
        "behind the signature stand pieces of an unencoded text, taken for no field: \(names)",
        hint: "the signed fields count; leave & out of the text that the gateway gives back")
    ]
  }

  /// Whether a name has bytes that no gateway's names have.
  static func isOdd(_ name: Bytes) -> Bool {
    name.isEmpty || name.count > nameLimit
      || !name.allSatisfy { $0.isAlphanumeric || $0 == .underscore || $0 == .dash || $0 == .dot }
  }

  private func rows(_ parent: String?) -> [FieldSpec] {
    message.fields.filter { $0.parent == parent }
  }

  private func decides(_ row: FieldSpec) -> Bool {
    row.namesAFact || row.role == .signature
  }
}
