import TextLayout

/// Text layout shared by the commands' tables.
enum Layout {
  /// A table's lines; `Table` makes every cell safe for terminals.
  static func table(_ headers: [String], _ rows: [[String]], right: Set<Int> = []) -> [String] {
    Table(
      headers: headers, rows: rows,
      alignments: headers.indices.map { right.contains($0) ? .right : .left }
    ).lines()
  }

  /// `label  value` lines without headings.
  static func pairs(_ pairs: [(String, String)]) -> [String] {
    Table(rows: pairs.map { [$0.0, $0.1] }).lines()
  }
}
