import ByteText
import WireFormat

/// A line found to be whole: its numbers, and where its texts lie. Nothing is copied, because a start
/// reads many lines and needs few texts.
struct RecordLine {
  /// Why a line is not one of ours.
  enum Flaw: Error, Equatable {
    /// The checksum does not fit the bytes: torn, rotted or foreign.
    case checksum
    /// A version other than ours.
    case version(String)
    /// A kind that is not in the list.
    case kind(String)
    /// Right checksum, wrong shape: not written by this program.
    case shape(String)
  }

  /// The line in its buffer, without LF.
  let range: Range<Int>
  private(set) var sequence: UInt64 = 0
  private(set) var time: Int64 = 0
  private(set) var kind = RecordKind.note
  private(set) var subject = RecordSubject.payout
  private(set) var amount: Int64?
  private(set) var state: RowState?
  private(set) var previous = Checksum.none
  private(set) var checksum = Checksum.none
  /// Ranges of the quoted texts, without the quotes and still escaped.
  private(set) var profile = 0..<0
  private(set) var id = 0..<0
  private(set) var batch = 0..<0
  private(set) var reference = 0..<0
  private(set) var contentHash = 0..<0
  private(set) var maskedAccount = 0..<0
  private(set) var accountDigest = 0..<0
  private(set) var details: [(name: Range<Int>, value: Range<Int>)] = []
  private(set) var request: (range: Range<Int>, hex: Bool)?

  /// `,"p":"` + 24 digits + `"`, then `,"c":"` + 24 digits + `"}`.
  private static let previousLength = 7 + Checksum.digits
  private static let checksumLength = 8 + Checksum.digits

  /// Reads the line that `range` covers, without its LF.
  init(_ bytes: Bytes, _ range: Range<Int>) throws(Flaw) {
    self.range = range
    if let version = Self.version(bytes, range), version != "1" { throw .version(version) }
    let tail = range.upperBound - Self.checksumLength
    let body = tail - Self.previousLength
    guard body > range.lowerBound else { throw .checksum }
    let actual = bytes.withUnsafeBytes {
      Checksum(of: .init(rebasing: $0[range.lowerBound..<tail]))
    }
    guard Self.match(",\"c\":\"", bytes, tail), let written = Checksum(hex: bytes, at: tail + 6),
      Self.match("\"}", bytes, range.upperBound - 2), written == actual
    else { throw .checksum }
    checksum = actual
    guard Self.match(",\"p\":\"", bytes, body), bytes[tail - 1] == .quote,
      let before = Checksum(hex: bytes, at: body + 6)
    else { throw .shape("no checksum of the line before") }
    previous = before
    var cursor = LineCursor(bytes: bytes, position: range.lowerBound, end: body)
    try readHead(&cursor)
    try readTexts(&cursor)
    guard cursor.isAtEnd else { throw .shape("a field that is not known") }
  }

  private mutating func readHead(_ cursor: inout LineCursor) throws(Flaw) {
    guard cursor.skip("{\"v\":1,\"n\":"), let sequence = cursor.unsigned() else {
      throw .shape("no sequence number")
    }
    self.sequence = sequence
    guard cursor.skip(",\"t\":"), let time = cursor.signed() else { throw .shape("no time") }
    self.time = time
    guard cursor.skip(",\"s\":"), let word = cursor.string() else { throw .shape("no kind") }
    guard let kind = Self.kind(bytes: cursor.bytes, word) else { throw .kind(cursor.text(word)) }
    self.kind = kind
    guard cursor.skip(",\"o\":"), let about = cursor.string() else {
      throw .shape("no subject")
    }
    if Self.equal(cursor.bytes, about, RecordSubject.payout.rawValue) {
      subject = .payout
    } else if Self.equal(cursor.bytes, about, RecordSubject.order.rawValue) {
      subject = .order
    } else {
      throw .shape("neither payout nor order")
    }
  }

  /// The kind of that name. By hash first: comparing with every name in turn shows in a long replay.
  private static func kind(bytes: Bytes, _ range: Range<Int>) -> RecordKind? {
    guard let kind = kinds[hash(bytes[range])], equal(bytes, range, kind.rawValue) else {
      return nil
    }
    return kind
  }

  private static let kinds: [UInt64: RecordKind] = Dictionary(
    RecordKind.allCases.map { (hash($0.rawValue.utf8), $0) },
    uniquingKeysWith: { first, _ in first })

  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 &* 131 &+ UInt64($1) }
  }

  private static func equal(_ bytes: Bytes, _ range: Range<Int>, _ text: String) -> Bool {
    text.utf8.elementsEqual(bytes[range])
  }

  private mutating func readTexts(_ cursor: inout LineCursor) throws(Flaw) {
    profile = try Self.optional("f", &cursor)
    id = try Self.optional("id", &cursor)
    batch = try Self.optional("b", &cursor)
    reference = try Self.optional("ref", &cursor)
    contentHash = try Self.optional("h", &cursor)
    if cursor.skip(",\"a\":") {
      guard let amount = cursor.signed() else { throw .shape("the amount is not a number") }
      self.amount = amount
    }
    maskedAccount = try Self.optional("m", &cursor)
    accountDigest = try Self.optional("k", &cursor)
    let word = try Self.optional("z", &cursor)
    if !word.isEmpty {
      guard let state = RowState(word: cursor.text(word)) else { throw .shape("unknown state") }
      self.state = state
    }
    if cursor.skip(",\"d\":[") { details = try Self.pairs(&cursor) }
    if cursor.skip(",\"r\":"), let range = cursor.string() {
      request = (range, false)
    } else if cursor.skip(",\"rx\":"), let range = cursor.string() {
      request = (range, true)
    }
  }

  private static func optional(_ name: StaticString, _ cursor: inout LineCursor) throws(Flaw)
    -> Range<Int>
  {
    guard cursor.skip(key: name) else { return 0..<0 }
    guard let range = cursor.string() else { throw .shape("\(name) is not a text") }
    return range
  }

  private static func pairs(_ cursor: inout LineCursor) throws(Flaw)
    -> [(name: Range<Int>, value: Range<Int>)]
  {
    var pairs: [(name: Range<Int>, value: Range<Int>)] = []
    repeat {
      guard cursor.skip("["), let name = cursor.string(), cursor.skip(","),
        let value = cursor.string(), cursor.skip("]")
      else { throw .shape("a detail is not a pair of texts") }
      pairs.append((name, value))
    } while cursor.skip(",")
    guard cursor.skip("]") else { throw .shape("the details do not end") }
    return pairs
  }

  /// The digits after `{"v":`, when the line begins so and a comma ends them.
  private static func version(_ bytes: Bytes, _ range: Range<Int>) -> String? {
    var cursor = LineCursor(bytes: bytes, position: range.lowerBound, end: range.upperBound)
    guard cursor.skip("{\"v\":"), let version = cursor.unsigned(), cursor.skip(",") else {
      return nil
    }
    return String(version)
  }

  private static func match(_ text: StaticString, _ bytes: Bytes, _ position: Int) -> Bool {
    var cursor = LineCursor(bytes: bytes, position: position, end: bytes.count)
    return cursor.skip(text)
  }
}

extension RecordLine {
  /// The record with its texts decoded; nil when a text has a broken escape.
  func record(_ bytes: Bytes) -> JournalRecord? {
    func text(_ range: Range<Int>) -> String? { LineCursor.decode(bytes, range) }
    guard let profile = text(profile), let id = text(id), let batch = text(batch),
      let reference = text(reference), let contentHash = text(contentHash),
      let maskedAccount = text(maskedAccount), let accountDigest = text(accountDigest)
    else { return nil }
    var record = JournalRecord(
      kind, subject: subject, profile: profile, id: id, batch: batch, reference: reference,
      contentHash: contentHash, amount: amount, maskedAccount: maskedAccount,
      accountDigest: accountDigest, state: state)
    record.sequence = sequence
    record.time = time
    for detail in details {
      guard let name = text(detail.name), let value = text(detail.value) else { return nil }
      record.details.append(.init(name, value))
    }
    if let request {
      if request.hex {
        guard let data = LineCursor.decodeHex(bytes, request.range) else { return nil }
        record.request = data
      } else {
        guard let data = text(request.range) else { return nil }
        record.request = Array(data.utf8)
      }
    }
    return record
  }
}
