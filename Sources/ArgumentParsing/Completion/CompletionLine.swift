/// A command line as a shell hands it over, with the place of the cursor.
///
/// zsh and fish hand over words as a program would get them. bash hands over pieces, quotes
/// included, and counts `=` and `:` as pieces of their own (`COMP_WORDBREAKS`); what belongs
/// together is seen in the line itself.
package struct CompletionLine: Sendable, Equatable {
  /// The shell.
  package let shell: CompletionShell
  /// The words, the program's name excepted, the one being typed cut at the cursor.
  package private(set) var words: [[UInt8]]
  /// The index of the word being typed; one more than the last if there is none yet.
  package private(set) var index: Int
  /// The beginning of the word being typed that bash counts as pieces before the current one.
  private(set) var behindBreak = ""
  /// Whether a quotation is open in the current piece of bash.
  private(set) var isQuoted = false

  /// What was typed of the word.
  var typed: String {
    index < words.count ? String(decoding: words[index], as: UTF8.self) : ""
  }

  /// The line, or nil if the index is not one of its words.
  ///
  /// - Parameters:
  ///   - words: the words, the program's name first.
  ///   - index: which of them is being typed; 1 is the first after the program's name.
  ///   - line: of bash, the whole line; without it `=` and `:` join what stands around them.
  ///   - point: of bash, the cursor's place in the line, in characters.
  package init?(
    shell: CompletionShell, words: [[UInt8]], index: Int, line: [UInt8]? = nil, point: Int? = nil
  ) {
    guard index >= 1, index <= words.count, words.count <= 100_000 else { return nil }
    self.shell = shell
    self.words = Array(words.dropFirst())
    self.index = index - 1
    if self.index == self.words.count { self.words.append([]) }
    guard shell == .bash else { return }
    var joiner = BashPieces(
      pieces: [words[0]] + self.words, index: index, line: line, point: point)
    joiner.join()
    self.words = Array(joiner.words.dropFirst().map { Array($0.utf8) })
    self.index = max(0, joiner.index - 1)
    if self.index >= self.words.count { self.words.append([]) }
    behindBreak = joiner.behindBreak
    isQuoted = joiner.isQuoted
  }
}
