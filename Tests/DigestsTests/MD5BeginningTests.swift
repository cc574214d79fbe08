import Digests
import Testing

@Suite struct MD5BeginningTests {
  /// Hashes messages that begin alike, the common blocks only once.
  private func digests(_ common: [UInt8], _ rests: [[UInt8]]) -> [[UInt8]] {
    var beginning = MD5Beginning()
    common.withUnsafeBytes { beginning.absorb($0) }
    let messages = rests.map { common.dropFirst(beginning.count) + $0 }
    let room = (messages.map(\.count).max() ?? 0) + MD5Lanes.slack
    var output = [UInt8](repeating: 0, count: messages.count * 16)
    withUnsafeTemporaryAllocation(byteCount: room * messages.count, alignment: 64) { texts in
      guard let start = texts.baseAddress else { return }
      let padded = messages.enumerated().map { index, message in
        let place = start + index * room
        for (offset, byte) in message.enumerated() {
          place.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
        }
        return MD5Lanes.pad(.init(start: place, count: message.count), after: beginning)
      }
      output.withUnsafeMutableBytes { bytes in
        padded.withUnsafeBufferPointer { padded in
          if let out = bytes.baseAddress {
            MD5Lanes.digestPadded(padded, after: beginning, into: out)
          }
        }
      }
    }
    return stride(from: 0, to: output.count, by: 16).map { Array(output[$0..<($0 + 16)]) }
  }

  @Test(arguments: [0, 1, 63, 64, 65, 127, 128, 200, 640])
  func messagesThatBeginAlikeMatchScalar(_ length: Int) {
    let common = pattern(length, seed: length)
    let rests = (0..<19).map { pattern($0 * 13, seed: $0) }
    #expect(digests(common, rests) == rests.map { Insecure.MD5.digest(common + $0) })
  }

  @Test func whatFillsNoBlockIsLeftToTheCaller() {
    var beginning = MD5Beginning()
    pattern(130, seed: 1).withUnsafeBytes { beginning.absorb($0) }
    #expect(beginning.count == 128)
    pattern(63, seed: 2).withUnsafeBytes { beginning.absorb($0) }
    #expect(beginning.count == 128)
  }
}
