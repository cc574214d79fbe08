/// How hard a masked QR code is to read (ISO/IEC 18004, 7.8.3); the mask with the least is used.
enum QRPenalty {
  static func score(_ matrix: QRMatrix) -> Int {
    let size = matrix.size
    var score = 0
    for index in 0..<size {
      score += line((0..<size).map { matrix[index, $0] })
      score += line((0..<size).map { matrix[$0, index] })
    }
    return score + blocks(matrix) + balance(matrix)
  }

  /// Runs of five or more of one colour, and patterns that look like a finder.
  private static func line(_ modules: [Bool]) -> Int {
    var score = 0
    var run = 0
    for (index, module) in modules.enumerated() {
      run = index > 0 && modules[index - 1] == module ? run + 1 : 1
      if run == 5 { score += 3 } else if run > 5 { score += 1 }
    }
    let finder = [true, false, true, true, true, false, true]
    guard modules.count >= 7 else { return score }
    for start in 0...modules.count - 7 where Array(modules[start..<start + 7]) == finder {
      let before = modules[max(0, start - 4)..<start]
      let after = modules[(start + 7)..<min(modules.count, start + 11)]
      // Outside the code all is light.
      if !before.contains(true) || !after.contains(true) { score += 40 }
    }
    return score
  }

  /// Squares of two by two of one colour.
  private static func blocks(_ matrix: QRMatrix) -> Int {
    var score = 0
    for row in 0..<matrix.size - 1 {
      for column in 0..<matrix.size - 1 {
        let module = matrix[row, column]
        if matrix[row, column + 1] == module, matrix[row + 1, column] == module,
          matrix[row + 1, column + 1] == module
        {
          score += 3
        }
      }
    }
    return score
  }

  /// Ten for each five per cent that the dark share is away from half.
  private static func balance(_ matrix: QRMatrix) -> Int {
    let total = matrix.size * matrix.size
    let dark = matrix.dark.count { $0 }
    return abs(dark * 20 - total * 10) / total * 10
  }
}
