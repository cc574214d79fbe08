import ByteText
import Gateways
import WireFormat

/// What the names of a gateway's tables say about one of its messages: worked out once, asked for every
/// message that is checked. What is said of other messages' names is empty but for callbacks.
final class MessageNames: Sendable {
  /// Names of other messages, in small letters, that show a message to be another one (`KindCheck`).
  let foreign: Set<Bytes>
  /// Kinds whose rule can give the same text, each with the spellings of its rows at the top.
  let rivals: [(message: MessageSpec, top: Set<Bytes>)]
  /// The objects that hold other rows, by name.
  let parents: [String]
  /// Rows that decide by the message's own rule (`MessageSpec.decides`); none where nothing signs it.
  let deciding: [FieldSpec]
  /// Other rows at the top that the document calls required.
  let documented: [FieldSpec]
  /// Rows at the top that real servers also write otherwise.
  let aliased: [FieldSpec]
  /// Rows at the top that say a fact, and the signature's: nobody reads them in other letters.
  let facts: [FieldSpec]
  /// The spellings of the signature's row; empty where there is none.
  let signature: Set<Bytes>
  /// Letters and digits, small, of every name that the gateway's messages have.
  let known: Set<Bytes>
  /// The same of those that some reader of a message could act upon, and of the word `key`.
  let acted: Set<Bytes>
  /// Every name of the gateway, in small letters.
  let folded: Set<Bytes>

  init(gateway: GatewaySpec, message: MessageSpec) {
    // Only a callback is looked through for names that are not its own.
    let rows = message.kind.isCallback ? gateway.messages.flatMap(\.fields) : []
    let topRows = message.fields.filter { $0.parent == nil }
    let kinds = KindCheck(gateway: gateway, message: message)
    foreign = Set((message.kind.isCallback ? kinds.foreignNames : []).map { Array($0.utf8) })
    rivals = kinds.rivals.map { ($0, Self.bytes($0.fields.filter { $0.parent == nil })) }
    parents = message.parents.sorted()
    let decides = message.signing.map { rule in
      { (row: FieldSpec) in message.decides(row, under: rule) }
    }
    deciding = decides.map { message.fields.filter($0) } ?? []
    documented = topRows.filter { row in
      row.isDocumented && row.requirement == .required && decides?(row) != true
    }
    aliased = topRows.filter { !$0.aliases.isEmpty }
    facts = topRows.filter { $0.namesAFact || $0.role == .signature }
    signature = Self.bytes(
      message.signatureField.flatMap { message.field(named: $0) }.map { [$0] } ?? [])
    known = Set(Self.bytes(rows).map(Self.bare))
    acted = Set(
      Self.bytes(message.fields + rows.filter(\.decidesAnywhere)).map(Self.bare)
        + [Array("key".utf8)])
    folded = Set(Self.bytes(rows).map(Self.folded))
  }

  private static func bytes(_ rows: [FieldSpec]) -> Set<Bytes> {
    Set(rows.flatMap(\.spellings).map { Array($0.utf8) })
  }

  /// The letters and digits of a name in small letters: PHP makes `_` of a blank, others cut it off.
  static func bare(_ name: Bytes) -> Bytes {
    name.filter(\.isAlphanumeric).lowercased
  }

  /// A name in small letters, whatever alphabet it is written in.
  static func folded(_ name: Bytes) -> Bytes {
    if name.allSatisfy({ $0 < 0x80 }) { return name.lowercased }
    return Array(String(decoding: name, as: UTF8.self).lowercased().utf8)
  }

  /// Whether two of the names are one in other letters, or are one altogether; true also where that
  /// takes a closer look.
  static func mayRepeat(_ fields: [Field]) -> Bool {
    // Each is held against all before it.
    guard fields.count <= FieldList.few else { return true }
    return fields.enumerated().contains { index, field in
      !field.name.allSatisfy { $0 < 0x80 }
        || fields[..<index].contains { $0.name.isSameIgnoringCase(as: field.name) }
    }
  }
}
