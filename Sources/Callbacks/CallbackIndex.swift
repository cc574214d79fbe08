import PaymentValues

/// What was recorded so far, as far as it decides about the next message.
struct CallbackIndex: Sendable {
  /// How a signed message stands to the ones before it.
  enum Standing: Sendable, Equatable {
    /// Nothing was heard of the order.
    case first
    /// An earlier one was not final, and this one says more.
    case advance
    /// The same was said before; `isHandled` when the handler has it, or none is needed.
    case repeated(sequence: UInt64, isHandled: Bool)
    /// Something else was said for good. `isKnown` when this contradiction is recorded already.
    case conflict(isKnown: Bool)
  }

  private struct Entry: Sendable {
    var sequence: UInt64
    var digest: CallbackDigest
    var identity: CallbackDigest
    var isFinal: Bool
    var awaitsHandler: Bool
  }

  private var entries: [CallbackDigest: Entry] = [:]
  private var keyOfSequence: [UInt64: CallbackDigest] = [:]
  private var conflicts: Set<CallbackDigest> = []
  private var signed: Set<CallbackDigest> = []

  /// How many orders and payouts are known.
  var count: Int { entries.count }

  /// Whether a message with that signed text is in the file.
  func contains(signed digest: CallbackDigest) -> Bool { signed.contains(digest) }

  /// How a message of those facts stands to the ones before it.
  func standing(of facts: CallbackFacts) -> Standing {
    guard let entry = entries[facts.key] else { return .first }
    let digest = facts.digest
    if entry.digest == digest {
      return .repeated(sequence: entry.sequence, isHandled: !entry.awaitsHandler)
    }
    if !entry.isFinal, entry.identity == facts.identity { return .advance }
    return .conflict(isKnown: conflicts.contains(digest))
  }

  /// Takes in a record that is in the file, or is about to be.
  mutating func absorb(_ record: CallbackRecord) {
    if let digest = record.signed { signed.insert(digest) }
    switch record.event {
    case .callback:
      guard let facts = record.facts, !record.isRepeated else { return }
      if record.verdict == .conflict { conflicts.insert(facts.digest) }
      guard record.verdict == .valid else { return }
      let key = facts.key
      let old = entries.updateValue(
        Entry(
          sequence: record.sequence, digest: facts.digest, identity: facts.identity,
          isFinal: facts.status.isFinal, awaitsHandler: record.isForwarded), forKey: key)
      if let old, old.awaitsHandler { keyOfSequence[old.sequence] = nil }
      if record.isForwarded { keyOfSequence[record.sequence] = key }
    case .handled:
      guard let sequence = record.reference, let key = keyOfSequence.removeValue(forKey: sequence)
      else { return }
      entries[key]?.awaitsHandler = false
    case .refusals, .torn: return
    }
  }
}
