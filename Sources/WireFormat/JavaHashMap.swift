/// The order in which a `java.util.HashMap<String, …>` (Java 8 and later) gives its entries.
enum JavaHashMap {
  /// A bucket that would hold more entries becomes a tree, or makes a small table grow.
  private static let treeThreshold = 8
  private static let smallestTreeTable = 64

  /// The places of the names in order of iteration, given in order of insertion, all different.
  ///
  /// The table starts with 16 buckets and doubles when it is more than three quarters full.
  /// Within a bucket the order is that of insertion.
  /// - Throws: `json_hash_collisions` where Java would turn a bucket into a tree. Honest names do
  ///   not do that, and the order within a tree is not worth guessing.
  static func order(of names: [[UInt16]]) throws(WireError) -> [Int] {
    let hashes = names.map { name in
      let hash = JavaString.hash(name)
      return hash ^ hash >> 16
    }
    var size = 16
    var load = [Int](repeating: 0, count: size)
    func bucket(_ index: Int) -> Int { Int(hashes[index]) & (size - 1) }
    func grow(holding count: Int) {
      size *= 2
      load = [Int](repeating: 0, count: size)
      for index in 0..<count { load[bucket(index)] += 1 }
    }
    for index in names.indices {
      let isFull = load[bucket(index)] >= treeThreshold
      load[bucket(index)] += 1
      if isFull {
        guard size < smallestTreeTable else {
          throw WireError(
            code: "json_hash_collisions", offset: 0,
            reason: "Too many names of one object have the same hash in Java.")
        }
        grow(holding: index + 1)
      }
      if (index + 1) * 4 > size * 3 { grow(holding: index + 1) }
    }
    // The sort must keep the order of insertion, so the place decides between equal buckets.
    return names.indices.sorted { (bucket($0), $0) < (bucket($1), $1) }
  }
}
