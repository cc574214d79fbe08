import ByteText
import Journal
import PaymentValues
import Platform
import WireFormat

/// The append-only file of received callbacks. Many threads file their messages; whoever waits first
/// writes and syncs for all that have gathered by then.
public final class CallbackRecorder: Sendable {
  /// Where a message was filed.
  struct Filing: Sendable {
    /// How it stands to the ones before it; nil unless it is signed and names an order.
    var standing: CallbackIndex.Standing?
    /// Its own sequence, or that of the record that it repeats; nil when it was only counted.
    var sequence: UInt64?
    /// For `wait`.
    var ticket: UInt64
  }

  private struct State: Sendable {
    var index: CallbackIndex
    var sequence: UInt64
    var pending: Bytes = []
    var filed: UInt64 = 0
    var durable: UInt64 = 0
    var isFlushing = false
    var failure: JournalError?
    var keys = KeyGuard()
    /// Refused messages that no profile's gateway sends.
    var strangers = RefusalSampler()
    /// Refused messages of a profile: a flood of strangers must not push them out.
    var refusals = RefusalSampler()
    var repeats = RefusalSampler()

    mutating func append(_ record: CallbackRecord, at time: Int64) -> UInt64 {
      var stamped = record
      sequence += 1
      stamped.sequence = sequence
      stamped.time = time
      index.absorb(stamped)
      pending += stamped.line
      filed += 1
      return sequence
    }
  }

  /// The path of the file.
  public let path: String
  private let file: AppendFile
  private let clock: Clock
  private let state: Monitor<State>

  /// Opens or makes the file (0600), takes its lock, reads it, and sets a torn end aside.
  public init(_ path: String, clock: Clock = .system, calls: FileCalls = .system)
    throws(JournalError)
  {
    self.path = path
    self.clock = clock
    file = try AppendFile.open(path, calls: calls)
    var index = CallbackIndex()
    let scan: RecordScan
    do { scan = try RecordScan(file) { index.absorb($0) } } catch {
      throw error as? JournalError ?? .invalidRecord("\(error)")
    }
    var first = State(index: index, sequence: scan.sequence)
    if scan.lacksLineFeed { first.pending = [.lineFeed] }
    if let offset = scan.tornOffset {
      var record = CallbackRecord(.torn)
      record.reference = UInt64(clamping: offset)
      _ = first.append(record, at: clock.unixMilliseconds())
    }
    if !first.pending.isEmpty { first.filed = 1 }
    let ticket = first.filed
    state = Monitor(first)
    try wait(for: ticket)
  }

  /// How many orders and payouts the file knows.
  public var orderCount: Int { state.withLock { $0.index.count } }

  /// Keys that no record may hold; all that come later, too.
  func guardAgainst(_ keys: KeyGuard) { state.withLock { $0.keys = keys } }

  /// Why nothing can be recorded any more; nil while all is well.
  public var failure: JournalError? { state.withLock { $0.failure } }

  /// Files a message: decides how it stands to earlier ones and queues its record. Nothing is durable
  /// before `wait`.
  func file(_ record: CallbackRecord) throws(JournalError) -> Filing {
    let record = record.covered(by: state.withLock { $0.keys })
    let time = clock.unixMilliseconds()
    let result: Result<Filing, JournalError> = state.withLock { state in
      if let failure = state.failure { return .failure(Self.poisoned(failure)) }
      if let facts = record.facts, record.verdict == .valid {
        return .success(Self.fileFacts(record, facts, &state, time))
      }
      if let digest = record.signed {
        guard !state.index.contains(signed: digest) else {
          return .success(Filing(ticket: state.filed))
        }
        let sequence = state.append(record, at: time)
        return .success(Filing(sequence: sequence, ticket: state.filed))
      }
      var bare = record
      bare.message = nil
      let sampler = record.profile == nil ? \State.strangers : \State.refusals
      let sequence = Self.sample(bare, sampler, &state, time)
      return .success(Filing(sequence: sequence, ticket: state.filed))
    }
    return try result.get()
  }

  private static func fileFacts(
    _ record: CallbackRecord, _ facts: CallbackFacts, _ state: inout State, _ time: Int64
  ) -> Filing {
    let standing = state.index.standing(of: facts)
    var sequence: UInt64?
    switch standing {
    case .first, .advance:
      sequence = state.append(record, at: time)
    case .repeated(let original, _):
      sequence = original
      var copy = record
      copy.isRepeated = true
      if let signed = record.signed, state.index.contains(signed: signed) {
        copy.message = nil
        _ = sample(copy, \.repeats, &state, time)
      } else {
        _ = state.append(copy, at: time)
      }
    case .conflict(let isKnown):
      guard !isKnown else { break }
      var copy = record
      copy.verdict = .conflict
      sequence = state.append(copy, at: time)
    }
    return Filing(standing: standing, sequence: sequence, ticket: state.filed)
  }

  private static func sample(
    _ record: CallbackRecord, _ sampler: WritableKeyPath<State, RefusalSampler>,
    _ state: inout State, _ time: Int64
  ) -> UInt64? {
    let (isRecorded, closing) = state[keyPath: sampler].admit(at: time)
    if let closing { appendCount(closing, &state, time) }
    return isRecorded ? state.append(record, at: time) : nil
  }

  private static func appendCount(_ count: UInt64, _ state: inout State, _ time: Int64) {
    var record = CallbackRecord(.refusals)
    record.reference = count
    _ = state.append(record, at: time)
  }

  /// Notes that the handler has taken the message of that sequence, durably.
  func fileHandled(_ sequence: UInt64) throws(JournalError) {
    let time = clock.unixMilliseconds()
    let ticket: UInt64 = state.withLock { state in
      var record = CallbackRecord(.handled)
      record.reference = sequence
      _ = state.append(record, at: time)
      return state.filed
    }
    try wait(for: ticket)
  }

  private enum Turn {
    case done(JournalError?)
    case write(Bytes, upTo: UInt64)
  }

  /// Returns when everything that was filed up to the ticket is on disk.
  func wait(for ticket: UInt64) throws(JournalError) {
    while true {
      let turn: Turn = state.wait { state in
        if let failure = state.failure { return .done(failure) }
        if state.durable >= ticket { return .done(nil) }
        guard !state.isFlushing else { return nil }
        state.isFlushing = true
        defer { state.pending = [] }
        return .write(state.pending, upTo: state.filed)
      }
      switch turn {
      case .done(let failure?): throw Self.poisoned(failure)
      case .done(nil): return
      case .write(let bytes, let upTo): flush(bytes, upTo)
      }
    }
  }

  private func flush(_ bytes: Bytes, _ upTo: UInt64) {
    var failure: JournalError?
    do throws(JournalError) {
      try file.append(bytes)
      try file.sync()
    } catch {
      failure = error
    }
    state.change { state in
      state.isFlushing = false
      if let failure { state.failure = failure } else { state.durable = upTo }
    }
  }

  /// What a later caller hears of an earlier failure: the file is not tried again (docs/rules.md D4).
  private static func poisoned(_ failure: JournalError) -> JournalError {
    if case .system(let reason) = failure { return .poisoned(reason) }
    return failure
  }

  /// Writes down how many messages were only counted. The lock is given back when the last user of
  /// the recorder lets go of it.
  public func close() throws(JournalError) {
    let time = clock.unixMilliseconds()
    let ticket: UInt64 = state.withLock { state in
      for sampler in [\State.strangers, \State.refusals, \State.repeats] {
        if let count = state[keyPath: sampler].takeCount() { Self.appendCount(count, &state, time) }
      }
      return state.filed
    }
    try wait(for: ticket)
  }
}
