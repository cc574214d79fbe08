/// What an option takes, and how it becomes the value that a command reads.
package struct OptionType<Value>: Sendable {
  var kind: ValueKind
  var isList: Bool
  var splitsAtCommas: Bool
  var isNegatable = false
  var bareValue: String?
  var defaultValue: String?
  var read: @Sendable (GivenOption) -> Value

  /// A type of one value of that kind, or of a list of them.
  init(
    _ kind: ValueKind, isList: Bool = false, splitsAtCommas: Bool = false,
    defaultValue: String? = nil, _ read: @escaping @Sendable (GivenOption) -> Value
  ) {
    self.kind = kind
    self.isList = isList
    self.splitsAtCommas = splitsAtCommas
    self.defaultValue = defaultValue
    self.read = read
  }

  /// The same type with a value that the bare option means; any other then needs `=`.
  package func bare(_ text: String) -> OptionType {
    var type = self
    type.bareValue = text
    return type
  }

  /// The same type with a `--no-NAME` that switches it off.
  package var negatable: OptionType {
    var type = self
    type.isNegatable = true
    return type
  }

  /// One of the words, or nil.
  package static func choice<Word: RawRepresentable<String> & Sendable>(_ words: [(Word, Text)])
    -> OptionType where Value == Word?
  {
    let words = Vocabulary(words)
    return OptionType(words.kind) { words.word($0.text) }
  }

  /// One of `Word.allCases`, each its own explanation, or nil.
  package static func choice<Word: RawRepresentable<String> & CaseIterable & Sendable>()
    -> OptionType where Value == Word?
  {
    choice(Array(Word.allCases), named: \.rawValue)
  }

  /// One of the values by its name, which explains itself, or nil.
  package static func choice<Word: Sendable>(_ values: [Word], named name: (Word) -> String)
    -> OptionType where Value == Word?
  {
    let words = Vocabulary(values, named: name)
    return OptionType(words.kind) { words.word($0.text) }
  }

  /// Some of `Word.allCases`, each given with an option of its own.
  package static func choices<Word: RawRepresentable<String> & CaseIterable & Sendable>()
    -> OptionType where Value == [Word]
  {
    let words = Vocabulary(Array(Word.allCases), named: \.rawValue)
    return OptionType(words.kind, isList: true) { $0.values.compactMap { words.word($0.text) } }
  }
}

extension OptionType where Value: RawRepresentable<String> & Sendable {
  /// One of the words; `usual` when none is given.
  package static func choice(_ words: [(Value, Text)], default usual: Value) -> OptionType {
    let words = Vocabulary(words)
    return OptionType(words.kind, defaultValue: usual.rawValue) { words.word($0.text) ?? usual }
  }
}

extension OptionType where Value: RawRepresentable<String> & CaseIterable & Sendable {
  /// One of `Value.allCases`, each its own explanation; `usual` when none is given.
  package static func choice(default usual: Value) -> OptionType {
    choice(Value.allCases.map { ($0, Text(both: $0.rawValue)) }, default: usual)
  }
}

extension OptionType where Value == Bool {
  /// Given or not.
  package static var flag: OptionType { OptionType(.flag) { $0.isOn ?? false } }

  /// On until `--no-NAME` switches it off.
  package static var flagUntilNegated: OptionType {
    OptionType(.flag, defaultValue: "true") { $0.isOn ?? true }.negatable
  }
}

extension OptionType where Value == String? {
  /// Any text.
  package static var text: OptionType { OptionType(.text) { $0.text } }
  /// A file or folder.
  package static var path: OptionType { OptionType(.path) { $0.text } }
  /// A name that is safe in files and URLs.
  package static var identifier: OptionType { OptionType(.identifier) { $0.text } }
  /// An `http:` or `https:` URL.
  package static var url: OptionType { OptionType(.url) { $0.text } }
  /// A day or a moment.
  package static var date: OptionType { OptionType(.date) { $0.text } }
}

extension OptionType where Value == String {
  /// Any text; `usual` when none is given.
  package static func text(default usual: String) -> OptionType {
    OptionType(.text, defaultValue: usual) { $0.text ?? usual }
  }
}

extension OptionType where Value == [String] {
  /// Texts, each given with an option of its own, or separated by commas, too.
  package static func texts(splitAtCommas: Bool = false) -> OptionType {
    OptionType(.text, isList: true, splitsAtCommas: splitAtCommas) { $0.values.map(\.text) }
  }

  /// Files or folders, each given with an option of its own.
  package static var paths: OptionType {
    OptionType(.path, isList: true) { $0.values.map(\.text) }
  }
}

extension OptionType where Value == [ParsedValue] {
  /// `name=text`, `name:=json`, `name@file`, any number of them.
  package static var fields: OptionType {
    OptionType(.field, isList: true) { $0.values }
  }
}

extension OptionType where Value == [UInt8]? {
  /// Any bytes.
  package static var payload: OptionType { OptionType(.payload) { $0.values.last?.bytes } }
}

extension OptionType where Value == Int? {
  /// A decimal integer in that range.
  package static func integer(_ range: ClosedRange<Int>) -> OptionType {
    OptionType(.integer(range)) { $0.text.flatMap(ValueShape.integer) }
  }
}

extension OptionType where Value == Int {
  /// A decimal integer in that range; `usual` when none is given.
  package static func integer(_ range: ClosedRange<Int>, default usual: Int) -> OptionType {
    OptionType(.integer(range), defaultValue: String(usual)) {
      $0.text.flatMap(ValueShape.integer) ?? usual
    }
  }

  /// How often it was given, counted up to the maximum.
  package static func count(maximum: Int) -> OptionType {
    OptionType(.count(maximum: maximum)) { $0.count }
  }
}

extension OptionType where Value == Int64? {
  /// A span of time in that range; the value is in milliseconds.
  package static func milliseconds(_ range: ClosedRange<Int>) -> OptionType {
    OptionType(.duration(milliseconds: range)) { $0.text.flatMap(TimeSpan.milliseconds) }
  }
}

extension OptionType where Value == Int64 {
  /// A span of time in that range; `usual` when none is given. The value is in milliseconds.
  package static func milliseconds(_ range: ClosedRange<Int>, default usual: String) -> OptionType {
    guard let fallback = TimeSpan.milliseconds(usual) else {
      preconditionFailure("'\(usual)' is no span of time")
    }
    return OptionType(.duration(milliseconds: range), defaultValue: usual) {
      $0.text.flatMap(TimeSpan.milliseconds) ?? fallback
    }
  }
}

extension OptionType where Value == MoneyText? {
  /// An amount.
  package static var money: OptionType { OptionType(.money) { $0.text.map(MoneyText.init) } }
}
