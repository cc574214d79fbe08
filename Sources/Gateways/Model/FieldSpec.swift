import PaymentValues

/// One row of a document's table.
public struct FieldSpec: Sendable, Equatable {
  /// Whether the document wants the field.
  public enum Requirement: Sendable, Equatable {
    /// 是.
    case required
    /// 否.
    case optional
    /// Printed as required, but one of the group is enough (二者传一即可).
    case oneOf(String)
    /// The table has no such column.
    case unstated
  }

  /// What a value may be.
  public enum Kind: Sendable, Equatable {
    /// Any text.
    case text
    /// A whole number.
    case integer
    /// `true` or `false`.
    case boolean
    /// An amount in the given unit.
    case amount(AmountUnit)
    /// `2016-12-26 18:18:18` in Beijing.
    case dateTime
    /// `20161226181818` in Beijing.
    case compactDateTime
    /// Milliseconds since 1970.
    case milliseconds
    /// An absolute URL.
    case url
    /// A code of the gateway's table of that kind; codes outside it are allowed with a warning.
    case code(CodeTable.Kind)
    /// One of a short list.
    case choice([String])
    /// A JSON object that holds other fields.
    case object
  }

  /// The name on the wire.
  public var name: String
  /// The document's label (参数含义).
  public var label: String
  /// Whether it must be there.
  public var requirement: Requirement
  /// What it may be.
  public var kind: Kind
  /// Its meaning; nil when the program has no use for it.
  public var role: Role?
  /// The 参与签名 column; nil when the table has none or leaves the cell empty.
  public var signed: Bool?
  /// Most characters, where the document says so.
  public var maximumLength: Int?
  /// The document's example.
  public var example: String?
  /// What else to know, in our words.
  public var note: String?
  /// The object that holds the field, for instance in an answer.
  public var parent: String?
  /// Other spellings that real messages use, the document's own slips included.
  public var aliases: [String]
  /// False for a field that only real servers send.
  public var isDocumented: Bool
  /// Whether a JSON body carries the value as a number or boolean instead of a string.
  public var isJSONLiteral: Bool
  /// The value that a request carries when neither operator nor profile gives one.
  public var defaultValue: String?
  /// False where servers of the family are known to take a request without the field, or with a longer
  /// value, although the document wants it so. Requests are made by the document all the same.
  public var isEnforced: Bool

  /// Makes a row. Only name, label and requirement are always needed.
  public init(
    _ name: String, _ label: String, _ requirement: Requirement, _ kind: Kind = .text,
    role: Role? = nil, signed: Bool? = nil, max maximumLength: Int? = nil, example: String? = nil,
    note: String? = nil, parent: String? = nil, aliases: [String] = [], documented: Bool = true,
    jsonLiteral: Bool = false, defaultValue: String? = nil, enforced: Bool = true
  ) {
    self.name = name
    self.label = label
    self.requirement = requirement
    self.kind = kind
    self.role = role
    self.signed = signed
    self.maximumLength = maximumLength
    self.example = example
    self.note = note
    self.parent = parent
    self.aliases = aliases
    isDocumented = documented
    isJSONLiteral = jsonLiteral
    self.defaultValue = defaultValue
    isEnforced = enforced
  }

  /// The value that the field has whenever nothing else gives it one: its default, or the only choice
  /// that there is.
  public var fixedValue: String? {
    if let defaultValue { return defaultValue }
    if case .choice(let values) = kind, values.count == 1 { return values.first }
    return nil
  }

  /// The name and its other spellings.
  public var spellings: [String] { [name] + aliases }

  /// Whether the name is the row's, in one of its spellings.
  package func isSpelt(_ name: String) -> Bool { self.name == name || aliases.contains(name) }
}
