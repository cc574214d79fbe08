/// Reed-Solomon codes over GF(2^8) with the polynomial 0x11D (ISO/IEC 18004, 7.5.2).
enum ReedSolomon {
  /// The product of two elements of the field.
  static func multiply(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var product = 0
    for bit in (0..<8).reversed() {
      product = (product << 1) ^ ((product >> 7) * 0x11D)
      product ^= ((Int(b) >> bit) & 1) * Int(a)
    }
    return UInt8(truncatingIfNeeded: product)
  }

  /// The coefficients of the generator polynomial of `degree`, without the leading 1.
  static func generator(degree: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: degree)
    result[degree - 1] = 1
    var root: UInt8 = 1
    for _ in 0..<degree {
      for index in 0..<degree {
        result[index] = multiply(result[index], root)
        if index + 1 < degree { result[index] ^= result[index + 1] }
      }
      root = multiply(root, 2)
    }
    return result
  }

  /// The correction codewords of `data`: its remainder by `generator`.
  static func remainder(_ data: some Sequence<UInt8>, generator: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: generator.count)
    for byte in data {
      let factor = byte ^ result[0]
      result.removeFirst()
      result.append(0)
      for index in generator.indices { result[index] ^= multiply(generator[index], factor) }
    }
    return result
  }
}
