/// A factor such as `0.01` as milliseconds a second.
enum TimeScale {
  /// `0.01` → 10; nil for anything that is no plain decimal from 0 to 1000.
  static func perThousand(_ text: String) -> Int64? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = Int64(parts[0].isEmpty ? "0" : String(parts[0])), (0...1000).contains(whole)
    else { return nil }
    let digits = parts.count == 2 ? String((parts[1] + "000").prefix(3)) : "000"
    guard let rest = Int64(digits), rest >= 0 else { return nil }
    return whole * 1000 + rest
  }
}
