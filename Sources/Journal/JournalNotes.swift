import WireFormat

/// What the journal keeps about the account as a whole, each under a name that no batch can have: the
/// index finds the newest one without reading, and it outlives the month.
package enum AccountNote {
  /// Whose journal this is, and which other journals were found to be somebody else's.
  package static let account = ":account"
  /// Where payouts and orders were sent last.
  package static let address = ":address"
  /// The clocks at the last sending.
  package static let clock = ":clock"

  /// That an answer of that kind was signed.
  package static func signed(_ kind: String) -> String { ":signed/\(kind)" }
}

extension JournalFile {
  /// The newest note of that name; nil when there is none.
  package func note(_ name: String) throws(JournalError) -> JournalRecord? {
    guard let places = try places(ofBatch: name) else { return nil }
    return try record(at: places.upperBound.offset)
  }

  /// The time of the newest record in milliseconds since 1970 UTC; nil in an empty journal.
  package var newestTime: Int64? {
    guard position.sequence > 0, let segment = segment(holding: position.lastRecord),
      let last = try? recordLine(at: position.lastRecord, segment)
    else { return nil }
    return last.line.time
  }

  /// Whether the journal has no record.
  package var isEmpty: Bool { position.sequence == 0 }
}

extension JournalRecord {
  /// A note about the account.
  package init(note name: String, profile: String, _ details: [Detail]) {
    self.init(.note, profile: profile, batch: name, details: details)
  }
}
