import ByteText
import Gateways
import PaymentValues
import WireFormat

/// Reads a batch file and names every fault with line and column.
package struct BatchReader: Sendable {
  /// How the file is laid out.
  package enum Format: Sendable {
    /// Cells separated by commas, with a header.
    case csv
    /// One JSON object a line.
    case jsonLines
  }

  /// How to read.
  package struct Options: Sendable {
    /// How the file is laid out; nil to tell by its first character.
    package var format: Format?
    /// The encoding to convert from; nil for UTF-8, and anything else is refused.
    package var encoding: TextEncoding?
    /// Whether a row without reference takes its line's number for one. A row that moves is
    /// another payout then.
    package var lineNumbersAsReferences = false
    /// Whether long account numbers that end in zeros are right.
    package var acceptsRoundNumbers = false
    /// What the profile says of every payee, such as the type of account.
    package var defaults: [Role: String] = [:]
    /// Most rows.
    package var maximumRows = 10_000
    /// Most bytes.
    package var maximumBytes = 64 << 20

    /// UTF-8, with references, 10,000 rows, 64 MiB.
    package init() {}
  }

  let gateway: GatewaySpec
  let message: MessageSpec
  let options: Options
  let check: PayeeCheck

  /// Reads batches for a gateway.
  /// - Throws: `no_payouts` when it has none.
  package init(gateway: GatewaySpec, options: Options = Options()) throws(Refusal) {
    guard let message = gateway.message(.payout) else {
      throw Refusal.fault(
        .config, "no_payouts", "gateway \(gateway.id) has no payouts")
    }
    self.gateway = gateway
    self.message = message
    self.options = options
    check = PayeeCheck(
      gateway: gateway, message: message, defaults: options.defaults,
      acceptsRoundNumbers: options.acceptsRoundNumbers)
  }

  /// Reads a whole file.
  /// - Throws: `Refusal` when it cannot be read as a table at all.
  package func read(_ file: Bytes) throws(Refusal) -> BatchFile {
    guard file.count <= options.maximumBytes else {
      throw Refusal.fault(
        .refused, "file_too_large", place: "byte \(options.maximumBytes + 1)",
        "the file is larger than \(options.maximumBytes) bytes")
    }
    let text = try BatchText.utf8(file, converting: options.encoding)
    let table: BatchTable
    let first = text.first { !$0.isWhitespace }
    switch options.format ?? (first == UInt8(ascii: "{") ? .jsonLines : .csv) {
    case .jsonLines: table = BatchTable.jsonLines(text)
    case .csv:
      do throws(WireError) { table = try BatchTable.csv(text) } catch {
        let place = error.place(in: text)
        throw Refusal.fault(
          .data, error.code, place: "line \(place.line), byte \(place.column)", error.reason)
      }
    }
    return rows(of: table)
  }

  private func rows(of table: BatchTable) -> BatchFile {
    var findings = table.findings
    let columns = columns(table, &findings)
    if table.rows.isEmpty, findings.isEmpty {
      findings.append(
        Finding(
          .error, "no_rows", place: "line \(table.headings.isEmpty ? 1 : 2)", "the file has no rows"
        ))
    }
    if table.rows.count > options.maximumRows {
      findings.append(
        Finding(
          .error, "too_many_rows", place: "line \(table.rows[options.maximumRows].line)",
          "the file has \(table.rows.count) rows; the limit is \(options.maximumRows)",
          hint: "split it, or raise max-rows"))
    }
    guard !findings.contains(where: { $0.code == "too_many_rows" }) else {
      return BatchFile(rows: [], findings: findings)
    }
    var rows: [BatchRow] = []
    var lineOfReference: [String: Int] = [:]
    for row in table.rows {
      guard let read = self.row(row, columns, &findings) else { continue }
      if let other = lineOfReference[read.reference] {
        findings.append(
          Finding(
            .error, "reference_twice", place: place(row, "ref"),
            "the reference '\(read.reference)' stands on line \(other), too"))
      }
      lineOfReference[read.reference] = row.line
      rows.append(read)
    }
    return BatchFile(
      rows: findings.contains { $0.severity == .error } ? [] : rows, findings: findings)
  }

  private func columns(_ table: BatchTable, _ findings: inout [Finding]) -> [String: BatchColumn] {
    let headings = table.headings
    var columns: [String: BatchColumn] = [:]
    var headingOf: [BatchColumn: String] = [:]
    for (index, heading) in headings.enumerated() {
      let place = table.place(ofHeading: index)
      guard let column = BatchColumn.named(heading, message: message) else {
        findings.append(unknown(heading, place: place))
        continue
      }
      if let other = headingOf[column] {
        findings.append(
          Finding(
            .error, "column_twice", place: place,
            "'\(heading)' means the same as '\(other)'; one of them must go"))
      }
      headingOf[column] = heading
      columns[heading] = column
    }
    for (column, name) in [(BatchColumn.role(.amount), "amount"), (.reference, "ref")]
    where headingOf[column] == nil && !headings.isEmpty {
      if column == .reference, options.lineNumbersAsReferences { continue }
      findings.append(
        Finding(
          .error, "column_missing", place: "line \(table.headingLine)",
          "there is no column '\(name)'",
          hint: column == .reference
            ? "give every row a reference of its own, such as the number of the invoice" : nil))
    }
    return columns
  }

  private func unknown(_ heading: String, place: String) -> Finding {
    if BatchColumn.isReserved(heading, message: message) {
      return Finding(
        .error, "column_reserved", place: place,
        "'\(heading)' cannot be set by a row: the program makes it, or the profile has it",
        hint: "for the number of a payout, name the column 'ref'")
    }
    let trimmed = heading.filter { !$0.isWhitespace }
    if trimmed != heading, BatchColumn.named(trimmed, message: message) != nil {
      return Finding(
        .error, "column_padded", place: place, "the heading '\(heading)' has spaces around it",
        hint: "write '\(trimmed)'")
    }
    let near = HeadingGuess.nearest(to: heading, message: message)
    return Finding(
      .error, "column_unknown", place: place,
      "'\(heading)' is neither a role nor a field of \(message.source)",
      hint: (near.map { "did you mean '\($0)'? " } ?? "")
        + "'merchant payout --template --gateway \(gateway.id)' prints the headings")
  }

  private func place(_ row: BatchTable.Row, _ heading: String) -> String {
    guard let cell = row.cells.first(where: { $0.heading == heading }) else {
      return "line \(row.line), \(heading)"
    }
    return "line \(row.line), column \(cell.column) (\(heading))"
  }
}

extension BatchReader {
  /// One row; nil when its reference or amount cannot be told.
  private func row(
    _ row: BatchTable.Row, _ columns: [String: BatchColumn], _ findings: inout [Finding]
  ) -> BatchRow? {
    var result = BatchRow(line: row.line, reference: "", amount: .zero, texts: [:])
    var hasAmount = false
    var places: [Role: String] = [:]
    var damaged: Set<Role> = []
    for cell in row.cells {
      guard let column = columns[cell.heading], !cell.text.isEmpty else { continue }
      let place = place(row, cell.heading)
      let role = column.role(message)
      let faults = CellCheck.findings(cell.text, role: role, place: place)
      findings += faults
      if let role {
        places[role] = place
        if !faults.isEmpty { damaged.insert(role) }
      }
      switch column {
      case .reference: result.reference = cell.text
      case .bank: result.bank = cell.text
      case .named(let name): result.named[name] = cell.text
      case .role(.amount):
        hasAmount = true
        guard faults.isEmpty else { continue }
        do throws(MoneyError) {
          result.amount = try Money(operatorText: cell.text)
          if result.amount.fen <= 0 { throw .notANumber }
        } catch {
          findings.append(amountFault(error, cell.text, place: place))
        }
      case .role(let role): result.texts[role] = cell.text
      }
    }
    findings += check.payee(result.texts, bank: result.bank, damaged: damaged) { role in
      places[role] ?? place(row, role.rawValue)
    }
    if result.reference.isEmpty, options.lineNumbersAsReferences {
      result.reference = "line-\(row.line)"
    }
    // A column that is missing is said once, of the header.
    if result.reference.isEmpty, columns.values.contains(.reference) {
      findings.append(
        Finding(.error, "reference_missing", place: place(row, "ref"), "the row has no reference"))
    }
    if !hasAmount, columns.values.contains(.role(.amount)) {
      findings.append(
        Finding(.error, "amount_missing", place: place(row, "amount"), "the row has no amount"))
    }
    return result.reference.isEmpty ? nil : result
  }

  private func amountFault(_ error: MoneyError, _ text: String, place: String) -> Finding {
    if let scalar = text.unicodeScalars.first(where: {
      $0.value > 0x7F && $0.properties.numericType != nil
    }) {
      return Finding(
        .error, "full_width_digit", place: place,
        "\(CellCheck.escaped(scalar)) looks like a digit but is another character",
        hint: "type the amount with ASCII digits")
    }
    return Finding(
      .error, "bad_amount", place: place, "'\(text)': \(error.reason)",
      hint: "an amount is in yuan, above zero, such as 12.50")
  }
}
