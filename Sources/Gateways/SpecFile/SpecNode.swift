import PaymentValues
import WireFormat

/// Collects what is wrong with a spec file.
final class SpecProblems {
  private(set) var findings: [Finding] = []
  /// Rules that messages refer to by name.
  var rules: [String: SigningRule] = [:]

  func add(_ code: String, at place: String, _ reason: String, hint: String? = nil) {
    findings.append(
      Finding(.error, code, place: place.isEmpty ? nil : place, reason, hint: hint))
  }
}

/// A value of a spec file, its place, and where to report what is wrong with it.
struct SpecNode {
  let value: JSONValue
  let place: String
  let problems: SpecProblems

  init(_ value: JSONValue, at place: String, _ problems: SpecProblems) {
    self.value = value
    self.place = place
    self.problems = problems
  }

  /// The member of that name, or nil when there is none.
  subscript(key: String) -> SpecNode? {
    value[key].map { SpecNode($0, at: place.isEmpty ? key : "\(place).\(key)", problems) }
  }

  /// The member of that name; reports when there is none.
  func needed(_ key: String) -> SpecNode? {
    let member = self[key]
    if member == nil {
      problems.add("spec_key_missing", at: place, "The key `\(key)` is missing here.")
    }
    return member
  }

  /// Reports what is no object, and keys that nobody reads. Returns false when it is no object.
  func isObject(with keys: [String]) -> Bool {
    guard let members = value.objectMembers else {
      wrongType("an object")
      return false
    }
    for (key, _) in members where !keys.contains(key) {
      problems.add(
        "spec_key_unknown", at: place.isEmpty ? key : "\(place).\(key)",
        "The key `\(key)` is unknown here.", hint: hint(key, among: keys))
    }
    return true
  }

  /// The text; reports and returns nil when it is none.
  var text: String? {
    if value.stringValue == nil { wrongType("a string") }
    return value.stringValue
  }

  /// The truth value; reports and returns nil when it is none.
  var bool: Bool? {
    if value.boolValue == nil { wrongType("true or false") }
    return value.boolValue
  }

  /// The whole number from 0 to a million; reports and returns nil when it is none.
  var count: Int? {
    guard let integer = value.integerValue, (0...1_000_000).contains(integer) else {
      wrongType("a whole number from 0 to 1000000")
      return nil
    }
    return Int(integer)
  }

  /// One word of an enumeration; reports and returns nil when it is none.
  func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Word?
  where Word.RawValue == String {
    word(of: Word.allCases.map(\.rawValue)).flatMap(Word.init)
  }

  /// One of the words; reports and returns nil when it is none.
  func word(of words: [String]) -> String? {
    guard let text else { return nil }
    guard words.contains(text) else {
      problems.add(
        "spec_word_unknown", at: place, "`\(text)` is no word for this place.",
        hint: hint(text, among: words))
      return nil
    }
    return text
  }

  /// The elements; reports and returns none when it is no list.
  var elements: [SpecNode] {
    guard let elements = value.arrayElements else {
      wrongType("a list")
      return []
    }
    return elements.enumerated().map { SpecNode($1, at: "\(place)[\($0)]", problems) }
  }

  /// The elements as texts.
  var texts: [String] { elements.compactMap(\.text) }

  /// Reports a value of the wrong type.
  func wrongType(_ wanted: String) {
    problems.add(
      "spec_wrong_type", at: place, "This must be \(wanted), and it is \(value.kindName).")
  }

  private func hint(_ word: String, among words: [String]) -> String {
    if let suggestion = Suggestion.nearest(to: word, among: words) {
      return "Did you mean `\(suggestion)`?"
    }
    return "Possible here: \(words.map { "`\($0)`" }.joined(separator: ", "))."
  }
}
