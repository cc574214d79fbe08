/// The state of MD5 after whole blocks that many messages begin with: they are hashed from there.
package struct MD5Beginning: Sendable {
  /// Bytes in a block.
  package static let blockSize = 64

  var state = MD5State()
  /// Bytes taken in so far, a multiple of the block size.
  package private(set) var count = 0

  /// The beginning of all messages: nothing taken in.
  package init() {}

  /// Takes in the whole blocks of that many bytes; a rest that fills no block is left to the caller.
  package mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
    let blocks = bytes.count / Self.blockSize
    guard blocks > 0, let start = bytes.baseAddress else { return }
    state.compress(start, count: blocks)
    count += blocks * Self.blockSize
  }
}

extension MD5Lanes {
  /// Writes the padding of a message that goes on behind a beginning, within its slack.
  package static func pad(_ message: Message, after beginning: MD5Beginning) -> PaddedMessage {
    pad(message, hashed: beginning.count)
  }

  /// Hashes padded messages that all go on behind one beginning.
  package static func digestPadded(
    _ messages: UnsafeBufferPointer<PaddedMessage>, after beginning: MD5Beginning,
    into digests: UnsafeMutableRawPointer
  ) {
    digestPadded(messages, from: beginning.state, into: digests)
  }
}

extension MD5LaneState {
  /// The same state in every lane.
  init(_ state: MD5State) {
    a = Lanes(repeating: state.a)
    b = Lanes(repeating: state.b)
    c = Lanes(repeating: state.c)
    d = Lanes(repeating: state.d)
  }
}
