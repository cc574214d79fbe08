import Gateways
import WireFormat

/// One complete guess at how a signature was made. Hypotheses are changes to it.
struct Trial {
  /// A field of the message, whether it is signed or not.
  struct Part {
    var name: Bytes
    /// As it came: decides whether it counts as empty.
    var value: FieldValue
    /// As it is hashed.
    var text: Bytes
    var isSigned: Bool
    /// Its place where the rule keeps an order of its own.
    var place: Int
    /// Its place in the message; fields that the rule adds count on from its end. No two are alike.
    var given: Int
  }

  /// A piece of what stands before or after the pairs.
  enum Piece: Equatable {
    case text(Bytes)
    case key
    case otherKey(Bytes)
    /// The first half of the key, or the second.
    case half(isSecond: Bool)
    /// The first bytes of the key.
    case head(Int)
  }

  /// How the finished text became bytes.
  enum Charset {
    case utf8
    case gb18030
    case utf16LittleEndian
    case utf16BigEndian
    case utf16WithMark
    case latin1Twice
    case questionMarks
  }

  /// What is computed over the bytes.
  enum Hash {
    case md5
    case md5OfLowerHex
    case md5OfUpperHex
    case md5OfRaw
    case sha1
    case sha256
    case hmacMD5
    case hmacSHA1
    case hmacSHA256
  }

  var parts: [Part]
  var empties: SigningRule.Empties
  var nullWord: Bytes = Array("null".utf8)
  var order: SigningRule.Order
  /// Whether the pairs stand the other way round, as PHP's krsort and array_reverse leave them.
  var isReversed = false
  var includesNames: Bool
  var joiner: Bytes
  var separator: Bytes
  var front: [Piece] = []
  var back: [Piece] = []
  /// The name under which the key stands among the pairs; nil when it does not.
  var sortedKeyName: Bytes?
  var key: Bytes
  var charset = Charset.utf8
  var hash: Hash
  var letterCase: SigningRule.LetterCase
  var acceptsEitherCase: Bool
}

extension Trial {
  /// The guess that the rule itself makes.
  init(_ list: FieldList, message: MessageSpec, rule: SigningRule, key: Bytes) {
    parts = Trial.parts(list, message: message, rule: rule)
    empties = rule.empties
    order = rule.order
    includesNames = rule.includesNames
    joiner = Array(rule.nameValueSeparator.utf8)
    separator = Array(rule.pairSeparator.utf8)
    self.key = key
    hash = Hash(rule.digest)
    letterCase = rule.letterCase
    acceptsEitherCase = rule.acceptsEitherCase
    switch rule.key {
    case .outside: break
    case .appended(let prefix): back = [.text(Array(prefix.utf8)), .key]
    case .prepended(let suffix): front = [.key, .text(Array(suffix.utf8))]
    case .surrounding(let before, let after):
      front = [.key, .text(Array(before.utf8))]
      back = [.text(Array(after.utf8)), .key]
    case .sorted(let name): sortedKeyName = Array(name.utf8)
    }
  }

  private static func parts(_ list: FieldList, message: MessageSpec, rule: SigningRule) -> [Part] {
    let writer = ValueWriter(rule: rule.with { $0.empties = .kept })
    func part(_ field: Field, signed: Bool, place: Int, given: Int) -> Part {
      Part(
        name: field.name, value: field.value, text: writer.text(of: field) ?? [],
        isSigned: signed, place: place, given: given)
    }
    let chosen = FieldSelection.fields(list, message: message, rule: rule)
    var taken: Set<Int> = []
    var parts: [Part] = []
    for (place, field) in chosen.enumerated() {
      let spellings = message.field(named: field.displayName)?.spellings ?? []
      let found =
        list.fields.lastIndex { $0 == field }
        ?? list.fields.lastIndex { spellings.contains($0.displayName) }
      if let found { taken.insert(found) }
      parts.append(
        part(field, signed: true, place: place, given: found ?? list.fields.count + place))
    }
    for (index, field) in list.fields.enumerated() where !taken.contains(index) {
      let place = chosen.count + index
      parts.append(part(field, signed: false, place: place, given: index))
    }
    if case .listed = rule.selection { return sortedByName(parts) }
    for index in parts.indices { parts[index].place = parts[index].given }
    return sortedByName(parts)
  }

  /// Most trials hash the parts by name: kept so, they need no sorting again and again.
  private static func sortedByName(_ parts: [Part]) -> [Part] {
    parts.sorted { left, right in
      left.name == right.name
        ? left.given < right.given : left.name.lexicographicallyPrecedes(right.name)
    }
  }

  /// Changes the part that has that place in the message.
  mutating func change(_ given: Int, _ change: (inout Part) -> Void) {
    guard let index = parts.firstIndex(where: { $0.given == given }) else { return }
    change(&parts[index])
  }

  /// Whether the part is there but the rule for empty values drops it.
  func isLeftOut(_ part: Part) -> Bool {
    switch empties {
    case .kept, .nullAsWord: false
    case .nullDropped: part.value == .null
    case .dropped: part.value.isEmpty
    case .droppedAsPHP: part.value.isEmpty || ValueWriter.isEmptyToPHP(part.value)
    }
  }
}
