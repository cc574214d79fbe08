/// A QR code of some bytes (ISO/IEC 18004), in byte mode, of the smallest version that holds
/// them.
package struct QRCode: Sendable, Equatable {
  /// Modules along one side, the quiet zone not counted.
  package let size: Int
  /// The version, 1 to 40.
  package let version: Int
  /// The mask, 0 to 7.
  package let mask: Int
  private let dark: [Bool]

  /// Encodes `bytes`; nil if they are too many: 2953 at the lowest level, 1273 at the highest.
  package init?(_ bytes: [UInt8], level: QRErrorCorrection = .medium) {
    let versions = (1...40).map { QRVersion(number: $0, level: level) }
    guard let version = versions.first(where: { $0.byteCapacity >= bytes.count }) else {
      return nil
    }
    var base = QRMatrix(version: version)
    base.drawCodewords(QRCodewords.make(bytes, version: version))
    var best = base
    var bestScore = Int.max
    var bestMask = 0
    for mask in 0..<8 {
      var candidate = base
      candidate.apply(mask: mask)
      candidate.drawFormat(mask: mask)
      let score = QRPenalty.score(candidate)
      if score < bestScore { (best, bestScore, bestMask) = (candidate, score, mask) }
    }
    size = version.size
    self.version = version.number
    mask = bestMask
    dark = best.dark
  }

  /// Encodes the UTF-8 bytes of `text`.
  package init?(text: String, level: QRErrorCorrection = .medium) {
    self.init(Array(text.utf8), level: level)
  }

  /// Whether a module is dark. Outside the code all is light.
  package func isDark(row: Int, column: Int) -> Bool {
    guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
    return dark[row * size + column]
  }

  /// The code as lines of half blocks, two modules to a character, with a quiet zone.
  ///
  /// - Parameters:
  ///   - onDarkBackground: draws the light modules, for a terminal with light text on dark.
  ///   - quietZone: light modules around the code; the standard asks for four.
  package func lines(onDarkBackground: Bool = true, quietZone: Int = 4) -> [String] {
    let range = -quietZone..<size + quietZone
    return stride(from: range.lowerBound, to: range.upperBound, by: 2).map { row in
      String(
        range.map { column in
          let upper = isDark(row: row, column: column) != onDarkBackground
          let isInside = row + 1 < range.upperBound
          let lower = isInside && isDark(row: row + 1, column: column) != onDarkBackground
          return Self.halfBlock(upper: upper, lower: lower)
        })
    }
  }

  private static func halfBlock(upper: Bool, lower: Bool) -> Character {
    switch (upper, lower) {
    case (true, true): "█"
    case (true, false): "▀"
    case (false, true): "▄"
    case (false, false): " "
    }
  }
}
