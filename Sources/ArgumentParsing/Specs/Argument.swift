/// Whatever declares a positional argument.
package protocol ArgumentDeclaration: Sendable {
  /// The definition from which parsing, help and completion follow.
  var spec: ArgumentSpec { get }
}

extension ArgumentSpec: ArgumentDeclaration {
  /// Itself.
  package var spec: ArgumentSpec { self }
}

/// A positional argument that is its own key, as an `Option` is.
package struct Argument<Value>: ArgumentDeclaration {
  /// The definition.
  package let spec: ArgumentSpec
  let read: @Sendable ([ParsedValue]) -> Value
}

extension Argument where Value == String {
  /// One that must be there.
  package static func required(
    _ name: String, kind: ValueKind = .payload, help: Text,
    completion: CompletionKind = .automatic
  ) -> Argument {
    Argument(spec: ArgumentSpec(name, kind: kind, help: help, completion: completion)) { values in
      guard let value = values.last else { preconditionFailure("\(name) was not checked") }
      return value.text
    }
  }
}

extension Argument where Value == String? {
  /// One that may be missing.
  package static func optional(
    _ name: String, kind: ValueKind = .payload, help: Text,
    completion: CompletionKind = .automatic
  ) -> Argument {
    Argument(
      spec: ArgumentSpec(name, kind: kind, help: help, isRequired: false, completion: completion)
    ) { $0.last?.text }
  }
}

extension Argument where Value == [ParsedValue] {
  /// All words that remain.
  package static func list(
    _ name: String, kind: ValueKind = .payload, help: Text,
    completion: CompletionKind = .automatic
  ) -> Argument {
    Argument(
      spec: ArgumentSpec(
        name, kind: kind, help: help, isRequired: false, isList: true, completion: completion)
    ) { $0 }
  }
}

extension Argument where Value: RawRepresentable<String> & Sendable {
  /// One of the words; it must be there.
  package static func required(_ name: String, words: [(Value, Text)], help: Text) -> Argument {
    let words = Vocabulary(words)
    return Argument(spec: ArgumentSpec(name, kind: words.kind, help: help)) { values in
      guard let word = words.word(values.last?.text) else {
        preconditionFailure("\(name) was not checked")
      }
      return word
    }
  }
}
