import WireFormat

/// Builds a JSON object, leaving out what has its default.
struct SpecMembers {
  private var members: [(String, JSONValue)] = []

  /// The object.
  var json: JSONValue { .object(members) }

  /// Adds a member whatever its value.
  mutating func add(_ key: String, _ value: JSONValue) { members.append((key, value)) }

  /// Adds a text unless there is none.
  mutating func add(_ key: String, _ text: String?) {
    if let text { members.append((key, .string(text))) }
  }

  /// Adds a text unless it has its default.
  mutating func add(_ key: String, _ text: String, unless standard: String) {
    if text != standard { members.append((key, .string(text))) }
  }

  /// Adds a truth value unless it has its default.
  mutating func add(_ key: String, _ value: Bool, unless standard: Bool) {
    if value != standard { members.append((key, .bool(value))) }
  }

  /// Adds a word unless it has its default.
  mutating func add<Word: RawRepresentable & Equatable>(
    _ key: String, _ word: Word, unless standard: Word
  ) where Word.RawValue == String {
    if word != standard { members.append((key, .string(word.rawValue))) }
  }

  /// Adds texts unless there are none.
  mutating func add(_ key: String, texts: [String]) {
    add(key, list: texts.map { .string($0) })
  }

  /// Adds a list unless it is empty.
  mutating func add(_ key: String, list: [JSONValue]) {
    if !list.isEmpty { members.append((key, .array(list))) }
  }
}
