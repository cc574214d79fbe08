/// A change made to a capture because it could not be read without it.
public struct Repair: Sendable, Equatable {
  /// A stable code in snake case, such as `byte_order_mark`.
  public let code: String
  /// One sentence that says what was done.
  public let sentence: String

  /// Makes a repair.
  public init(code: String, sentence: String) {
    self.code = code
    self.sentence = sentence
  }
}

/// Something worth telling about a capture that changed nothing.
public struct CaptureNote: Sendable, Equatable {
  /// A stable code in snake case, such as `values_not_utf8`.
  public let code: String
  /// One sentence.
  public let sentence: String

  /// Makes a note.
  public init(code: String, sentence: String) {
    self.code = code
    self.sentence = sentence
  }
}
