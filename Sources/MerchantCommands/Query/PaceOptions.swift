import ArgumentParsing
import PaymentValues

/// How many requests are out at once, and how fast they follow each other.
enum PaceOptions {
  /// - Parameters:
  ///   - what: how the requests are called.
  ///   - most: how many at most.
  ///   - usual: how many when nothing is said.
  static func concurrency(of what: Text, most: Int, usual: Int) -> Option<Int> {
    Option(
      "concurrency", .integer(1...most, default: usual), valueName: "N", group: .connection,
      help: Text("\(what.en) at the same time", zh: "并发的\(what.zh)数"), environment: .off)
  }

  static let maxRate = Option(
    "max-rate", .text, valueName: "N/s", group: .connection,
    help: Text("No more of them than N/s, N/m or N/h", zh: "频率上限：N/s、N/m 或 N/h"), environment: .off)

  /// What `--max-rate` says; nil without it.
  static func rate(_ context: CommandContext) throws(Refusal) -> Rate? {
    guard let text = context[PaceOptions.maxRate] else { return nil }
    guard let rate = Rate(text) else {
      throw Refusal(
        .usage, "bad_rate", "--max-rate \(text): write it as 5/s, 300/m or 1000/h")
    }
    return rate
  }
}
