/// Finding, cutting and changing text that is bytes.
extension BidirectionalCollection where Element == UInt8 {
  /// The part between the first and the last byte that is not `spare`.
  @inlinable package func trimmed(_ spare: (UInt8) -> Bool) -> SubSequence {
    guard let first = firstIndex(where: { !spare($0) }),
      let last = lastIndex(where: { !spare($0) })
    else { return self[endIndex..<endIndex] }
    return self[first...last]
  }
}

extension Collection where Element == UInt8 {
  /// Whether the bytes begin with those of `text`.
  @inlinable package func hasPrefix(_ text: StaticString) -> Bool {
    starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// What `write` puts down for each byte, one behind the other.
  @inlinable package func rewritten(_ write: (UInt8, inout [UInt8]) -> Void) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count + count / 4)
    for byte in self { write(byte, &result) }
    return result
  }

  /// Whether the bytes are the same but for the case of ASCII letters.
  @inlinable package func isSameIgnoringCase(as other: some Collection<UInt8>) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.lowercased == $1.lowercased }
  }

  /// The bytes with capital letters as small ones.
  @inlinable package var lowercased: [UInt8] { map(\.lowercased) }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// The first index, at or after `start`, at which `needle` stands; nil for an empty one.
  @inlinable package func firstIndex(of needle: some Collection<UInt8>, from start: Int? = nil)
    -> Int?
  {
    guard let head = needle.first else { return nil }
    let last = endIndex - needle.count
    var index = start ?? startIndex
    while index <= last {
      if self[index] == head, self[index...].starts(with: needle) { return index }
      index += 1
    }
    return nil
  }

  /// Whether `needle` stands anywhere; an empty one does not.
  @inlinable package func contains(_ needle: some Collection<UInt8>) -> Bool {
    firstIndex(of: needle) != nil
  }

  /// Whether the text stands anywhere.
  @inlinable package func contains(_ text: String) -> Bool { contains(text.utf8) }
}
