/// A pace: so many calls in a second, a minute or an hour.
struct Rate: Equatable {
  /// Milliseconds from the start of one call to the start of the next, rounded up, so that the pace
  /// is never exceeded.
  let spacing: Int64

  /// Reads `5/s`, `300/m`, `1000/h` or a bare number a second; nil for anything else, and for more
  /// than a thousand a second.
  init?(_ text: String) {
    let units: [Substring: Int64] = ["s": 1_000, "m": 60_000, "h": 3_600_000]
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let count = Int64(parts[0]), count > 0,
      let period = units[parts.count == 2 ? parts[1] : "s"], count <= period
    else { return nil }
    spacing = (period + count - 1) / count
  }
}
