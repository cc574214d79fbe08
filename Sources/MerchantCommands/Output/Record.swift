import PaymentValues
import WireFormat

/// One record of a result: what a line of NDJSON or a row of CSV holds.
struct Record {
  let cells: [(name: String, cell: Cell)]
  /// The members of a JSON object that is no list of cells, made when they are asked for; nil where it
  /// is one.
  private let own: (@Sendable () -> Document.Members)?

  init(_ cells: [(String, Cell)]) {
    self.cells = cells.map { (name: $0.0, cell: $0.1) }
    own = nil
  }

  /// A record whose JSON object is no list of cells.
  init(
    _ cells: [(String, Cell)], members: @autoclosure @escaping @Sendable () -> Document.Members
  ) {
    self.cells = cells.map { (name: $0.0, cell: $0.1) }
    own = members
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

  /// The members of the JSON object.
  var members: Document.Members {
    own?() ?? cells.map { (Self.jsonName($0.name, $0.cell), $0.cell.value) }
  }

  /// The record as a JSON object.
  var json: JSONValue { .object(members) }

  /// What may be chosen of it in JSON: its members, and where it is no list of cells, those, too.
  var choices: Document.Members { own == nil ? members : Self.joined(members, cellTexts) }

  /// The cell of that name; an empty one without it.
  subscript(_ name: String) -> Cell { cells.first { $0.name == name }?.cell ?? .text(nil) }

  /// The text of a cell; nothing without it.
  func text(_ name: String) -> String { self[name].text }

  /// The texts of all cells.
  var texts: [String] { cells.map(\.cell.text) }

  /// What a template may name: the cells as text, and the members that have another name.
  var named: Document.Members { Self.joined(cellTexts, members) }

  private var cellTexts: Document.Members { cells.map { ($0.name, .string($0.cell.text)) } }

  private static func joined(_ first: Document.Members, _ more: Document.Members)
    -> Document.Members
  {
    first + more.filter { member in !first.contains { $0.0 == member.0 } }
  }

  private static func jsonName(_ name: String, _ cell: Cell) -> String {
    if case .money = cell { return name + "_fen" }
    return name
  }
}
