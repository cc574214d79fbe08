import Callbacks
import PaymentValues
import Synchronization
import TextLayout
import WireFormat

/// One line a callback on standard output, those that were answered together in one piece.
final class ListenView: Sendable {
  private let context: CommandContext
  /// Nil for lines that people read.
  private let writer: Mutex<RecordWriter?>

  /// - Throws: `unknown_field` for a name that no line will have.
  init(context: CommandContext) throws(Refusal) {
    self.context = context
    try context.output.expect(ResultShape(Self.record(of: nil)))
    writer = Mutex(context.output.streamWriter)
  }

  func show(_ events: [CallbackEvent]) {
    writer.withLock { writer in
      var bytes: Bytes = []
      for event in events { bytes += writer?.bytes(Self.record(of: event)) ?? line(event) }
      // What is lost is told in the exit code.
      try? context.environment.writeOutput(bytes)
    }
  }

  private func line(_ event: CallbackEvent) -> Bytes {
    var words = [
      BeijingTime(unixMilliseconds: event.time).text, event.verdict.rawValue,
      event.profile ?? "-", event.kind?.rawValue ?? "-", event.order ?? "-",
      event.facts.map(amounts) ?? "", event.facts?.status.rawValue ?? "",
      event.isRepeated ? "repeated" : "", "HTTP \(event.httpStatus)",
      event.isAcknowledged ? "acknowledged" : "not acknowledged",
    ]
    if let forwarded = event.forwarded {
      words.append(
        "handler: " + (forwarded.answer?.summary ?? forwarded.failure?.reason ?? "no answer"))
    }
    words += event.findings.filter { $0.severity == .error }.map(\.code)
    let line = words.filter { !$0.isEmpty }.joined(separator: "  ")
    return Array((TerminalSafeText.escape(line) + "\n").utf8)
  }

  /// What was ordered; what was paid beside it where the message says something else.
  private func amounts(_ facts: CallbackFacts) -> String {
    guard let paid = facts.paid, paid != facts.amount else {
      return facts.amount.map { $0.yuan + " yuan" } ?? ""
    }
    guard let ordered = facts.amount else { return paid.yuan + " yuan paid" }
    return "\(ordered.yuan) yuan ordered, \(paid.yuan) paid"
  }

  private static func record(of event: CallbackEvent?) -> Record {
    let handler = event?.forwarded.map { $0.answer?.summary ?? $0.failure?.reason ?? "" }
    let faults = event?.forwarded?.answer?.faults ?? []
    return Record([
      ("time", .time(event?.time)), ("verdict", .text(event?.verdict.rawValue)),
      ("profile", .text(event?.profile)), ("gateway", .text(event?.gateway)),
      ("message", .text(event?.kind?.rawValue)), ("order", .text(event?.order)),
      ("status", .text(event?.facts?.status.rawValue)),
      ("amount", .money(event?.facts?.amount)), ("paid_amount", .money(event?.facts?.paid)),
      ("repeated", .json(.bool(event?.isRepeated ?? false))),
      ("acknowledged", .json(.bool(event?.isAcknowledged ?? false))),
      ("http_status", .count(event?.httpStatus ?? 0)),
      ("sequence", .json(.optional(event?.sequence.map { Int64($0) }))),
      ("handler", .text(handler)),
      ("handler_faults", .json(.array(faults.map { .string($0.rawValue) }))),
      ("findings", .json(.array((event?.findings ?? []).map(\.json)))),
    ])
  }
}
