import ByteText
import ArgumentParsing
import Journal
import PaymentValues
import WireFormat

/// Where the numbers to ask about come from: words, a file, the journal.
struct QueryNumbers {
  static let orders = Argument.list("ORDER", help: Text("Merchant order numbers", zh: "商户订单号"))

  let context: CommandContext
  let resolved: ResolvedProfile

  func read() throws(Refusal) -> [String] {
    var numbers: [String] = []
    for word in context[Self.orders] {
      if word.text == "-" {
        numbers += try lines("-")
      } else {
        numbers.append(word.text)
      }
    }
    if let path = context[QueryOptions.file] { numbers += try lines(path) }
    if context[QueryOptions.journal] { numbers += try fromJournal() }
    guard
      !numbers.isEmpty || context[QueryOptions.journal]
        || context.command.isGiven(QueryOptions.file)
    else {
      throw Refusal(
        .usage, "missing_required", "no order number was given",
        hint: "name orders, or give --file FILE, or --journal")
    }
    var seen: Set<String> = []
    return numbers.filter { seen.insert($0).inserted }
  }

  /// One number a line; blanks and empty lines are left out, and so is what follows a comma or tab.
  private func lines(_ path: String) throws(Refusal) -> [String] {
    let bytes = try MessageInput(context: context).bytes(path: path)
    if let offset = UTF8Validation.firstInvalidOffset(in: bytes) {
      let place = WireError(code: "", offset: offset, reason: "").place(in: bytes)
      throw Refusal(
        .data, "not_utf8", "the list of orders is not UTF-8",
        place: "\(path):\(place.line):\(place.column)",
        hint: "save it as UTF-8, one number a line")
    }
    var numbers: [String] = []
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let cell = line.prefix { $0 != "," && $0 != "\t" }
      let isBlank: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
      let text = String(cell.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
      // Without its blank it would be another order's number.
      if text.contains(where: isBlank) {
        throw Refusal(
          .data, "blank_in_number", "'\(text)' is no order number: it holds a blank",
          place: "\(path):\(index + 1)", hint: "write one number a line, or a comma behind it")
      }
      if !text.isEmpty { numbers.append(text) }
    }
    return numbers
  }

  private func fromJournal() throws(Refusal) -> [String] {
    let wanted: RecordSubject = context[QueryOptions.payout] ? .payout : .order
    let journal = try JournalStore(context: context, resolved: resolved).open(.read)
    defer { journal.close() }
    return journal.openRows.filter { $0.name.subject == wanted && $0.state != .planned }
      .map(\.name.id)
  }
}
