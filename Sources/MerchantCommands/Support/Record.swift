import PaymentValues
import WireFormat

/// A value of a record. The output form decides the name and the unit that it is shown with, so that
/// one name never stands for two units.
enum Cell {
  case text(String?)
  case count(Int)
  /// JSON has fen as a number under NAME_fen, text has yuan under NAME.
  case money(Money?)
  /// Milliseconds since 1970. JSON has RFC 3339, text has Beijing's clock.
  case time(Int64?)
  /// A value that has the same form everywhere.
  case json(JSONValue)

  fileprivate var value: JSONValue {
    switch self {
    case .text(let text): .optional(text)
    case .count(let count): JSONValue(count)
    case .money(let money): .optional(money?.fen)
    case .time(let time): .optional(time.map { BeijingTime(unixMilliseconds: $0).rfc3339 })
    case .json(let value): value
    }
  }

  fileprivate var text: String {
    switch self {
    case .text(let text): text ?? ""
    case .count(let count): String(count)
    case .money(let money): money?.yuan ?? ""
    case .time(let time): time.map { BeijingTime(unixMilliseconds: $0).text } ?? ""
    case .json(let value): TemplateText.plain(value)
    }
  }
}

/// One record of a result: what a line of NDJSON or a row of CSV holds.
struct Record {
  let cells: [(name: String, cell: Cell)]

  init(_ cells: [(String, Cell)]) { self.cells = cells.map { (name: $0.0, cell: $0.1) } }

  /// The record of a JSON object: NAME_fen is money, everything else has one form everywhere.
  init(_ members: Document.Members) {
    self.init(
      members.map { name, value in
        guard name.hasSuffix("_fen"), let money = Self.fen(value) else {
          return (name, .json(value))
        }
        return (String(name.dropLast(4)), money)
      })
  }

  /// Nil for what is no amount; no money in it for null.
  private static func fen(_ value: JSONValue) -> Cell? {
    if case .null = value { return .money(nil) }
    guard case .number(let literal) = value, let fen = Int64(literal) else { return nil }
    return .money(Money(fen: fen))
  }

  /// Texts under names.
  init(_ names: [String], _ texts: [String]) {
    self.init(zip(names, texts).map { ($0, .text($1)) })
  }

  /// The members of a JSON object.
  var members: Document.Members { cells.map { (Self.jsonName($0.name, $0.cell), $0.cell.value) } }

  /// The record as a JSON object.
  var json: JSONValue { .object(members) }

  /// The cells of CSV, TSV and tables.
  var texts: [(name: String, text: String)] { cells.map { ($0.name, $0.cell.text) } }

  /// The text of a cell; nothing without it.
  func text(_ name: String) -> String { texts.first { $0.name == name }?.text ?? "" }

  /// What a template may name: the cells as text, and the members that have another name.
  var named: Document.Members {
    let texts = texts.map { ($0.name, JSONValue.string($0.text)) }
    return texts + members.filter { member in !texts.contains { $0.0 == member.0 } }
  }

  private static func jsonName(_ name: String, _ cell: Cell) -> String {
    if case .money = cell { return name + "_fen" }
    return name
  }
}
