/// What a shell is to do with an answer. The numbers are those of cobra's protocol, so that
/// whoever knows one set of scripts can read the other.
package struct CompletionDirective: OptionSet, Sendable, Equatable {
  /// The sum of the bits, as it stands in the last line of an answer.
  package let rawValue: Int

  /// A sum of bits.
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// The question was not understood; the shell offers nothing.
  package static let error = CompletionDirective(rawValue: 1)
  /// No space follows the word.
  package static let noSpace = CompletionDirective(rawValue: 2)
  /// No files where there are no candidates.
  package static let noFiles = CompletionDirective(rawValue: 4)
  /// The lines are extensions: the shell offers files with one of them.
  package static let fileExtensions = CompletionDirective(rawValue: 8)
  /// The shell offers folders.
  package static let folders = CompletionDirective(rawValue: 16)
  /// The candidates stand in an order that means something.
  package static let keepOrder = CompletionDirective(rawValue: 32)
}
