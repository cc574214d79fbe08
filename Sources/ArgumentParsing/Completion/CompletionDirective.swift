/// What a shell is to do with an answer. The numbers are those of cobra's protocol, so that
/// whoever knows one set of scripts can read the other.
public struct CompletionDirective: OptionSet, Sendable, Equatable {
  /// The sum of the bits, as it stands in the last line of an answer.
  public let rawValue: Int

  /// A sum of bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The question was not understood; the shell offers nothing.
  public static let error = CompletionDirective(rawValue: 1)
  /// No space follows the word.
  public static let noSpace = CompletionDirective(rawValue: 2)
  /// No files where there are no candidates.
  public static let noFiles = CompletionDirective(rawValue: 4)
  /// The lines are extensions: the shell offers files with one of them.
  public static let fileExtensions = CompletionDirective(rawValue: 8)
  /// The shell offers folders.
  public static let folders = CompletionDirective(rawValue: 16)
  /// The candidates stand in an order that means something.
  public static let keepOrder = CompletionDirective(rawValue: 32)
}
