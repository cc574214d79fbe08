import Glibc

/// How thoroughly the tests repeat what they repeat.
public enum TestDepth {
  /// With `MERCHANT_FULL=1` every repetition is run; else as many as show the rule.
  public static let isFull = getenv("MERCHANT_FULL").map { String(cString: $0) } == "1"

  /// So many, or more of them when all are wanted.
  public static func repetitions(_ usual: Int, full: Int) -> Int { isFull ? full : usual }
}
