import Gateways

/// lianhe.txt: tables with tabs, templates to sign, URLs and JSON written as prose.
enum LianheDocument {
  private static let tableKinds: [MessageKind] = [.order, .orderCallback, .payout, .payoutCallback]
  private static let templateKinds: [MessageKind] = [
    .order, .orderCallback, .query, .payout, .payoutCallback, .payoutQuery,
  ]
  private static let answerKinds: [MessageKind] = [
    .orderAnswer, .queryAnswer, .payoutAnswer, .payoutQueryAnswer,
  ]
  private static let queryKinds: [MessageKind] = [.query, .payoutQuery]

  static func parse(_ text: String) -> GatewayDocument {
    var document = GatewayDocument(text: text)
    var heading: [String] = []
    var count = (tables: 0, templates: 0, answers: 0, queries: 0)
    for raw in text.split(separator: "\n") {
      let line = raw.filter { $0 != "`" }.trimmed
      let cells = line.split(separator: "\t").map(String.init)
      if ["参数", "ID", "错误代码"].contains(cells.first) {
        heading = cells
        if cells[0] == "参数" { count.tables += 1 }
      } else if cells.count > 1 {
        switch heading.first {
        case "ID":
          document.codes[.channel, default: []].append(.init(code: cells[0], name: cells[1]))
        case "错误代码":
          document.codes[.error, default: []].append(.init(code: cells[0], name: cells[1]))
        default: document.tables[tableKinds[count.tables - 1], default: []].append(row(cells))
        }
      } else if line.hasSuffix("&key=商户密钥") {
        document.templates[templateKinds[count.templates]] = names(line).dropLast()
        count.templates += 1
      } else if line.hasPrefix("{") {
        document.tables[answerKinds[count.answers]] = answer(line)
        count.answers += 1
      } else if line.hasPrefix("GET /"), let mark = line.firstIndex(of: "?") {
        document.tables[queryKinds[count.queries]] = query(line[mark...].dropFirst())
        count.queries += 1
      }
    }
    document.addPayURLExample(text)
    return document
  }

  private static func row(_ cells: [String]) -> DocumentRow {
    DocumentRow(
      name: cells[0], label: String(cells[2].prefix { $0 != "，" }), isRequired: cells[1] == "是",
      description: cells[2])
  }

  private static func names(_ template: String) -> [String] {
    template.split(separator: "&").map { String($0.prefix { $0 != "=" }) }
  }

  private static func query(_ text: Substring) -> [DocumentRow] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=")
      return DocumentRow(name: String(parts[0]), label: String(parts[1].prefix { $0 != "(" }))
    }
  }

  private static func answer(_ line: String) -> [DocumentRow] {
    line.matches(of: #/"?(\w+)"?\s*:\s*"?([^",{}]*)/#).map {
      DocumentRow(name: String($0.1), label: $0.2.trimmed)
    }
  }
}

extension GatewayDocument {
  fileprivate mutating func addPayURLExample(_ text: String) {
    guard let match = text.firstMatch(of: #/比如(\/\S+?)，/#),
      let index = tables[.orderAnswer]?.firstIndex(where: { $0.name == "payUrl" })
    else { return }
    tables[.orderAnswer]?[index].example = String(match.1)
  }
}
