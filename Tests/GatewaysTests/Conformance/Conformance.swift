import Gateways

/// Compares a built-in gateway with its document, in both directions.
struct Conformance {
  let gateway: GatewaySpec
  let document: DocumentFacts
  /// What differs: `gateway/message/field: what`.
  private(set) var differences: [String] = []
  /// How many rows of the document were compared.
  private(set) var comparedRows = 0

  init(_ gateway: GatewaySpec, _ document: DocumentFacts) {
    self.gateway = gateway
    self.document = document
    for kind in MessageKind.allCases { compare(kind) }
    for kind in CodeTable.Kind.allCases { compareCodes(kind) }
    for (kind, names) in document.templates { compareTemplate(kind, names) }
  }

  private mutating func report(_ place: String, _ what: String) {
    differences.append("\(gateway.id)/\(place): \(what)")
  }

  private mutating func compare(_ kind: MessageKind) {
    let rows = document.tables[kind] ?? []
    let fields = gateway.message(kind)?.fields ?? []
    let documented = fields.prefix { $0.isDocumented }
    if fields.dropFirst(documented.count).contains(where: \.isDocumented) {
      report(kind.rawValue, "an undocumented row stands before a documented one")
    }
    if documented.map(\.name) != rows.map(\.name) {
      report(kind.rawValue, "names \(documented.map(\.name)), printed \(rows.map(\.name))")
    }
    for row in rows {
      guard let field = documented.first(where: { $0.name == row.name }) else { continue }
      comparedRows += 1
      compare(field, row, "\(kind.rawValue)/\(row.name)")
    }
  }

  private mutating func compare(_ field: FieldSpec, _ row: RowFact, _ place: String) {
    if field.label != row.label { report(place, "label \(field.label), printed \(row.label)") }
    if field.signed != row.isSigned { report(place, "signed") }
    if field.maximumLength != row.maximumLength { report(place, "length") }
    let example = field.example?.filter { !$0.isWhitespace }
    if example != row.example {
      report(place, "example \(field.example ?? "none"), printed \(row.example ?? "none")")
    }
    if !agree(field.requirement, row) { report(place, "requirement") }
    if let type = row.type?.lowercased() {
      let isLiteral = ["int", "long", "boolean"].contains { type.hasPrefix($0) }
      if field.isJSONLiteral != isLiteral { report(place, "JSON literal, printed \(type)") }
      if (field.kind == .object) != (type == "jsonobject") { report(place, "object") }
    }
  }

  private func agree(_ requirement: FieldSpec.Requirement, _ row: RowFact) -> Bool {
    switch requirement {
    case .required: row.isRequired == true && !row.isEitherOr
    case .oneOf: row.isRequired == true && row.isEitherOr
    case .optional: row.isRequired == false
    case .unstated: row.isRequired == nil
    }
  }

  private mutating func compareCodes(_ kind: CodeTable.Kind) {
    let printed = document.codes[kind] ?? []
    let ours = gateway.codeTable(kind)?.rows ?? []
    comparedRows += printed.count
    if ours.count != printed.count {
      report(kind.rawValue, "\(ours.count) codes, printed \(printed.count)")
    }
    for (row, printedRow) in zip(ours, printed) where row != printedRow {
      report("\(kind.rawValue)/\(row.code)", "\(row), printed \(printedRow)")
    }
  }

  private mutating func compareTemplate(_ kind: MessageKind, _ names: [String]) {
    comparedRows += 1
    guard gateway.message(kind)?.signing?.selection == .listed(names) else {
      return report(kind.rawValue, "template, printed \(names)")
    }
  }
}
