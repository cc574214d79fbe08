import PaymentValues
import WireFormat

/// One record of a result: what a line of NDJSON or a row of CSV holds.
struct Record {
  let cells: [(name: String, cell: Cell)]
  /// The members of the JSON object.
  let members: Document.Members
  /// What may be chosen of it in JSON: its members, and where it is no list of cells, those, too.
  let choices: Document.Members

  init(_ cells: [(String, Cell)]) {
    self.cells = cells.map { (name: $0.0, cell: $0.1) }
    members = cells.map { name, cell in (Self.jsonName(name, cell), cell.value) }
    choices = members
  }

  /// A record whose JSON object is no list of cells.
  init(_ cells: [(String, Cell)], members: Document.Members) {
    self.cells = cells.map { (name: $0.0, cell: $0.1) }
    self.members = members
    let others = cells.filter { cell in !members.contains { $0.0 == cell.0 } }
    choices = members + others.map { ($0.0, .string($0.1.text)) }
  }

  /// The record of a JSON object, for results that are one: NAME_fen is money, everything else has one
  /// form everywhere.
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

  /// The record as a JSON object.
  var json: JSONValue { .object(members) }

  /// The cell of that name; an empty one without it.
  subscript(_ name: String) -> Cell { cells.first { $0.name == name }?.cell ?? .text(nil) }

  /// The text of a cell; nothing without it.
  func text(_ name: String) -> String { self[name].text }

  /// The texts of all cells.
  var texts: [String] { cells.map(\.cell.text) }

  /// What a template may name: the cells as text, and the members that have another name.
  var named: Document.Members {
    let texts = cells.map { ($0.name, JSONValue.string($0.cell.text)) }
    return texts + members.filter { member in !texts.contains { $0.0 == member.0 } }
  }

  private static func jsonName(_ name: String, _ cell: Cell) -> String {
    if case .money = cell { return name + "_fen" }
    return name
  }
}
