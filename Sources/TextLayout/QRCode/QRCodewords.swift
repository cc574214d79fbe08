/// Turns bytes into the codewords of a QR code: data, padding, correction, interleaved.
enum QRCodewords {
  /// The codewords in the order in which they are drawn (ISO/IEC 18004, 7.4 to 7.6).
  ///
  /// - Parameter bytes: no more than `version.byteCapacity`.
  static func make(_ bytes: [UInt8], version: QRVersion) -> [UInt8] {
    let data = pad(bytes, version: version)
    let blockCount = version.blockCount
    let shortLength = version.dataLength / blockCount
    let longBlocks = version.dataLength % blockCount
    let generator = ReedSolomon.generator(degree: version.correctionLength)
    var blocks: [ArraySlice<UInt8>] = []
    var start = 0
    for index in 0..<blockCount {
      let length = shortLength + (index >= blockCount - longBlocks ? 1 : 0)
      blocks.append(data[start..<start + length])
      start += length
    }
    let corrections = blocks.map { ReedSolomon.remainder($0, generator: generator) }
    var result: [UInt8] = []
    for column in 0...shortLength {
      for block in blocks where column < block.count {
        result.append(block[block.startIndex + column])
      }
    }
    for column in 0..<version.correctionLength {
      result += corrections.map { $0[column] }
    }
    return result
  }

  /// Mode, count, bytes, terminator and the pad codewords 0xEC and 0x11.
  private static func pad(_ bytes: [UInt8], version: QRVersion) -> [UInt8] {
    var bits: [Bool] = []
    func append(_ value: Int, _ count: Int) {
      for bit in (0..<count).reversed() { bits.append((value >> bit) & 1 == 1) }
    }
    append(0b0100, 4)
    append(bytes.count, version.countBits)
    for byte in bytes { append(Int(byte), 8) }
    append(0, min(4, version.dataLength * 8 - bits.count))
    append(0, (8 - bits.count % 8) % 8)
    var result = stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    var padding: UInt8 = 0xEC
    while result.count < version.dataLength {
      result.append(padding)
      padding ^= 0xEC ^ 0x11
    }
    return result
  }
}
