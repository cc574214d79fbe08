import PaymentValues
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
      let records = records(of: document)
      if let first = records.first {
        try MemberNames(known: first.named.map(\.0))
          .check(TemplateText.names(template), place: "--template")
      }
      try write(records.map { TemplateText.expand(template, $0.named) + "\n" }.joined())
      return
    }
    switch format {
    case .table:
      try write(document.lines.map { $0 + "\n" }.joined())
    case .json:
      let object = JSONValue.object(
        [("schema", JSONValue(Document.schema))] + (try selected(document.object)))
      let layout: JSONWriter.Layout = environment.isTerminal.output ? .pretty : .compact
      try write(JSONWriter(layout: layout).string(object) + "\n")
    case .ndjson:
      let all = records(of: document)
      try write(
        try all.map { (record) throws(CommandFailure) in
          JSONWriter().string(.object(try selected(record.members))) + "\n"
        }.joined())
    case .csv, .tsv:
      try emitRows(records(of: document))
    case .value:
      guard let value = document.value else {
        throw CommandFailure(
          .usage, "no_single_value", "this result is no single value",
          hint: "use -o json with --fields, or --template")
      }
      try write(value + "\n")
    }
  }

  /// Refuses names in `--fields` and `--template` that the result will not have, before anything is
  /// sent whose outcome could then not be shown.
  func expect(_ shape: ResultShape) throws(CommandFailure) {
    if let template = command?.string("template") {
      return try MemberNames(known: shape.record.named.map(\.0))
        .check(TemplateText.names(template), place: "--template")
    }
    let wanted = command?.strings("fields") ?? []
    switch format {
    case .json: try MemberNames(known: shape.object).check(wanted, place: "--fields")
    case .ndjson:
      try MemberNames(known: shape.record.members.map(\.0)).check(wanted, place: "--fields")
    case .csv, .tsv:
      try MemberNames(known: shape.record.cells.map(\.name)).check(wanted, place: "--fields")
    case .table, .value: return
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

  private func records(of document: Document) -> [Record] {
    document.records ?? [Record(document.object)]
  }

  private func selected(_ members: Document.Members) throws(CommandFailure) -> Document.Members {
    let wanted = command?.strings("fields") ?? []
    guard !wanted.isEmpty else { return members }
    try MemberNames(known: members.map(\.0)).check(wanted, place: "--fields")
    return wanted.compactMap { name in members.first { $0.0 == name } }
  }

  private func emitRows(_ records: [Record]) throws(CommandFailure) {
    guard let first = records.first else { return }
    let all = first.cells.map(\.name)
    let wanted = command?.strings("fields") ?? []
    try MemberNames(known: all).check(wanted, place: "--fields")
    let columns = wanted.isEmpty ? all : wanted
    let excel = command?.flag("excel") == true
    let writer = CSVWriter(style: excel ? .excel : .plain)
    var bytes = format == .csv ? writer.prelude : []
    for cells in [columns] + records.map({ record in columns.map { record.text($0) } }) {
      bytes += format == .csv ? writer.row(cells) : Self.tabbed(cells)
    }
    do { try environment.writeOutput(bytes) } catch {
      throw CommandFailure(.io, "output_unwritable", "standard output cannot be written")
    }
  }

  /// A row of TSV: a cell holds no tab and no line end, so that nothing needs quotes.
  static func tabbed(_ cells: [String]) -> [UInt8] {
    let safe = cells.map { cell in
      cell.map { $0 == "\t" || $0.isNewline ? " " : String($0) }.joined()
    }
    return Array((safe.joined(separator: "\t") + "\n").utf8)
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

  /// The names that a template asks for.
  static func names(_ template: String) -> [String] {
    var names: [String] = []
    var rest = Substring(template)
    while let first = rest.first {
      if first == "\\" {
        rest = rest.dropFirst(2)
      } else if first == "{", let close = rest.firstIndex(of: "}") {
        names.append(String(rest[rest.index(after: rest.startIndex)..<close]))
        rest = rest[rest.index(after: close)...]
      } else {
        rest = rest.dropFirst()
      }
    }
    return names
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
