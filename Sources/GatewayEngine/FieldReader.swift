import Gateways
import PaymentValues
import WireFormat

/// Reads a message's fields by role, through other spellings and into nested objects.
public struct FieldReader: Sendable {
  /// The message as it came.
  public let fields: FieldList
  /// Its table.
  public let message: MessageSpec
  private let nested: [String: FieldList]
  // ASP.NET writes names in either case (PROTOCOLS 3.3); a callback's names are taken as they are.
  private let ignoresCase: Bool

  /// Prepares to read. Nested objects that are no JSON count as empty.
  public init(_ fields: FieldList, message: MessageSpec) {
    self.fields = fields
    self.message = message
    let ignoresCase = message.kind.request != nil
    self.ignoresCase = ignoresCase
    var nested: [String: FieldList] = [:]
    for parent in Set(message.fields.compactMap(\.parent)) {
      let row = message.field(named: parent)
      switch row.flatMap({ Self.value(of: $0, in: fields, ignoringCase: ignoresCase) }) {
      case .nested(let raw), .text(let raw):
        nested[parent] = try? JSONScanner.object(raw)
      default: break
      }
    }
    self.nested = nested
  }

  /// The value of a row, or nil when it is absent.
  public func value(of row: FieldSpec) -> FieldValue? {
    let list = row.parent.map { nested[$0] ?? FieldList() } ?? fields
    return Self.value(of: row, in: list, ignoringCase: ignoresCase)
  }

  private static func value(of row: FieldSpec, in list: FieldList, ignoringCase: Bool)
    -> FieldValue?
  {
    if let value = row.spellings.compactMap({ list[$0] }).first { return value }
    guard ignoringCase else { return nil }
    let wanted = Set(row.spellings.map { $0.lowercased() })
    return list.fields.first { wanted.contains($0.displayName.lowercased()) }?.value
  }

  /// The first value that is there and not empty among the rows with that role.
  public func value(_ role: Role) -> FieldValue? {
    message.fields.filter { $0.role == role }.compactMap { value(of: $0) }.first { !$0.isEmpty }
  }

  /// The text of that role, or nil when it is absent or empty.
  public func text(_ role: Role) -> String? { value(role)?.display }

  /// The amount of that role in its row's unit; nil when absent, an error when it is no amount.
  public func money(_ role: Role) -> Result<Money, MoneyError>? {
    for row in message.fields where row.role == role {
      guard case .amount(let unit) = row.kind, let value = value(of: row), !value.isEmpty else {
        continue
      }
      do { return .success(try unit.money(value.literal)) } catch { return .failure(error) }
    }
    return nil
  }

  /// The gateway's word for the state, and ours; implied by the message when it has no such field.
  public var status: (word: String?, status: Status)? {
    if let word = text(.state) { return (word, message.status(ofState: word)) }
    return message.impliedStatus.map { (nil, $0) }
  }

  /// Names on the wire that no row of the table knows.
  public var unknownNames: [String] {
    let known = Set(message.fields.filter { $0.parent == nil }.flatMap(\.spellings))
    return fields.fields.map(\.displayName).filter { name in
      !known.contains(name)
        && !(ignoresCase && known.contains { $0.lowercased() == name.lowercased() })
    }
  }
}
