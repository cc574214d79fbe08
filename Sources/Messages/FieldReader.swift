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
  private var nested: [String: FieldList] = [:]
  private let names: FieldNames

  /// Prepares to read. Nested objects that are no JSON count as empty.
  public init(_ fields: FieldList, message: MessageSpec) {
    self.fields = fields
    self.message = message
    let names = FieldNames(message)
    self.names = names
    for parent in message.parents {
      let row = message.field(named: parent)
      switch row.flatMap({ names.field(of: $0, in: fields)?.value }) {
      case .nested(let raw), .text(let raw):
        nested[parent] = try? JSONScanner.object(raw)
      default: break
      }
    }
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
    for place in message.fields.indices where message.fields[place].role == role {
      if let value = value(of: message.fields[place]), !value.isEmpty { return value }
    }
    return nil
  }

  /// The text of that role, or nil when it is absent or empty.
  public func text(_ role: Role) -> String? { value(role)?.display }

  /// The amount of that role in its row's unit; nil when absent, an error when it is no amount.
  public func money(_ role: Role) -> Result<Money, MoneyError>? {
    for place in message.fields.indices where message.fields[place].role == role {
      let row = message.fields[place]
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
    let strange = fields.fields.map(\.displayName).filter { name in
      !message.fields.indices.contains { place in
        message.fields[place].parent == nil && message.fields[place].isSpelt(name)
      }
    }
    guard !strange.isEmpty else { return [] }
    let rows = message.fields.filter { $0.parent == nil }
    let read = Set(rows.compactMap { field(of: $0)?.displayName })
    return strange.filter { !read.contains($0) }
  }
}
