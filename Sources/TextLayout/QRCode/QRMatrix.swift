/// The modules of a QR code while it is drawn.
struct QRMatrix {
  let version: QRVersion
  let size: Int
  /// Whether the module at `row * size + column` is dark.
  private(set) var dark: [Bool]
  /// Whether the module belongs to a fixed pattern, which no mask changes.
  private var isFixed: [Bool]

  init(version: QRVersion) {
    self.version = version
    size = version.size
    dark = [Bool](repeating: false, count: size * size)
    isFixed = dark
    drawTiming()
    drawFinders()
    drawAlignments()
    drawFormat(mask: 0)
    drawVersion()
  }

  subscript(row: Int, column: Int) -> Bool { dark[row * size + column] }

  private mutating func fix(_ row: Int, _ column: Int, _ isDark: Bool) {
    dark[row * size + column] = isDark
    isFixed[row * size + column] = true
  }

  private mutating func drawTiming() {
    for index in 0..<size {
      fix(6, index, index % 2 == 0)
      fix(index, 6, index % 2 == 0)
    }
  }

  private mutating func drawFinders() {
    for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] {
      for y in -4...4 {
        for x in -4...4 {
          let (r, c) = (row + y, column + x)
          guard (0..<size).contains(r), (0..<size).contains(c) else { continue }
          let distance = max(abs(x), abs(y))
          fix(r, c, distance != 2 && distance != 4)
        }
      }
    }
  }

  private mutating func drawAlignments() {
    let centres = version.alignmentCentres
    guard let last = centres.last else { return }
    for row in centres {
      for column in centres {
        let isFinder = (row == 6 && (column == 6 || column == last)) || (row == last && column == 6)
        if isFinder { continue }
        for y in -2...2 {
          for x in -2...2 { fix(row + y, column + x, max(abs(x), abs(y)) != 1) }
        }
      }
    }
  }

  /// The level and the mask with their check bits, twice (ISO/IEC 18004, 7.9).
  mutating func drawFormat(mask: Int) {
    let data = version.level.formatBits << 3 | mask
    var remainder = data
    for _ in 0..<10 { remainder = (remainder << 1) ^ ((remainder >> 9) * 0x537) }
    let bits = (data << 10 | remainder) ^ 0x5412
    func bit(_ index: Int) -> Bool { (bits >> index) & 1 == 1 }
    for index in 0...5 { fix(index, 8, bit(index)) }
    fix(7, 8, bit(6))
    fix(8, 8, bit(7))
    fix(8, 7, bit(8))
    for index in 9..<15 { fix(8, 14 - index, bit(index)) }
    for index in 0..<8 { fix(8, size - 1 - index, bit(index)) }
    for index in 8..<15 { fix(size - 15 + index, 8, bit(index)) }
    fix(size - 8, 8, true)
  }

  /// The version with its check bits, twice, from version 7 on (ISO/IEC 18004, 7.10).
  private mutating func drawVersion() {
    guard version.number >= 7 else { return }
    var remainder = version.number
    for _ in 0..<12 { remainder = (remainder << 1) ^ ((remainder >> 11) * 0x1F25) }
    let bits = version.number << 12 | remainder
    for index in 0..<18 {
      let isDark = (bits >> index) & 1 == 1
      let (far, near) = (size - 11 + index % 3, index / 3)
      fix(near, far, isDark)
      fix(far, near, isDark)
    }
  }

  /// Fills the free modules in two-module columns, right to left, up and down in turn.
  mutating func drawCodewords(_ codewords: [UInt8]) {
    var position = 0
    var isUpward = true
    for pair in stride(from: size - 1, through: 1, by: -2) {
      let right = pair <= 6 ? pair - 1 : pair
      for step in 0..<size {
        let row = isUpward ? size - 1 - step : step
        for column in [right, right - 1] where column >= 0 {
          guard !isFixed[row * size + column], position < codewords.count * 8 else { continue }
          let byte = codewords[position / 8]
          dark[row * size + column] = (byte >> UInt8(7 - position % 8)) & 1 == 1
          position += 1
        }
      }
      isUpward.toggle()
    }
  }

  /// Inverts the free modules where `mask` says so (ISO/IEC 18004, table 10).
  mutating func apply(mask: Int) {
    for row in 0..<size {
      for column in 0..<size where !isFixed[row * size + column] {
        if Self.inverts(mask, row, column) { dark[row * size + column].toggle() }
      }
    }
  }

  private static func inverts(_ mask: Int, _ y: Int, _ x: Int) -> Bool {
    switch mask {
    case 0: (x + y) % 2 == 0
    case 1: y % 2 == 0
    case 2: x % 3 == 0
    case 3: (x + y) % 3 == 0
    case 4: (x / 3 + y / 2) % 2 == 0
    case 5: x * y % 2 + x * y % 3 == 0
    case 6: (x * y % 2 + x * y % 3) % 2 == 0
    default: ((x + y) % 2 + x * y % 3) % 2 == 0
    }
  }
}
