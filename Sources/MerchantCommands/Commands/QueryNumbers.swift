import Journal
import WireFormat

/// Where the numbers to ask about come from: words, a file, the journal.
struct QueryNumbers {
  let context: CommandContext
  let resolved: ResolvedProfile

  func read() throws(CommandFailure) -> [String] {
    var numbers: [String] = []
    for word in context.command.argumentValues("ORDER") {
      if word.text == "-" {
        numbers += try lines("-")
      } else {
        numbers.append(word.text)
      }
    }
    if let path = context.command.string("file") { numbers += try lines(path) }
    if context.command.flag("journal") { numbers += try fromJournal() }
    guard !numbers.isEmpty || context.command.flag("journal") || context.command.isGiven("file")
    else {
      throw CommandFailure(
        .usage, "missing_required", "no order number was given",
        hint: "name orders, or give --file FILE, or --journal")
    }
    var seen: Set<String> = []
    return numbers.filter { seen.insert($0).inserted }
  }

  /// One number a line; blanks and empty lines are left out, and so is what follows a comma or tab.
  private func lines(_ path: String) throws(CommandFailure) -> [String] {
    let bytes = try MessageInput(context: context).bytes(path: path)
    guard UTF8Validation.isValid(bytes) else {
      throw CommandFailure(
        .data, "not_utf8", "the list of orders is not UTF-8", place: path,
        hint: "save it as UTF-8, one number a line")
    }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap {
      let cell = $0.split(separator: ",").first?.split(separator: "\t").first
      let text = cell.map { String($0.filter { !$0.isWhitespace && $0 != "\u{FEFF}" }) } ?? ""
      return text.isEmpty ? nil : text
    }
  }

  private func fromJournal() throws(CommandFailure) -> [String] {
    let wanted: RecordSubject = context.command.flag("payout") ? .payout : .order
    let journal = try JournalStore(context: context, resolved: resolved).open(.read)
    defer { journal.close() }
    return journal.openRows.filter { $0.name.subject == wanted && $0.state != .planned }
      .map(\.name.id)
  }
}
