import Glibc
import TestSupport
import Testing

@testable import Journal

/// A journal that was opened for reading and is read on while somebody else writes it.
@Suite struct FollowingTests {
  private let payout = RowName(.payout, "M1")

  /// A directory that was touched just now could be touched again unseen.
  private func settle(_ scratch: ScratchFolder) {
    let past = timespec(tv_sec: 1_700_000_000, tv_nsec: 0)
    var times = [past, past]
    #expect(utimensat(AT_FDCWD, scratch.path, &times, 0) == 0)
  }

  private func put(_ bytes: ArraySlice<UInt8>, at offset: Int, _ scratch: ScratchFolder) throws {
    let descriptor = open(scratch.file("shop.jsonl"), O_WRONLY)
    defer { close(descriptor) }
    let bytes = Array(bytes)
    #expect(pwrite(descriptor, bytes, bytes.count, off_t(offset)) == bytes.count)
  }

  @Test func whatWasWrittenSinceIsRead() throws {
    let scratch = try ScratchFolder()
    let writer = try Sample.open(scratch)
    try writer.append([Sample.plan(1)], durable: true)
    settle(scratch)
    let reader = try Sample.open(scratch, .read)
    for (kind, word) in [(RecordKind.send, "SEND"), (.accepted, "ACCEPTED"), (.paid, "PAID")] {
      #expect(try reader.catchUp())
      try writer.append([Sample.step(kind, 1)], durable: true)
      #expect(try reader.catchUp())
      #expect(try reader.state(of: payout)?.word == word)
    }
    #expect(reader.head == writer.head)
  }

  @Test func aRecordThatIsHalfThereIsReadWhenItIsWhole() throws {
    let scratch = try ScratchFolder()
    try Sample.fill(scratch, [Sample.plan(1), Sample.step(.send, 1), Sample.step(.paid, 1)])
    let whole = try scratch.read("shop.jsonl")
    let end = try #require(whole.dropLast().lastIndex(of: 0x0A)) + 1
    unlink(scratch.file("shop.mark"))
    try scratch.write(Array(whole[..<end]), to: "shop.jsonl")
    settle(scratch)
    let reader = try Sample.open(scratch, .read)
    for cut in [end + 1, end + 40, whole.count - 1] {
      try put(whole[end..<cut], at: end, scratch)
      #expect(try reader.catchUp())
      #expect(try reader.state(of: payout)?.word == "SEND", "\(cut)")
    }
    try put(whole[end...], at: end, scratch)
    #expect(try reader.catchUp())
    #expect(try reader.state(of: payout)?.word == "PAID")
  }

  @Test func filesThatComeAndGoAreLookedAtAnew() throws {
    let scratch = try ScratchFolder()
    try Sample.fill(scratch, [Sample.plan(1)])
    // Touched just now: nobody can tell whether it will be again within the same tick.
    #expect(try !Sample.open(scratch, .read).catchUp())
    settle(scratch)
    let reader = try Sample.open(scratch, .read)
    #expect(try reader.catchUp())
    try scratch.write([], to: "another.jsonl")
    #expect(try !reader.catchUp())
  }

  @Test func aFileThatGotShorterIsNotReadOn() throws {
    let scratch = try ScratchFolder()
    try Sample.fill(scratch)
    settle(scratch)
    let reader = try Sample.open(scratch, .read)
    #expect(truncate(scratch.file("shop.jsonl"), 100) == 0)
    #expect(try !reader.catchUp())
  }

  @Test func aLineThatDoesNotContinueTheChainIsDamage() throws {
    let scratch = try ScratchFolder()
    try Sample.fill(scratch, [Sample.plan(1)])
    settle(scratch)
    let reader = try Sample.open(scratch, .read)
    let whole = try scratch.read("shop.jsonl")
    try put(whole[...], at: whole.count, scratch)
    #expect(throws: JournalError.self) { try reader.catchUp() }
  }
}
