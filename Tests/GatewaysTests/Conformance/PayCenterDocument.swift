import Gateways

/// pay-center.txt: cells parted by tabs under numbered headings; tables go on across pages.
enum PayCenterDocument {
  private static let kinds: [Substring: MessageKind] = [
    "2.1.4": .order, "2.1.5": .orderAnswer, "2.2.3": .query, "2.2.4": .queryAnswer,
    "2.3.2": .orderCallback, "3.1.3": .payout, "3.1.4": .payoutAnswer, "3.2.3": .payoutQuery,
    "3.2.4": .payoutQueryAnswer, "3.3.2": .payoutCallback,
  ]

  static func parse(_ text: String) -> GatewayDocument {
    var document = GatewayDocument(text: text)
    var section: Substring = ""
    for line in text.split(separator: "\n") {
      if let match = line.prefixMatch(of: #/#*\s*(\d\.\d(\.\d)?)\.? /#) { section = match.1 }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(\.trimmed)
      if let kind = kinds[section], let row = row(cells) {
        document.tables[kind, default: []].append(row)
      } else if let (kind, row) = code(cells, section: section) {
        document.codes[kind, default: []].append(row)
      }
    }
    return document
  }

  private static func row(_ cells: [String]) -> DocumentRow? {
    guard cells.count >= 6, cells[2] == "是" || cells[2] == "否" else { return nil }
    var example = cells[4].filter { !$0.isWhitespace }
    if let match = example.firstMatch(of: #/>(.+)<\/a>/#) { example = String(match.1) }
    return DocumentRow(
      name: cells[1], label: cells[0], isRequired: cells[2] == "是", type: cells[3],
      example: example.isEmpty ? nil : example, description: cells[5])
  }

  private static func code(
    _ cells: [String], section: Substring
  ) -> (CodeTable.Kind, CodeTable.Row)? {
    guard cells.count >= 3, cells[0].wholeMatch(of: #/[A-Z]*\d+/#) != nil else { return nil }
    switch section {
    case "4.1": return (.channel, .init(code: cells[0], name: cells[1], details: [cells[2]]))
    case "4.2": return (.error, .init(code: cells[0], name: cells[1], details: Array(cells[2...])))
    case "4.3": return (.payoutBank, .init(code: cells[0], name: cells[2], details: [cells[1]]))
    default: return nil
    }
  }
}
