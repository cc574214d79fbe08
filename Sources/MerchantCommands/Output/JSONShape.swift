import ArgumentParsing
import PaymentValues

/// What a JSON object of a result holds. `--json=schema`, `help json` and docs/json.md are made of it,
/// and the tests hold every output against it.
struct JSONShape: Sendable {
  /// The name of the object, under which pages list its members once.
  let name: String
  let meaning: Text
  let members: [JSONMember]

  init(_ name: String, _ meaning: Text, _ members: [JSONMember]) {
    self.name = name
    self.meaning = meaning
    self.members = members
  }

  /// The object with the version of the contract in front, as `-o json` prints it.
  var versioned: JSONShape {
    let version = JSONMember(
      "schema", .constant(Document.schema), "version of the JSON", zh: "JSON 版本")
    return JSONShape(name, meaning, [version] + members)
  }
}

/// A member of a JSON object: its type says the unit.
struct JSONMember: Sendable {
  enum Presence: Sendable {
    case always
    /// There is always the name; null where nothing is known.
    case orNull
    /// The name is left out where there is nothing to say.
    case orAbsent
    /// Null in some objects, left out in others.
    case orNullOrAbsent
  }

  let name: String
  let type: JSONType
  let presence: Presence
  let meaning: Text

  var isAlwaysThere: Bool { presence == .always || presence == .orNull }
  var mayBeNull: Bool { presence == .orNull || presence == .orNullOrAbsent }

  init(_ name: String, _ type: JSONType, _ meaning: String, zh: String) {
    self.init(name, type, .always, meaning, zh: zh)
  }

  init(_ name: String, _ type: JSONType, _ presence: Presence, _ meaning: String, zh: String) {
    self.name = name
    self.type = type
    self.presence = presence
    self.meaning = Text(meaning, zh: zh)
  }
}

/// The type of a JSON value of a result, with its unit.
indirect enum JSONType: Sendable {
  case text
  /// One of these words.
  case word([String])
  case flag
  /// A whole number, zero or more, of things, of bits, of bytes.
  case count
  /// A whole number of milliseconds.
  case milliseconds
  /// A whole number of fen; below zero for what went back.
  case fen
  /// A decimal text of yuan, for fees that no whole number of fen can hold.
  case yuan
  /// RFC 3339 with Beijing's offset.
  case time
  case constant(Int)
  case object(JSONShape)
  case list(JSONType)
  /// Members that are not named here, all of one type.
  case map(JSONType)
  /// Whatever the gateway's specification file has there.
  case any

  /// The words of an enumeration.
  static func words<Word: CaseIterable & RawRepresentable<String>>(of _: Word.Type) -> JSONType {
    .word(Word.allCases.map(\.rawValue))
  }

  /// What people read about it.
  var label: Text {
    switch self {
    case .text: Text("text", zh: "文本")
    case .word: Text("word", zh: "固定值")
    case .flag: Text("true or false", zh: "true 或 false")
    case .count: Text("number", zh: "数量")
    case .milliseconds: Text("milliseconds", zh: "毫秒")
    case .fen: Text("fen", zh: "分")
    case .yuan: Text("yuan, as text", zh: "元（文本）")
    case .time: Text("RFC 3339, Beijing's offset", zh: "RFC 3339，北京时间")
    case .constant(let number): Text(both: String(number))
    case .object(let shape): Text(both: shape.name)
    case .list(let type):
      Text("list: \(type.label.en)", zh: "列表：\(type.label.zh)")
    case .map(let type):
      Text("any names: \(type.label.en)", zh: "任意名称：\(type.label.zh)")
    case .any: Text("as in the gateway's file", zh: "同网关文件")
    }
  }

  /// The words that it may be; none for other types.
  var words: [String] {
    switch self {
    case .word(let words): words
    case .list(let type), .map(let type): type.words
    default: []
    }
  }

  /// The objects in it.
  var shapes: [JSONShape] {
    switch self {
    case .object(let shape): [shape]
    case .list(let type), .map(let type): type.shapes
    default: []
    }
  }
}

/// A result of a command in its two JSON forms.
struct JSONResult: Sendable {
  /// When the command gives it; nil for the usual one.
  let when: Text?
  /// What `-o json` prints, without `schema`; nil for a command that never ends and prints lines.
  let object: JSONShape?
  /// What each line of `-o ndjson` is.
  let line: JSONShape

  /// A result in records.
  init(when: Text? = nil, _ object: JSONShape?, line: JSONShape) {
    self.when = when
    self.object = object
    self.line = line
  }

  /// A result that is one object, in both forms.
  init(when: Text? = nil, _ shape: JSONShape) {
    self.init(when: when, shape, line: shape)
  }
}
