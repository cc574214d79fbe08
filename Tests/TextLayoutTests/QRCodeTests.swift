import Testing

@testable import TextLayout

/// A code filled to its capacity, and the FNV-1a hash of its modules as another encoder draws
/// them (rows of `0` and `1`, joined by `/`).
struct QRCase: Sendable {
  var level: QRErrorCorrection
  var length: Int
  var version: Int
  var mask: Int
  var hash: UInt64
}

@Suite struct QRCodeTests {
  @Test(arguments: [
    QRCase(level: .low, length: 17, version: 1, mask: 6, hash: 0x4b83_205e_a885_8529),
    QRCase(level: .high, length: 7, version: 1, mask: 6, hash: 0x9b30_0e61_56a4_0e8b),
    QRCase(level: .medium, length: 26, version: 2, mask: 5, hash: 0x89ec_996a_e804_aaa2),
    QRCase(level: .quartile, length: 86, version: 7, mask: 4, hash: 0xfbec_6dd0_b739_4061),
    QRCase(level: .medium, length: 362, version: 14, mask: 2, hash: 0x755a_f67d_1b01_3ccd),
    QRCase(level: .high, length: 403, version: 21, mask: 6, hash: 0x4b7f_cd21_80b2_940b),
    QRCase(level: .quartile, length: 1112, version: 32, mask: 2, hash: 0x2391_47bc_bfd4_ce38),
    QRCase(level: .low, length: 2809, version: 39, mask: 2, hash: 0xfe4b_24ef_8cc4_8f27),
  ])
  func codesAgreeWithAnotherEncoder(_ row: QRCase) throws {
    let bytes = (0..<row.length).map { UInt8(97 + $0 * 7 % 26) }
    let code = try #require(QRCode(bytes, level: row.level))
    #expect(code.version == row.version)
    #expect(code.mask == row.mask)
    let rows = (0..<code.size).map { y in
      (0..<code.size).map { code.isDark(row: y, column: $0) ? "1" : "0" }.joined()
    }
    let hash = rows.joined(separator: "/").utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    #expect(hash == row.hash)
  }

  @Test(arguments: [
    (1, QRErrorCorrection.low, 17), (1, .high, 7), (9, .low, 230), (10, .low, 271),
    (40, .low, 2953), (40, .medium, 2331), (40, .quartile, 1663), (40, .high, 1273),
  ])
  func capacitiesAreThoseOfTheStandard(_ number: Int, _ level: QRErrorCorrection, _ bytes: Int) {
    #expect(QRVersion(number: number, level: level).byteCapacity == bytes)
  }

  @Test func tooMuchIsRefused() {
    #expect(QRCode([UInt8](repeating: 1, count: 2954), level: .low) == nil)
    #expect(QRCode([UInt8](repeating: 1, count: 1274), level: .high) == nil)
  }

  @Test func anEmptyCodeIsDrawn() throws {
    let code = try #require(QRCode([]))
    #expect(code.size == 21)
    let lines = code.lines()
    #expect(lines.count == 15)
    #expect(lines.allSatisfy { $0.count == 29 })
    #expect(lines[0] == String(repeating: "█", count: 29))
    #expect(code.lines(onDarkBackground: false)[0].allSatisfy { $0 == " " })
  }
}
