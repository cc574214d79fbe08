import Gateways
import Signing
import WireFormat

/// One complete guess at how a signature was made. Hypotheses are changes to it.
struct Trial {
  /// A field of the message, whether it is signed or not.
  struct Part {
    /// What a part holds, shared by all trials that leave it alone: copying them is most of a
    /// search's work.
    private final class Content: Sendable {
      let name: Bytes
      let value: FieldValue
      let text: Bytes
      let blank: Blank

      init(_ name: Bytes, _ value: FieldValue, _ text: Bytes) {
        self.name = name
        self.value = value
        self.text = text
        blank = Blank(value)
      }
    }

    /// How empty a value is.
    enum Blank: Comparable {
      case full
      /// What PHP's `empty()` calls so, such as a lone 0.
      case emptyToPHP
      case empty
      case null

      init(_ value: FieldValue) {
        self =
          value == .null
          ? .null : value.isEmpty ? .empty : ValueWriter.isEmptyToPHP(value) ? .emptyToPHP : .full
      }
    }

    private var content: Content
    var isSigned: Bool
    /// Its place where the rule keeps an order of its own.
    var place: Int
    /// Its place in the message; fields that the rule adds count on from its end. No two are alike.
    var given: Int

    init(name: Bytes, value: FieldValue, text: Bytes, isSigned: Bool, place: Int, given: Int) {
      content = Content(name, value, text)
      self.isSigned = isSigned
      self.place = place
      self.given = given
    }

    var name: Bytes {
      get { content.name }
      set { content = Content(newValue, content.value, content.text) }
    }
    /// As it came: decides whether it counts as empty.
    var value: FieldValue {
      get { content.value }
      set { content = Content(content.name, newValue, content.text) }
    }
    /// As it is hashed.
    var text: Bytes {
      get { content.text }
      set { content = Content(content.name, content.value, newValue) }
    }
    var blank: Blank { content.blank }
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

  /// Adds a signed field behind the others, an empty one as `name=` whatever the rule drops.
  mutating func sign(_ name: Bytes, as text: Bytes) {
    let place = parts.count + 1000
    parts.append(
      Part(
        name: name, value: text.isEmpty ? .boolean(true) : .text(text), text: text, isSigned: true,
        place: place, given: place))
  }

  /// Whether the part is there but the rule for empty values drops it.
  func isLeftOut(_ part: Part) -> Bool {
    switch empties {
    case .kept, .nullAsWord: false
    case .nullDropped: part.blank == .null
    case .dropped: part.blank >= .empty
    case .droppedAsPHP: part.blank >= .emptyToPHP
    }
  }
}
