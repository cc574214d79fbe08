import Callbacks
import PaymentValues
import TextLayout

/// One line a callback that was sent again, and how many were taken as they should be.
struct ReplayView {
  private let context: CommandContext
  /// Nil for lines that people read.
  private var writer: RecordWriter?
  private var sent = 0
  private var acknowledged = 0
  private var forged = 0
  private var refused = 0

  /// What was refused here must be refused there, too.
  private static let forgeries: Set<CallbackVerdict> = [
    .malformed, .unrecognised, .invalid, .refused,
  ]

  /// - Throws: `unknown_field` for a name that no line will have.
  init(context: CommandContext) throws(Refusal) {
    self.context = context
    try context.output.expect(ResultShape(Self.record(nil, nil, isForged: false)))
    writer = context.output.streamWriter
  }

  mutating func show(_ record: CallbackRecord, _ verdict: AcknowledgementVerdict?) throws {
    sent += 1
    let isForged = record.verdict.map(Self.forgeries.contains) ?? false
    if isForged {
      forged += 1
      if verdict?.forgery == .refused { refused += 1 }
    } else if verdict?.isAcknowledged == true {
      acknowledged += 1
    }
    let shown = Self.record(record, verdict, isForged: isForged)
    let line = "\(record.order ?? "-")  \(shown.text("answer"))"
    try context.environment.writeOutput(
      writer?.bytes(shown) ?? Array((TerminalSafeText.escape(line) + "\n").utf8))
  }

  private static func record(
    _ record: CallbackRecord?, _ verdict: AcknowledgementVerdict?, isForged: Bool
  ) -> Record {
    Record([
      ("order", .text(record?.order)), ("gateway", .text(record?.gateway)),
      ("message", .text(record?.kind?.rawValue)), ("verdict", .text(record?.verdict?.rawValue)),
      ("forged", .json(.bool(isForged))),
      ("http_status", .json(.optional(verdict.map { Int64($0.status) }))),
      ("acknowledged", .json(.bool(verdict?.isAcknowledged ?? false))),
      (
        "answer",
        .text((isForged ? verdict?.forgerySummary : verdict?.summary) ?? "no answer")
      ),
    ])
  }

  /// Whether good ones were acknowledged and forged ones refused, all of them.
  var isRight: Bool { sent == acknowledged + refused }

  var summary: String {
    "sent \(sent), acknowledged \(acknowledged)"
      + (forged > 0 ? ", refused \(refused) of \(forged) forged ones" : "")
  }
}
