/// What was found in a file of messages, at its end or so far.
package struct BulkSummary: Sendable, Equatable {
  /// Lines read, blank ones included.
  package var lines = 0
  /// Lines without anything but white space; they are no messages.
  package var blank = 0
  /// Lines that may be believed.
  package var valid = 0
  /// Lines that may not: `refused`, `ambiguous` and `unsigned` are counted here, too.
  package var invalid = 0
  /// Invalid lines with a good or an unread signature, but something missing, doubled or not ours.
  package var refused = 0
  /// Invalid lines that can be read in two ways.
  package var ambiguous = 0
  /// Invalid lines without a signature.
  package var unsigned = 0
  /// Lines that could not be read as a message.
  package var unreadable = 0
  /// Lines that the fast path could not decide.
  package var slowLines = 0
  /// Bytes read.
  package var bytes = 0
  /// Milliseconds since the start.
  package var elapsedMilliseconds: Int64 = 0
  /// Whether the caller stopped the run before the end of input.
  package var wasStopped = false

  /// Nothing read.
  package init() {}

  /// Whole lines a second; nil when no time has passed.
  package var linesPerSecond: Int? {
    elapsedMilliseconds > 0 ? Int(Int64(lines) * 1000 / elapsedMilliseconds) : nil
  }

  /// The summary as a JSON line, for a reader that adds up many runs:
  /// `{"summary":{"lines":3,"valid":2,…}}`.
  package var jsonLine: [UInt8] {
    let members = [
      ("lines", lines), ("valid", valid), ("invalid", invalid), ("unreadable", unreadable),
      ("blank", blank), ("refused", refused), ("ambiguous", ambiguous), ("unsigned", unsigned),
      ("bytes", bytes), ("milliseconds", Int(elapsedMilliseconds)),
    ]
    let text = members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
    return Array("{\"summary\":{\(text),\"stopped\":\(wasStopped)}}\n".utf8)
  }

  mutating func add(_ other: BulkSummary) {
    lines += other.lines
    blank += other.blank
    valid += other.valid
    invalid += other.invalid
    refused += other.refused
    ambiguous += other.ambiguous
    unsigned += other.unsigned
    unreadable += other.unreadable
    slowLines += other.slowLines
    bytes += other.bytes
  }

  mutating func count(_ outcome: LineVerdict.Outcome) {
    switch outcome {
    case .valid: valid += 1
    case .unreadable: unreadable += 1
    case .invalid: invalid += 1
    case .ambiguous: (invalid, ambiguous) = (invalid + 1, ambiguous + 1)
    case .refused: (invalid, refused) = (invalid + 1, refused + 1)
    case .unsigned: (invalid, unsigned) = (invalid + 1, unsigned + 1)
    }
  }
}
