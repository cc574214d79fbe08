/// How strongly a QR code is protected against damage (ISO/IEC 18004, 6.5.1).
package enum QRErrorCorrection: Sendable, CaseIterable {
  /// About 7 % of the code may be damaged.
  case low
  /// About 15 %.
  case medium
  /// About 25 %.
  case quartile
  /// About 30 %.
  case high

  /// The two bits that name the level in the format information.
  var formatBits: Int {
    switch self {
    case .low: 1
    case .medium: 0
    case .quartile: 3
    case .high: 2
    }
  }
}

/// The dimensions of one version of QR code, 1 to 40, at one level (ISO/IEC 18004, table 9).
struct QRVersion {
  let number: Int
  let level: QRErrorCorrection

  /// Modules along one side.
  var size: Int { number * 4 + 17 }

  /// Error correction codewords in each block.
  var correctionLength: Int { Self.correctionLengths(level)[number - 1] }

  /// Blocks into which the data is divided.
  var blockCount: Int { Self.blockCounts(level)[number - 1] }

  /// All codewords, data and correction.
  var codewordCount: Int { moduleCount / 8 }

  /// Data codewords.
  var dataLength: Int { codewordCount - correctionLength * blockCount }

  /// Bits of the character count in byte mode.
  var countBits: Int { number < 10 ? 8 : 16 }

  /// The longest payload in byte mode.
  var byteCapacity: Int { (dataLength * 8 - 4 - countBits) / 8 }

  /// The centres of alignment patterns along one axis.
  var alignmentCentres: [Int] {
    guard number > 1 else { return [] }
    let count = number / 7 + 2
    let step = (number * 8 + count * 3 + 5) / (count * 4 - 4) * 2
    return [6] + (0..<count - 1).reversed().map { size - 7 - $0 * step }
  }

  /// Modules left for codewords once the fixed patterns are drawn.
  private var moduleCount: Int {
    var result = (16 * number + 128) * number + 64
    if number >= 2 {
      let count = number / 7 + 2
      result -= (25 * count - 10) * count - 55
    }
    return number >= 7 ? result - 36 : result
  }

  private static func correctionLengths(_ level: QRErrorCorrection) -> [Int] {
    switch level {
    case .low:
      [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30,
        30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
      ]
    case .medium:
      [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
      ]
    case .quartile:
      [
        13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30,
        30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
      ]
    case .high:
      [
        17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
      ]
    }
  }

  private static func blockCounts(_ level: QRErrorCorrection) -> [Int] {
    switch level {
    case .low:
      [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13,
        14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
      ]
    case .medium:
      [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23,
        25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
      ]
    case .quartile:
      [
        1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29,
        34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
      ]
    case .high:
      [
        1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35,
        37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
      ]
    }
  }
}
