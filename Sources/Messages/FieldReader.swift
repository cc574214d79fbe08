import Gateways
import PaymentValues
import Signing
import WireFormat

/// Reads a message's fields by role, through other spellings and into nested objects.
public struct FieldReader: Sendable {
  /// The message as it came.
  public let fields: FieldList
  /// Its table.
  public let message: MessageSpec
  private let nested: [String: FieldList]
  private let names: FieldNames

  /// Prepares to read. Nested objects that are no JSON count as empty.
  public init(_ fields: FieldList, message: MessageSpec) {
    self.fields = fields
    self.message = message
    let names = FieldNames(message)
    self.names = names
    var nested: [String: FieldList] = [:]
    for parent in Set(message.fields.compactMap(\.parent)) {
      let row = message.field(named: parent)
      switch row.flatMap({ names.field(of: $0, in: fields)?.value }) {
      case .nested(let raw), .text(let raw):
        nested[parent] = try? JSONScanner.object(raw)
      default: break
      }
    }
    self.nested = nested
  }

  /// The field that stands for a row, or nil when it is absent; the signer takes the same one.
  public func field(of row: FieldSpec) -> Field? { names.field(of: row, in: list(of: row)) }

  /// The value of a row, or nil when it is absent.
  public func value(of row: FieldSpec) -> FieldValue? { field(of: row)?.value }

  /// The fields among which a row's field stands: the message's, or those of its object.
  func list(of row: FieldSpec) -> FieldList {
    row.parent.map { nested[$0] ?? FieldList() } ?? fields
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
    let rows = message.fields.filter { $0.parent == nil }
    let known = Set(rows.flatMap(\.spellings))
    let read = Set(rows.compactMap { field(of: $0)?.displayName })
    return fields.fields.map(\.displayName).filter { !known.contains($0) && !read.contains($0) }
  }
}
