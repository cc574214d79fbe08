import ByteText
import Journal
import Platform
import WireFormat

/// Which records are replayed. Conditions that are nil do not count.
package struct ReplayFilter: Sendable {
  /// The profile.
  package var profile: String?
  /// The gateway's identifier.
  package var gateway: String?
  /// The merchant's order number.
  package var order: String?
  /// The verdicts; empty for all.
  package var verdicts: Set<CallbackVerdict> = []
  /// The earliest time, in milliseconds since 1970 UTC.
  package var since: Int64?
  /// Whether repeats are replayed, too.
  package var includesRepeats = false

  /// All but repeats.
  package init() {}

  func admits(_ record: CallbackRecord) -> Bool {
    if record.event != .callback { return false }
    if let profile, record.profile != profile { return false }
    if let gateway, record.gateway != gateway { return false }
    if let order, record.order != order { return false }
    if let since, record.time < since { return false }
    if let verdict = record.verdict, !verdicts.isEmpty, !verdicts.contains(verdict) { return false }
    return includesRepeats || !record.isRepeated
  }
}

/// Reads recorded callbacks again.
package struct Replayer: Sendable {
  private let path: String
  private let calls: FileCalls

  /// Reads that record file; takes no lock, so a running `listen` is not disturbed.
  package init(_ path: String, calls: FileCalls = .system) {
    self.path = path
    self.calls = calls
  }

  /// Gives every record that the filter admits and whose message was kept, oldest first. The result
  /// counts the admitted ones that were left out: identical repeats and most refused ones are kept
  /// without their message, and a refused one with it is given only when its verdict is asked for.
  @discardableResult
  package func forEach(
    _ filter: ReplayFilter = ReplayFilter(),
    _ body: (CallbackRecord, RawCallback) throws -> Void
  ) throws -> Int {
    var withoutMessage = 0
    _ = try RecordScan(try AppendFile.reading(path, calls: calls)) { record in
      guard filter.admits(record) else { return }
      // Nobody is handed a refused message who does not ask for it by its verdict.
      let isRefused = record.verdict?.isSigned == false && filter.verdicts.isEmpty
      guard let message = record.message, !isRefused else {
        withoutMessage += 1
        return
      }
      try body(record, message)
    }
    return withoutMessage
  }

  /// The message as one line for `verify --lines`: a form, a query string or a JSON object. Line ends
  /// inside are written so that they mean the same.
  package static func line(_ message: RawCallback) -> Bytes {
    let bytes = message.fieldBytes
    let isJSON = bytes.first == UInt8(ascii: "{")
    return bytes.flatMap { byte -> Bytes in
      switch byte {
      case .lineFeed: isJSON ? [.space] : Array("%0A".utf8)
      case .carriageReturn: isJSON ? [.space] : Array("%0D".utf8)
      default: [byte]
      }
    }
  }
}
