import WireFormat

/// What a command has to say, in a form that every output format can be made of.
struct Document {
  typealias Members = [(String, JSONValue)]

  /// The version of the JSON objects; grows when a member changes its name or meaning.
  static let schema = 2

  /// The result as one JSON object; `schema` is added on output.
  var object: Members
  /// The result as records, for ndjson, csv and tsv; nil when it is the object itself.
  var records: [Record]?
  /// The result for people. Values in it are escaped for terminals already.
  var lines: [String]
  /// The one value that `-o value` prints; nil when there is no such thing.
  var value: String?

  init(object: Members, records: [Record]? = nil, lines: [String], value: String? = nil) {
    self.object = object
    self.records = records
    self.lines = lines
    self.value = value
  }

  /// The members of those names, in the order of the names.
  static func chosen(_ names: [String], of members: Members) -> Members {
    names.compactMap { name in members.first { $0.0 == name } }
  }
}

extension JSONValue {
  /// The text, or null.
  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// The number, or null.
  static func optional(_ number: Int64?) -> JSONValue { number.map { JSONValue($0) } ?? .null }
}
