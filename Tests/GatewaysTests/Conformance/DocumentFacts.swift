import Gateways
import TestSupport

/// One row of a document's table without its prose.
struct RowFact: Equatable {
  var name: String
  var label: String
  /// 是否必填; nil when the table has no such column.
  var isRequired: Bool?
  /// 参与签名; nil when the table has no such column.
  var isSigned: Bool?
  /// The column 类型; nil when the table has none.
  var type: String?
  /// The length that type or remark names, in characters.
  var maximumLength: Int?
  /// The printed example, without blanks.
  var example: String?
  /// Whether one of two rows is enough.
  var isEitherOr = false
  /// `number label` of each state that the remark lists.
  var states: [String] = []
}

/// The facts of one document: names, order, requirements, lengths, types and codes. They lie beside
/// the tests as lines of cells parted by tabs, so that the catalog is compared in a clone that has
/// no documents, too; where the documents lie, the facts are compared with them.
struct DocumentFacts: Equatable {
  /// Rows by message, in the document's order.
  var tables: [MessageKind: [RowFact]] = [:]
  /// Rows of the code tables.
  var codes: [CodeTable.Kind: [CodeTable.Row]] = [:]
  /// Names in the printed strings to sign.
  var templates: [MessageKind: [String]] = [:]
  /// Paths, acknowledgements and labels of states of the catalog that the document prints.
  var printed: [String] = []

  /// The facts of a document.
  init(_ document: GatewayDocument, of gateway: GatewaySpec) {
    tables = document.tables.mapValues { $0.map(\.fact) }
    codes = document.codes
    templates = document.templates
    printed = Self.words(of: gateway).filter { document.squeezed.contains($0) }
  }

  /// What a catalog claims that its document prints somewhere.
  static func words(of gateway: GatewaySpec) -> [String] {
    let deliveries = gateway.operations.compactMap(\.delivery)
    let states = gateway.messages.flatMap(\.states).filter(\.isDocumented)
    var words =
      gateway.operations.flatMap(\.endpoints).map(\.path) + deliveries.map(\.acknowledgement)
      + states.map(\.label)
    if let text = signedNames(of: gateway) { words.append(text) }
    return words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The string to sign that two documents print with the names in the values' places.
  private static func signedNames(of gateway: GatewaySpec) -> String? {
    let marked = gateway.message(.order)?.fields.filter { $0.signed == true }.map(\.name) ?? []
    guard !marked.isEmpty else { return nil }
    return "\"" + marked.sorted().map { "\($0)=\($0)&" }.joined() + "key=key\""
  }
}

extension DocumentFacts {
  /// Where the facts of a gateway lie.
  static func path(_ id: String) -> String {
    TestFiles.root + "/Tests/GatewaysTests/Facts/\(id).tsv"
  }

  /// The facts that lie beside the tests, or nil when there are none.
  static func recorded(_ id: String) -> DocumentFacts? {
    TestFiles.text(path(id)).map(DocumentFacts.init(text:))
  }

  /// One line a fact; empty cells stand for what the document does not say.
  var text: String {
    var lines: [[String]] = []
    for kind in MessageKind.allCases {
      for row in tables[kind] ?? [] {
        lines.append([
          "row", kind.rawValue, row.name, row.label, Self.mark(row.isRequired),
          Self.mark(row.isSigned), row.type ?? "", row.maximumLength.map(String.init) ?? "",
          row.example ?? "", row.isEitherOr ? "either" : "", row.states.joined(separator: "|"),
        ])
      }
    }
    for kind in CodeTable.Kind.allCases {
      lines += (codes[kind] ?? []).map { ["code", kind.rawValue, $0.code, $0.name] + $0.details }
    }
    for kind in MessageKind.allCases {
      if let names = templates[kind] { lines.append(["template", kind.rawValue] + names) }
    }
    lines += printed.map { ["printed", $0] }
    return lines.map { $0.joined(separator: "\t") + "\n" }.joined()
  }

  private init(text: String) {
    for line in text.split(separator: "\n") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      switch cells[0] {
      case "row" where cells.count == 11:
        guard let kind = MessageKind(rawValue: cells[1]) else { continue }
        tables[kind, default: []].append(Self.row(cells))
      case "code" where cells.count > 3:
        guard let kind = CodeTable.Kind(rawValue: cells[1]) else { continue }
        codes[kind, default: []].append(
          .init(code: cells[2], name: cells[3], details: Array(cells[4...])))
      case "template":
        guard let kind = MessageKind(rawValue: cells[1]) else { continue }
        templates[kind] = Array(cells[2...])
      default: printed.append(contentsOf: cells.dropFirst())
      }
    }
  }

  private static func row(_ cells: [String]) -> RowFact {
    RowFact(
      name: cells[2], label: cells[3], isRequired: flag(cells[4]), isSigned: flag(cells[5]),
      type: cells[6].isEmpty ? nil : cells[6], maximumLength: Int(cells[7]),
      example: cells[8].isEmpty ? nil : cells[8], isEitherOr: cells[9] == "either",
      states: cells[10].split(separator: "|").map(String.init))
  }

  private static func mark(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "" }

  private static func flag(_ mark: String) -> Bool? { mark.isEmpty ? nil : mark == "yes" }
}
