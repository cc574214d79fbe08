/// What the long way said of lines by what stands around their messages.
///
/// The first line of each look goes the long way; only if that agrees with the short one do later lines
/// of the same look go the short way alone.
struct FrameMemory {
  /// How lines of one look are decided.
  enum Word {
    /// What the digest says is the verdict, whatever stands around the message.
    case trusted
    /// A message whose digest does not fit has another fault for the long way, which reads more than the
    /// message; the verdict but for the order number.
    case faulty(LineVerdict)
    /// The long way decides each.
    case doubted
    /// There is no message in such a line; what the long way says of it.
    case nothing(LineVerdict)
  }

  private static let capacity = 8_192
  private var words: [UInt64: Word] = [:]

  subscript(_ skeleton: UInt64) -> Word? { words[skeleton] }

  /// Remembers a look; a hostile file with ever new ones cannot fill memory.
  mutating func note(_ word: Word, of skeleton: UInt64) {
    if words.count >= Self.capacity { words.removeAll(keepingCapacity: true) }
    words[skeleton] = word
  }
}
