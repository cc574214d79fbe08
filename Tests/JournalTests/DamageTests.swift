import Glibc
import TestSupport
import Testing
import WireFormat

@testable import Journal

/// What a start makes of a journal that is not as it was left.
@Suite struct DamageTests {
  let scratch: ScratchFolder
  let whole: Bytes
  let lines: [Bytes]

  init() throws {
    scratch = try ScratchFolder()
    try Sample.fill(scratch)
    whole = try scratch.read("shop.jsonl")
    lines = whole.split(separator: 0x0A).map { Array($0) + [0x0A] }
  }

  /// Puts bytes in place of the journal; the mark stays only where the case is about it.
  private func replace(_ bytes: Bytes, keepMark: Bool = false) throws {
    try scratch.write(bytes, to: "shop.jsonl")
    if !keepMark { unlink(scratch.file("shop.mark")) }
  }

  /// No row that had been sent may look as if it had not.
  private func expectNothingUnsent(_ journal: JournalFile, sent: ClosedRange<Int>) throws {
    for number in sent {
      let state = try journal.state(of: RowName(.payout, "M\(number)"))
      #expect(state != .planned, "row \(number)")
      #expect(state != .notSent, "row \(number)")
      #expect(state != nil, "row \(number)")
    }
  }

  @Test func everyCutEndsInACleanStart() throws {
    for cut in 0..<whole.count {
      try replace(Array(whole[..<cut]))
      let first = try Sample.open(scratch)
      let records = first.position.sequence
      let states = try Sample.states(first)
      first.close()
      let second = try Sample.open(scratch)
      #expect(second.recovery.tornBytes == 0)
      #expect(second.position.sequence == records)
      #expect(try Sample.states(second) == states)
      second.close()
    }
  }

  @Test func aCutLineMakesTheNextRowUnknown() throws {
    // The cut falls into the record that says that row 3 is sent.
    let cut = lines[..<15].map(\.count).reduce(0, +) + 30
    try replace(Array(whole[..<cut]), keepMark: false)
    let journal = try Sample.open(scratch)
    #expect(journal.recovery.tornBytes == 30)
    #expect(try journal.state(of: RowName(.payout, "M3")) == .unknown)
    #expect(try journal.state(of: RowName(.payout, "M4")) == .planned)
    #expect(try journal.state(of: RowName(.payout, "M2")) == .unknown)
  }

  @Test func cutsBeforeTheMarkAreRefused() throws {
    let mark = try scratch.read("shop.mark")
    for cut in 0..<whole.count - 1 {
      try scratch.write(Array(whole[..<cut]), to: "shop.jsonl")
      try scratch.write(mark, to: "shop.mark")
      do {
        let journal = try Sample.open(scratch)
        try expectNothingUnsent(journal, sent: 1...4)
        #expect(cut > whole.count - lines[19].count)
      } catch let error as JournalError {
        #expect(error.refusal.exit == .data)
      }
    }
  }

  @Test func everyFlippedByteIsRefusedOrSealed() throws {
    for index in 0..<whole.count {
      var bytes = whole
      bytes[index] ^= 1 << UInt8(index % 8)
      try replace(bytes)
      do {
        let journal = try Sample.open(scratch)
        #expect(index >= whole.count - lines[19].count - 1)
        try expectNothingUnsent(journal, sent: 1...4)
        journal.close()
      } catch let error as JournalError {
        #expect(error.refusal.exit == .data)
        #expect(try scratch.read("shop.jsonl") == bytes)
      }
    }
  }

  @Test func everyLostDoubledOrMovedLineIsRefused() throws {
    for index in lines.indices {
      var cases: [[Bytes]] = []
      var lost = lines
      lost.remove(at: index)
      if index < lines.count - 1 { cases.append(lost) }
      var doubled = lines
      doubled.insert(lines[index], at: index)
      cases.append(doubled)
      if index > 0 {
        var swapped = lines
        swapped.swapAt(index - 1, index)
        cases.append(swapped)
      }
      for changed in cases {
        try replace(Array(changed.joined()))
        let error = #expect(throws: JournalError.self) { try Sample.open(scratch) }
        #expect(error?.refusal.exit == .data)
      }
    }
  }

  @Test func theLastLineLostIsKnownByTheMark() throws {
    try replace(Array(lines.dropLast().joined()), keepMark: true)
    #expect(
      throws: JournalError.shortened(
        file: scratch.file("shop.jsonl"), last: 19, expected: 20)
    ) { try Sample.open(scratch) }
    try replace(lines[0], keepMark: true)
    #expect(throws: JournalError.self) { try Sample.open(scratch, .read) }
  }

  @Test func aJournalThatIsGoneIsKnownByTheMark() throws {
    unlink(scratch.file("shop.jsonl"))
    #expect(throws: JournalError.self) { try Sample.open(scratch) }
  }

  @Test func anEditorsLineEndsAreRefused() throws {
    try replace(Array(lines.map { $0.dropLast() + [0x0D, 0x0A] }.joined()))
    let error = #expect(throws: JournalError.self) { try Sample.open(scratch) }
    #expect(error?.refusal.exit == .data)
  }

  @Test(arguments: [1, 512, 4096, 3 << 20])
  func zerosAtTheEndAreSealed(count: Int) throws {
    try replace(whole + Bytes(repeating: 0, count: count), keepMark: true)
    let journal = try Sample.open(scratch)
    #expect(journal.recovery.tornBytes == count)
    #expect(try journal.verify().seals == 1)
    try journal.append([Sample.step(.paid, 4)], durable: true)
    #expect(try journal.verify().records == 22)
  }

  @Test func aSealTornItselfIsSealedAgain() throws {
    try replace(whole + Array("{\"v\":1,\"n\":21,".utf8))
    try Sample.open(scratch).close()
    let sealed = try scratch.read("shop.jsonl")
    for cut in (whole.count + 14)..<sealed.count {
      try replace(Array(sealed[..<cut]))
      try Sample.open(scratch).close()
      let journal = try Sample.open(scratch)
      #expect(journal.recovery.tornBytes == 0)
      #expect(try journal.verify().records == 21)
    }
  }

  @Test(arguments: ["\n", "hello\n", "[1]", "{\"v\":1,\"x\":2}\n", "{}\n{}\n", "\r\n"])
  func aForeignFileIsRefused(text: String) throws {
    try replace(Array(text.utf8))
    let error = #expect(throws: JournalError.self) { try Sample.open(scratch) }
    #expect(error?.refusal.exit == .data)
    #expect(try scratch.read("shop.jsonl") == Array(text.utf8))
  }

  @Test func aNewerVersionIsRefused() throws {
    try replace(whole + Array("{\"v\":2,\"n\":21,\"future\":true}\n".utf8))
    #expect(
      throws: JournalError.newerFormat(
        file: scratch.file("shop.jsonl"), offset: Int64(whole.count), version: "2")
    ) { try Sample.open(scratch) }
  }

  @Test func anUnknownKindIsRefused() throws {
    let text = String(decoding: lines[0], as: UTF8.self)
    var body = Array(text.split(separator: ",\"c\":")[0].utf8)
    guard let place = body.firstRange(of: Array("PLAN".utf8)) else { return }
    body.replaceSubrange(place, with: "MOON".utf8)
    var line = body + Array(",\"c\":\"".utf8)
    Checksum(of: body).write(to: &line)
    try replace(line + Array("\"}\n".utf8))
    #expect(
      throws: JournalError.unknownKind(
        file: scratch.file("shop.jsonl"), offset: 0, kind: "MOON")
    ) { try Sample.open(scratch) }
  }
}
