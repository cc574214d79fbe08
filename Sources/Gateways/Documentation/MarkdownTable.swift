/// A table in Markdown.
enum MarkdownTable {
  /// The table's lines; nothing when there are no rows. Columns that are empty in every row vanish.
  static func text(_ heading: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    let columns = heading.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    func line(_ cells: [String]) -> String {
      "| " + columns.map { escaped(cells[$0]) }.joined(separator: " | ") + " |\n"
    }
    let rule = "|" + columns.map { _ in "---|" }.joined() + "\n"
    return line(heading) + rule + rows.map(line).joined()
  }

  /// A value as inline code; empty stays empty.
  static func code(_ text: String) -> String { text.isEmpty ? "" : "`\(text)`" }

  private static func escaped(_ cell: String) -> String {
    var text = ""
    for character in cell {
      if character == "|" { text += "\\|" } else { text.append(character) }
    }
    return text
  }
}
