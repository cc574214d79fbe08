import PaymentValues

/// Makes merchant order numbers: Beijing time to the second, then random digits.
/// Sorts by time, is plain to read, and fits the shortest field (20 characters).
package enum OrderNumberMaker {
  /// A number of `length` characters at most, 16 at least.
  /// - Parameter random: gives 64 random bits.
  package static func make(unixMilliseconds: Int64, maximumLength: Int?, random: () -> UInt64)
    -> String
  {
    let time = BeijingTime(unixMilliseconds: unixMilliseconds).compact
    let digits = max(2, min(10, (maximumLength ?? 20) - time.count))
    var tail = ""
    var bits = random()
    for _ in 0..<digits {
      tail += String(bits % 10)
      bits /= 10
    }
    return time + tail
  }
}
