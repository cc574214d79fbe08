import ByteText
import Digests
import WireFormat

/// Hashes texts eight at a time and remembers the labels of those that give the digest.
final class DigestBatch {
  /// Which hypotheses made a text.
  struct Label: Hashable {
    var first: Int
    var second: Int
  }

  private let given: GivenDigest
  /// Most texts, and most blocks of 64 bytes, that are hashed.
  private let mostTexts: Int
  private let mostBlocks: Int
  private(set) var searched: Int
  private(set) var blocks = 0
  /// The texts that fit, in the order in which they were tried.
  private(set) var hits: [Label] = []

  private var hash: LaneHash?
  private var beginning = MD5Beginning()
  private var room = 0
  private var texts = UnsafeMutableRawPointer.allocate(byteCount: 0, alignment: 64)
  private let digests = UnsafeMutableRawPointer.allocate(
    byteCount: 16 * MD5Lanes.width, alignment: 64)
  private let seconds = UnsafeMutableRawPointer.allocate(
    byteCount: 192 * MD5Lanes.width, alignment: 64)
  private let padded = UnsafeMutableBufferPointer<MD5Lanes.PaddedMessage>.allocate(
    capacity: MD5Lanes.width)
  private var labels = [Label](repeating: Label(first: 0, second: 0), count: MD5Lanes.width)
  private var held = 0
  /// Whether the texts are whole ones of plain MD5.
  private var isWhole = false

  init(given: GivenDigest, searched: Int, mostTexts: Int, mostBlocks: Int) {
    self.given = given
    self.searched = searched
    self.mostTexts = mostTexts
    self.mostBlocks = mostBlocks
  }

  deinit {
    texts.deallocate()
    digests.deallocate()
    seconds.deallocate()
    padded.deallocate()
  }

  var isSpent: Bool { searched >= mostTexts || blocks >= mostBlocks }

  /// The texts that follow are hashed so, and none is longer.
  func begin(_ hash: LaneHash, longest: Int) {
    flush()
    isWhole = false
    self.hash = hash
    beginning = hash.start
    guard longest + MD5Lanes.slack > room else { return }
    room = longest + MD5Lanes.slack
    texts.deallocate()
    texts = .allocate(byteCount: room * MD5Lanes.width, alignment: 64)
  }

  /// Where texts begin by the digest that was last asked for.
  var start: MD5Beginning { hash?.start ?? MD5Beginning() }

  /// The longest text that there is room for.
  var longest: Int { room - MD5Lanes.slack }

  /// Adds the text of a trial, whatever its digest.
  func add(_ label: Label, _ trial: Trial) {
    guard !isSpent else { return }
    guard let other = LaneHash(trial) else {
      searched += 1
      let text = trial.written().bytes
      blocks += text.count / 16 + 8
      if given.match(trial.digest(of: text)) != nil { hits.append(label) }
      return
    }
    let text = trial.written().bytes
    let isPlain = trial.hash == .md5
    if !isPlain || !isWhole || text.count > longest {
      begin(other, longest: max(longest, text.count + 256))
      isWhole = isPlain
    }
    add(label) { text.copy(to: $0) }
  }

  /// The texts that follow go on behind those bytes, a multiple of 64, which begin all of them.
  func go(on beginning: MD5Beginning) {
    flush()
    isWhole = false
    self.beginning = beginning
  }

  /// Adds a text. `write` puts its bytes to the place and returns how many they are.
  @inline(__always)
  func add(_ label: Label, _ write: (UnsafeMutableRawPointer) -> Int) {
    guard !isSpent else { return }
    let place = texts + held * room
    let count = write(place)
    let message = MD5Lanes.pad(.init(start: place, count: count), after: beginning)
    padded[held] = message
    labels[held] = label
    searched += 1
    blocks += message.blocks
    held += 1
    if held == MD5Lanes.width { flush() }
  }

  /// Hashes what is held.
  func flush() {
    guard held > 0, let hash else { return }
    let count = held
    held = 0
    let group = UnsafeBufferPointer(rebasing: padded[..<count])
    MD5Lanes.digestPadded(group, after: beginning, into: digests)
    again(hash.second, count)
    for lane in 0..<count {
      let digest = UnsafeRawBufferPointer(start: digests + lane * 16, count: 16)
      if given.mayMatch(digest), given.match(Array(digest)) != nil { hits.append(labels[lane]) }
    }
  }

  /// Hashes the digests once more where that is asked for.
  private func again(_ second: LaneHash.Second, _ count: Int) {
    var start = MD5Beginning()
    switch second {
    case .nothing: return
    case .outer(let beginning): start = beginning
    case .raw, .lowerHex, .upperHex: break
    }
    for lane in 0..<count {
      let place = seconds + lane * 192
      let digest = UnsafeRawBufferPointer(start: digests + lane * 16, count: 16)
      var size = 16
      switch second {
      case .lowerHex, .upperHex:
        size = 32
        var isUpper = false
        if case .upperHex = second { isUpper = true }
        Hex.encode(Array(digest), upper: isUpper).withUnsafeBytes {
          UnsafeMutableRawBufferPointer(start: place, count: 32).copyMemory(from: $0)
        }
      case .nothing, .raw, .outer:
        UnsafeMutableRawBufferPointer(start: place, count: 16).copyMemory(from: digest)
      }
      padded[lane] = MD5Lanes.pad(.init(start: place, count: size), after: start)
    }
    let group = UnsafeBufferPointer(rebasing: padded[..<count])
    MD5Lanes.digestPadded(group, after: start, into: digests)
  }
}

extension Array where Element == UInt8 {
  /// Copies the bytes to the place and returns how many they are.
  @inline(__always)
  func copy(to place: UnsafeMutableRawPointer) -> Int {
    withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { place.copyMemory(from: start, byteCount: bytes.count) }
    }
    return count
  }
}
