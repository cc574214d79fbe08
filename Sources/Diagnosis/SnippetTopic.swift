/// A step of making a signature, with the right code for it in five languages.
package enum SnippetTopic: String, Sendable, CaseIterable {
  /// Which fields take part.
  case selection
  /// Which values are left out.
  case empties
  /// A template whose names all stand, empty or not.
  case template
  /// Sorting.
  case order
  /// Joining names, values and pairs.
  case join
  /// Appending the key.
  case key
  /// Reading the key from a file.
  case readKey = "read-key"
  /// Hashing and writing the digest.
  case digest
  /// Values as they are, encoded only for sending.
  case rawValues = "raw-values"
  /// Values that travel in JSON.
  case jsonValues = "json-values"
  /// Text to bytes.
  case charset
  /// The text of an amount.
  case amount
  /// The text of a time.
  case time
}

/// The languages of the snippets.
package enum SnippetLanguage: String, Sendable, CaseIterable {
  /// PHP 7 and later.
  case php
  /// Java 17 and later.
  case java
  /// Go.
  case go
  /// Python 3.
  case python
  /// Swift.
  case swift
}

extension SnippetTopic {
  /// The right code for the step; `params` or `fields` holds the message's fields.
  package func snippet(in language: SnippetLanguage) -> String {
    switch language {
    case .php: php
    case .java: java
    case .go: go
    case .python: python
    case .swift: swift
    }
  }
}

extension DiagnosisCode {
  /// The right code for the step that went wrong; nil when no merchant's code causes it.
  package func snippet(in language: SnippetLanguage) -> String? {
    text.topic?.snippet(in: language)
  }
}
