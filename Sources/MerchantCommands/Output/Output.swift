import ArgumentParsing
import PaymentValues
import TextLayout
import WireFormat

/// Prints results on standard output and everything else on standard error.
struct Output {
  let environment: CommandEnvironment
  let format: OutputFormat
  /// Keys that no line on standard error may hold.
  let keys: KnownKeys
  /// The names of `--fields`; empty for all.
  let fields: [String]
  /// What `--template` asks for; it comes before the format.
  let template: TemplateText?
  private let isExcel: Bool
  private let isQuiet: Bool

  /// Reads the format from `--output`, or from `--json`, which wins.
  init(environment: CommandEnvironment, command: ParsedCommand, keys: KnownKeys) {
    self.environment = environment
    self.keys = keys
    format = command[GlobalOptions.json] != nil ? .json : command[GlobalOptions.output]
    fields = command[GlobalOptions.fields]
    template = command[GlobalOptions.template].map(TemplateText.init)
    isExcel = command[GlobalOptions.excel]
    isQuiet = command[GlobalOptions.quiet]
  }

  /// Whether errors are printed as JSON, too.
  var isForPrograms: Bool { format == .json || format == .ndjson }

  /// Who reads CSV.
  var style: CSVWriter.Style { isExcel ? .excel : .plain }

  /// What writes records one by one; nil where the form wants all of them, or none.
  var recordWriter: RecordWriter? {
    if let template { return RecordWriter(.template(template), fields: []) }
    switch format {
    case .ndjson: return RecordWriter(.ndjson, fields: fields)
    case .csv: return RecordWriter(.csv(style), fields: fields)
    case .tsv: return RecordWriter(.tsv, fields: fields)
    case .value: return fields.isEmpty ? nil : RecordWriter(.values, fields: fields)
    case .table, .json: return nil
    }
  }

  /// The same for a command that has no end at which one object could be printed: an object a line.
  var streamWriter: RecordWriter? {
    let isOneObject = format == .json && template == nil
    return isOneObject ? RecordWriter(.ndjson, fields: fields) : recordWriter
  }

  /// Prints a result.
  func emit(_ document: Document) throws(Refusal) {
    // The quickest way, for scripts that sign: nothing is chosen, nothing else is shown.
    if format == .value, fields.isEmpty, template == nil {
      return try write(try value(of: document) + "\n")
    }
    let object = document.object
    let records = document.records ?? [Record(object)]
    try expect(ResultShape(object: object.map(\.0), record: records.first))
    if var writer = recordWriter {
      return try write(records.flatMap { writer.bytes($0) })
    }
    switch format {
    case .json: try write(json(object))
    default:
      let lines =
        fields.isEmpty
        ? document.lines
        : Layout.table(fields, records.map { record in fields.map { record.text($0) } })
      try write(lines.map { $0 + "\n" }.joined())
    }
  }

  private func json(_ members: Document.Members) -> String {
    let wanted = fields.isEmpty ? members : Document.chosen(fields, of: members)
    let layout: JSONWriter.Layout = environment.isTerminal.output ? .pretty : .compact
    return JSONWriter(layout: layout)
      .string(.object([("schema", JSONValue(Document.schema))] + wanted)) + "\n"
  }

  private func value(of document: Document) throws(Refusal) -> String {
    guard let value = document.value else {
      throw Refusal(
        .usage, "no_single_value", "this result is no single value",
        hint: "name one with --fields, or use --template")
    }
    return value
  }

  /// Refuses names in `--fields` and `--template` that the result will not have, before anything is
  /// sent whose outcome could then not be shown.
  func expect(_ shape: ResultShape) throws(Refusal) {
    if let template {
      guard let record = shape.record else { return }
      return try MemberNames(known: record.named.map(\.0))
        .check(template.names, place: "--template")
    }
    let known: [String]?
    switch format {
    case .json: known = shape.object
    case .ndjson: known = shape.record?.choices.map(\.0)
    case .table, .csv, .tsv, .value: known = shape.record?.cells.map(\.name)
    }
    if let known { try MemberNames(known: known).check(fields, place: "--fields") }
  }

  /// Writes text as it is.
  func write(_ text: String) throws(Refusal) { try write(Array(text.utf8)) }

  /// Writes bytes as they are.
  func write(_ bytes: [UInt8]) throws(Refusal) {
    do { try environment.writeOutput(bytes) } catch {
      throw Refusal(.io, "output_unwritable", "standard output cannot be written")
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
    if isQuiet { return }
    insist(text)
  }
}
