import Platform

extension SplitMix64 {
  /// A number from 0 up to, but not including, the limit.
  public mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  /// So many bytes at most, possibly none.
  public mutating func bytes(upTo limit: Int) -> [UInt8] {
    (0..<below(limit + 1)).map { _ in UInt8.random(in: 0...255, using: &self) }
  }

  /// Whether something happens that happens so often in a hundred.
  public mutating func happens(percent: Int) -> Bool { below(100) < percent }
}
