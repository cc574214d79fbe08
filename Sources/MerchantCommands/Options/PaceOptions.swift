import PaymentValues
import ArgumentParsing

/// How many requests are out at once, and how fast they follow each other.
enum PaceOptions {
  /// Both options, for requests that are called `what`.
  static func all(
    of what: Text, most: Int = 64, usual: Int = 4
  ) -> [OptionSpec] {
    [
      OptionSpec(
        "concurrency", kind: .integer(1...most), valueName: "N", group: .connection,
        help: Text("\(what.en) at the same time", zh: "并发的\(what.zh)数"),
        environment: .off, defaultValue: String(usual)),
      OptionSpec(
        "max-rate", kind: .text, valueName: "N/s", group: .connection,
        help: Text("No more of them than N/s, N/m or N/h", zh: "频率上限：N/s、N/m 或 N/h"),
        environment: .off),
    ]
  }

  static let questions = all(of: Text("Questions", zh: "查询"))
  static let payouts = all(of: Text("Payouts", zh: "代付"), most: 32, usual: 1)

  /// What `--max-rate` says; nil without it.
  static func rate(_ context: CommandContext) throws(CommandFailure) -> Rate? {
    guard let text = context.command.string("max-rate") else { return nil }
    guard let rate = Rate(text) else {
      throw CommandFailure(
        .usage, "bad_rate", "--max-rate \(text): write it as 5/s, 300/m or 1000/h")
    }
    return rate
  }
}
