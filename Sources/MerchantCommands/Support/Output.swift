import ArgumentParsing
import TextLayout
import WireFormat

/// The forms in which a result can be printed.
enum OutputFormat: String, CaseIterable {
  case table, json, ndjson, csv, tsv, value
}

/// Prints results on standard output and everything else on standard error.
struct Output {
  let environment: CommandEnvironment
  let format: OutputFormat
  let command: ParsedCommand?
  /// Keys that no line on standard error may hold.
  let keys: KnownKeys

  /// Reads the format from `--output`, or from `--json`, which wins.
  init(environment: CommandEnvironment, command: ParsedCommand?, keys: KnownKeys = KnownKeys()) {
    self.environment = environment
    self.keys = keys
    self.command = command
    let chosen: OutputFormat? = command?.choice("output")
    format = command?.flag("json") == true ? .json : chosen ?? .table
  }

  /// Whether errors are printed as JSON, too.
  var isForPrograms: Bool { format == .json || format == .ndjson }

  /// Prints a result.
  func emit(_ document: Document) throws(CommandFailure) {
    if let template = command?.string("template") {
      try write(records(of: document).map { TemplateText.expand(template, $0) + "\n" }.joined())
      return
    }
    switch format {
    case .table:
      try write(document.lines.map { $0 + "\n" }.joined())
    case .json:
      let object = JSONValue.object([("schema", 1)] + selected(document.object))
      let layout: JSONWriter.Layout = environment.isTerminal.output ? .pretty : .compact
      try write(JSONWriter(layout: layout).string(object) + "\n")
    case .ndjson:
      try write(
        try records(of: document).map { JSONWriter().string(.object($0)) + "\n" }.joined())
    case .csv, .tsv:
      try emitRows(try records(of: document))
    case .value:
      guard let value = document.value else {
        throw CommandFailure(
          .usage, "no_single_value", "this result is no single value",
          hint: "use -o json with --fields, or --template")
      }
      try write(value + "\n")
    }
  }

  /// Writes text as it is.
  func write(_ text: String) throws(CommandFailure) {
    do { try environment.writeOutput(Array(text.utf8)) } catch {
      throw CommandFailure(.io, "output_unwritable", "standard output cannot be written")
    }
  }

  /// Whether nothing more reaches whoever reads standard output.
  var isLost: Bool { environment.lostOutput() != nil }

  /// One line that must be read, `--quiet` or not: on standard error, escaped for terminals.
  func insist(_ text: String) {
    environment.writeError(
      Array(
        (TerminalSafeText.escape(keys.all.covered(text), keepingLineFeeds: true) + "\n").utf8))
  }

  /// One line on standard error, escaped for terminals.
  func note(_ text: String) {
    if command?.flag("quiet") == true { return }
    insist(text)
  }

  private func records(of document: Document) throws(CommandFailure) -> [Document.Members] {
    let all = document.records ?? [document.object]
    return try all.map { (record) throws(CommandFailure) in selected(record) }
  }

  private func selected(_ members: Document.Members) -> Document.Members {
    let wanted = command?.strings("fields") ?? []
    guard !wanted.isEmpty else { return members }
    return wanted.compactMap { name in members.first { $0.0 == name } }
  }

  private func emitRows(_ records: [Document.Members]) throws(CommandFailure) {
    guard let first = records.first else { return }
    let columns = first.map(\.0)
    let excel = command?.flag("excel") == true
    let writer = CSVWriter(style: excel ? .excel : .plain)
    var bytes = writer.prelude
    for cells in [columns] + records.map({ record in columns.map { cell($0, in: record) } }) {
      if format == .csv {
        bytes += writer.row(cells)
      } else {
        let safe = cells.map { cell in
          cell.map { $0 == "\t" || $0.isNewline ? " " : String($0) }.joined()
        }
        bytes += Array((safe.joined(separator: "\t") + "\n").utf8)
      }
    }
    do { try environment.writeOutput(bytes) } catch {
      throw CommandFailure(.io, "output_unwritable", "standard output cannot be written")
    }
  }

  private func cell(_ name: String, in record: Document.Members) -> String {
    record.first { $0.0 == name }.map { TemplateText.plain($0.1) } ?? ""
  }
}

/// `{name}` in a text stands for a member's value; `\t` and `\n` for tab and line feed.
enum TemplateText {
  static func expand(_ template: String, _ members: Document.Members) -> String {
    var result = ""
    var rest = Substring(template)
    while let first = rest.first {
      if first == "\\", let next = rest.dropFirst().first, "tn\\{".contains(next) {
        result += next == "t" ? "\t" : next == "n" ? "\n" : String(next)
        rest = rest.dropFirst(2)
      } else if first == "{", let close = rest.firstIndex(of: "}") {
        let name = rest[rest.index(after: rest.startIndex)..<close]
        result += members.first { $0.0 == name }.map { plain($0.1) } ?? ""
        rest = rest[rest.index(after: close)...]
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// A value as plain text: strings without quotes, null as nothing.
  static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .number(let literal): literal
    case .bool(let flag): flag ? "true" : "false"
    case .null: ""
    default: JSONWriter().string(value)
    }
  }
}
