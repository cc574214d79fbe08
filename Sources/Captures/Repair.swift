/// A change made to a capture because it could not be read without it.
package struct Repair: Sendable, Equatable {
  /// A stable code in snake case, such as `byte_order_mark`.
  package let code: String
  /// One sentence that says what was done.
  package let sentence: String

  /// Makes a repair.
  package init(code: String, sentence: String) {
    self.code = code
    self.sentence = sentence
  }
}

/// Something worth telling about a capture that changed nothing.
package struct CaptureNote: Sendable, Equatable {
  /// A stable code in snake case, such as `values_not_utf8`.
  package let code: String
  /// One sentence.
  package let sentence: String

  /// Makes a note.
  package init(code: String, sentence: String) {
    self.code = code
    self.sentence = sentence
  }
}
