import BulkVerification
import Glibc
import TestSupport
import Testing

/// Packed files: the text of every member, and no end that was not there.
@Suite struct GzipInputTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func packed(_ text: [UInt8]) -> [UInt8] { PackedFile.gzip(text) }

  private func lines(_ count: Int) -> [UInt8] {
    Array((0..<count).map { "amount=1&number=\($0)\n" }.joined().utf8)
  }

  private func run(_ file: [UInt8]) throws -> BulkSummary {
    let path = scratch.path + "/lines.gz"
    let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    _ = file.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    lseek(descriptor, 0, SEEK_SET)
    let judge = MessageJudge(subjects: SampleSubjects.all)
    return try BulkVerification.run(
      input: descriptor, options: BulkOptions(subjects: SampleSubjects.all),
      slowPath: { judge.verdict(on: $0) }, write: { _ in })
  }

  @Test(arguments: [0, 1, 5_000])
  func aPackedFileHasTheLinesOfThePlainOne(count: Int) throws {
    let plain = try run(lines(count))
    let packed = try run(packed(lines(count)))
    #expect(packed.lines == count)
    #expect(packed.lines == plain.lines)
    #expect(packed.bytes == plain.bytes)
    #expect(packed.unreadable == plain.unreadable)
  }

  /// Rotated logs are often joined as they are.
  @Test func everyMemberIsRead() throws {
    #expect(try run(packed(lines(10)) + packed(lines(5))).lines == 15)
  }

  /// `gzip -9n` of "a=1&b=2" and a line feed, 40 times.
  @Test func aDeflatedFileIsRead() throws {
    let file: [UInt8] = [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xFF, 0x4B, 0xB4, 0x35, 0x54, 0x4B,
      0xB2, 0x35, 0xE2, 0x4A, 0x1C, 0xA5, 0xC9, 0xA2, 0x01, 0x67, 0xD1, 0xC0, 0xFE, 0x40, 0x01,
      0x00, 0x00,
    ]
    let summary = try run(file)
    #expect(summary.lines == 40)
    #expect(summary.bytes == 320)
  }

  @Test func aFileThatIsCutOffOrDamagedIsNoEnd() {
    let whole = packed(lines(20))
    for count in [whole.count - 1, whole.count - 9, whole.count / 2, 20, 11] {
      #expect(throws: GzipError.self) { try run(Array(whole.prefix(count))) }
    }
    var damaged = whole
    damaged[whole.count / 2] ^= 1
    #expect(throws: GzipError.self) { try run(damaged) }
  }
}
