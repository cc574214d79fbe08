import WireFormat

/// What a command has to say, in a form that every output format can be made of. Only the form that is
/// asked for is made.
struct Document {
  typealias Members = [(String, JSONValue)]

  /// The version of the JSON objects; grows when a member changes its name or meaning.
  static let schema = 2

  /// The result as one JSON object; `schema` is added on output.
  var object: Members { makeObject() }
  /// The result as records, for ndjson, csv and tsv; nil when it is the object itself.
  var records: [Record]?
  /// The result for people. Values in it are escaped for terminals already.
  var lines: [String] { makeLines() + moreLines }
  /// Lines that come behind those.
  var moreLines: [String] = []
  /// The one value that `-o value` prints; nil when there is no such thing.
  var value: String?

  private let makeObject: () -> Members
  private let makeLines: () -> [String]

  init(
    object: @autoclosure @escaping () -> Members, records: [Record]? = nil,
    lines: @autoclosure @escaping () -> [String], value: String? = nil
  ) {
    makeObject = object
    self.records = records
    makeLines = lines
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
