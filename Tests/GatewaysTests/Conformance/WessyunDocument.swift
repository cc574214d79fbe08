import Gateways

/// wessyun.txt: a cell is a line behind a tab, a row is a group of such lines.
enum WessyunDocument {
  private static let kinds: [MessageKind] = [.order, .orderCallback, .query, .queryAnswer]

  static func parse(_ text: String) -> GatewayDocument {
    var document = GatewayDocument(text: text)
    var headings: [[String]] = []
    for group in groups(text) {
      if group.first == "参数名称" || group.first == "银行编码" {
        headings.append(group)
      } else if let heading = headings.last {
        if heading.first == "银行编码" {
          document.codes[.channel, default: []].append(.init(code: group[0], name: group[1]))
        } else {
          document.tables[kinds[headings.count - 1], default: []].append(
            row(group, heading: heading))
        }
      }
    }
    return document
  }

  private static func groups(_ text: String) -> [[String]] {
    var groups: [[String]] = []
    var group: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("\t") {
        group.append(line.dropFirst().trimmed)
      } else if !group.isEmpty {
        groups.append(group)
        group = []
      }
    }
    return group.isEmpty ? groups : groups + [group]
  }

  private static func row(_ cells: [String], heading: [String]) -> DocumentRow {
    var row = DocumentRow(name: cells[0], label: cells[1])
    for (title, cell) in zip(heading, cells) {
      switch title {
      case "是否必填": row.isRequired = cell == "是"
      case "参与签名": row.isSigned = cell == "是"
      case "参数说明": row.description = cell
      default: break
      }
    }
    if let match = row.description.firstMatch(of: #/时间格式：(.+)/#) { row.example = String(match.1) }
    return row
  }
}
