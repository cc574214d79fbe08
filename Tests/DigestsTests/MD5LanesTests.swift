import Testing

@testable import Digests

@Suite struct MD5LanesTests {
  /// Hashes copies of the messages, each at an odd address with its slack full of rubbish.
  private func digests(_ messages: [[UInt8]]) -> [[UInt8]] {
    let arenas = messages.map { message in
      let arena = UnsafeMutableRawBufferPointer.allocate(
        byteCount: message.count + MD5Lanes.slack + 1, alignment: 16)
      for index in arena.indices { arena[index] = 0xEE }
      for (index, byte) in message.enumerated() { arena[index + 1] = byte }
      return arena
    }
    defer { for arena in arenas { arena.deallocate() } }
    let inputs = zip(arenas, messages).compactMap { arena, message in
      arena.baseAddress.map { MD5Lanes.Message(start: $0 + 1, count: message.count) }
    }
    var output = [UInt8](repeating: 0, count: messages.count * 16)
    output.withUnsafeMutableBytes { bytes in
      if let start = bytes.baseAddress { MD5Lanes.digest(inputs, into: start) }
    }
    return stride(from: 0, to: output.count, by: 16).map { Array(output[$0..<($0 + 16)]) }
  }

  @Test func equalLengthsMatchScalarUpTo300Bytes() {
    for length in 0...300 {
      let messages = (0..<8).map { pattern(length, seed: $0 * 1_000) }
      #expect(digests(messages) == messages.map { Insecure.MD5.digest($0) }, "length \(length)")
    }
  }

  @Test func mixedLengthsMatchScalar() {
    let messages = (0...300).map { pattern($0 * 7 % 301, seed: $0) }
    #expect(digests(messages) == messages.map { Insecure.MD5.digest($0) })
  }

  @Test(arguments: 0...17)
  func partialGroupsMatchScalar(_ count: Int) {
    let messages = (0..<count).map { pattern(50 + $0 * 9, seed: $0) }
    #expect(digests(messages) == messages.map { Insecure.MD5.digest($0) })
  }

  @Test func publishedVectorsHoldInEveryLane() {
    for start in md5Vectors.indices {
      let order = (0..<8).map { md5Vectors[(start + $0) % md5Vectors.count] }
      #expect(digests(order.map { Array($0.message.utf8) }).map(hex) == order.map(\.digest))
    }
  }

  @Test func paddingStaysWithinTheSlack() {
    for length in 0...200 {
      let arena = UnsafeMutableRawBufferPointer.allocate(
        byteCount: length + MD5Lanes.slack, alignment: 1)
      defer { arena.deallocate() }
      for index in arena.indices { arena[index] = 0xEE }
      guard let start = arena.baseAddress else { continue }
      let padded = MD5Lanes.pad(.init(start: start, count: length))
      #expect(padded.blocks * 64 <= length + MD5Lanes.slack)
      #expect(arena[(padded.blocks * 64)...].allSatisfy { $0 == 0xEE })
    }
  }
}
