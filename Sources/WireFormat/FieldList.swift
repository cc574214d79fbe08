/// Bytes as they travel.
///
/// Text on the wire is never a `String`: Swift merges CRLF and combining marks.
public typealias Bytes = [UInt8]

/// One value with the literal text that it had on the wire.
public enum FieldValue: Sendable, Equatable {
  /// A form value after decoding, or a JSON string after unescaping.
  case text(Bytes)
  /// A JSON number exactly as written: `100.00`, `1E2`, twenty digits.
  case number(Bytes)
  /// JSON `true` or `false`.
  case boolean(Bool)
  /// JSON `null`.
  case null
  /// A JSON object or array: its raw text exactly as it came.
  case nested(Bytes)

  /// The text that a signature covers when no rule says otherwise; empty for `null`.
  public var literal: Bytes {
    switch self {
    case .text(let bytes), .number(let bytes), .nested(let bytes): bytes
    case .boolean(let value): Array((value ? "true" : "false").utf8)
    case .null: []
    }
  }

  /// Whether there is nothing to sign: the empty string or `null`.
  ///
  /// A space, `0` and `false` are not empty.
  public var isEmpty: Bool { literal.isEmpty }

  /// The literal as text for people; bytes that are not UTF-8 become U+FFFD.
  public var display: String { String(decoding: literal, as: UTF8.self) }
}

/// A name and its value.
public struct Field: Sendable, Equatable {
  /// The name as it came, after decoding.
  public var name: Bytes
  /// The value as it came.
  public var value: FieldValue

  /// Makes a field from its parts.
  public init(name: Bytes, value: FieldValue) {
    self.name = name
    self.value = value
  }

  /// Makes a text field.
  public init(_ name: String, _ text: String) {
    self.init(name: Array(name.utf8), value: .text(Array(text.utf8)))
  }

  /// Whether that is the field's name, byte for byte.
  package func isNamed(_ text: String) -> Bool {
    let isSame = text.utf8.withContiguousStorageIfAvailable { buffer in
      buffer.count == name.count
        && name.withUnsafeBufferPointer { $0.elementsEqual(buffer) }
    }
    return isSame ?? name.elementsEqual(text.utf8)
  }

  /// The name as text for people.
  public var displayName: String { String(decoding: name, as: UTF8.self) }
}

/// Fields in the order in which they came, duplicates kept.
public struct FieldList: Sendable, Equatable {
  /// The fields, first to last.
  public var fields: [Field]

  /// Up to so many fields it costs less to hold each against each than to count them in a table.
  package static let few = 32

  /// Makes a list of the given fields.
  public init(_ fields: [Field] = []) { self.fields = fields }

  /// The first value of that name, or nil.
  public subscript(name: String) -> FieldValue? {
    fields.indices.first { fields[$0].isNamed(name) }.map { fields[$0].value }
  }

  /// Whether a field of that name is there, empty or not.
  public func contains(_ name: String) -> Bool {
    fields.indices.contains { fields[$0].isNamed(name) }
  }

  /// Every value of that name, in order.
  public func values(of name: String) -> [FieldValue] {
    fields.filter { $0.isNamed(name) }.map(\.value)
  }

  /// Appends a field.
  public mutating func append(_ field: Field) { fields.append(field) }

  /// Appends a text field.
  public mutating func append(_ name: String, _ text: String) { fields.append(Field(name, text)) }

  /// Replaces the first value of that name, or appends it.
  public mutating func set(_ name: String, _ value: FieldValue) {
    if let index = fields.firstIndex(where: { $0.isNamed(name) }) {
      fields[index].value = value
    } else {
      fields.append(Field(name: Array(name.utf8), value: value))
    }
  }

  /// Removes every field of that name.
  public mutating func remove(_ name: String) {
    fields.removeAll { $0.isNamed(name) }
  }

  /// Names that occur more than once, each named once, in order of first appearance.
  public var duplicateNames: [Bytes] {
    if fields.count <= Self.few {
      let isTwice = fields.indices.contains { place in
        fields[..<place].indices.contains { fields[$0].name == fields[place].name }
      }
      guard isTwice else { return [] }
    }
    var count: [Bytes: Int] = [:]
    for field in fields { count[field.name, default: 0] += 1 }
    var seen: Set<Bytes> = []
    return fields.map(\.name).filter { (count[$0] ?? 0) > 1 && seen.insert($0).inserted }
  }
}
