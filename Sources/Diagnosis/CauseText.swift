/// What people read about a cause, and what to do about it.
package struct CauseText: Sendable, Equatable {
  /// One plain sentence about what went wrong.
  package var sentence: String
  /// The same in Chinese.
  package var chinese: String
  /// What to change.
  package var fix: String
  /// The part of a merchant's program to look at; nil when no code caused it.
  package var topic: SnippetTopic?

  init(_ sentence: String, _ chinese: String, _ fix: String, _ topic: SnippetTopic? = nil) {
    self.sentence = sentence
    self.chinese = chinese
    self.fix = fix
    self.topic = topic
  }
}

extension Cause {
  /// The sentence about this cause with its fields and particulars.
  package var sentence: String { completed(code.text.sentence, stop: ".", ": ", ", ") }

  /// The same in Chinese.
  package var chineseSentence: String { completed(code.text.chinese, stop: "。", "：", "，") }

  private func completed(_ text: String, stop: Character, _ colon: String, _ comma: String)
    -> String
  {
    let particulars = (fields + [detail].compactMap { $0 }).joined(separator: comma)
    guard !particulars.isEmpty, text.last == stop else { return text }
    return text.dropLast() + colon + particulars + String(stop)
  }
}
