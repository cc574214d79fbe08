import Gateways
import WireFormat

/// pay-index.txt: a row is a line of words; the marks 是 and 否 end the label.
enum PayIndexDocument {
  private static let kinds: [MessageKind] = [
    .order, .orderAnswer, .orderCallback, .query, .queryAnswer,
  ]

  static func parse(_ text: String) -> GatewayDocument {
    var document = GatewayDocument(text: text)
    var headings: [[Substring]] = []
    var inTable = false
    var codes: [CodeTable.Row] = []
    for line in text.split(separator: "\n") where !line.trimmed.isEmpty {
      let words = line.split(separator: " ")
      if line.hasPrefix("参数名称") {
        headings.append(words)
        inTable = true
      } else if let match = line.wholeMatch(of: #/(\d{3}) (.+)/#) {
        codes.append(CodeTable.Row(code: String(match.1), name: String(match.2)))
      } else if inTable, headings.count <= kinds.count, let heading = headings.last,
        let row = row(words, heading: heading)
      {
        document.tables[kinds[headings.count - 1], default: []].append(row)
      } else {
        inTable = false
      }
    }
    document.codes[.channel] = codes
    document.addExamples(of: text)
    return document
  }

  private static func row(_ words: [Substring], heading: [Substring]) -> DocumentRow? {
    guard let name = words.first, name.wholeMatch(of: #/[a-z0-9_A-Z]+/#) != nil,
      let mark = words.firstIndex(where: { $0 == "是" || $0 == "否" })
    else { return nil }
    var row = DocumentRow(
      name: String(name), label: words[1..<mark].joined(separator: " "),
      description: words.dropFirst(mark + 1).joined(separator: " "))
    let first = words[mark] == "是"
    if heading.contains("是否必填") {
      row.isRequired = first
      if heading.contains("参与签名"), mark + 1 < words.count { row.isSigned = words[mark + 1] == "是" }
    } else {
      // Also where the heading forgot the column (查询结果通知): the cell is there.
      row.isSigned = first
    }
    if let match = row.description.firstMatch(of: #/时间格式：(.+)/#) { row.example = String(match.1) }
    if let match = row.description.firstMatch(of: #/传 type=(\w+)/#) {
      row.example = String(match.1)
    }
    return row
  }
}

extension GatewayDocument {
  /// Takes examples from the printed answer, whose `ststus` is meant as `status`.
  fileprivate mutating func addExamples(of text: String) {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("{\"ststus\"") }),
      let members = (try? JSONValue.parse(Array(line.utf8)))?.objectMembers
    else { return }
    for (name, value) in members {
      let name = name == "ststus" ? "status" : name
      guard let index = tables[.orderAnswer]?.firstIndex(where: { $0.name == name }) else {
        continue
      }
      tables[.orderAnswer]?[index].example = value.stringValue
    }
  }
}
