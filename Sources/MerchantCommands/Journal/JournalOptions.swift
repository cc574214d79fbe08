import ArgumentParsing

/// Options about the journal.
enum JournalOptions {
  static let noJournal = Option(
    "no-journal", .flag, group: .safety,
    help: Text("Do not write this to the journal", zh: "不写入日志"), environment: .off)
}
