extension JSONValue {
  /// The member of that name, or nil: no such member, or not an object.
  public subscript(name: String) -> JSONValue? {
    objectMembers?.first { $0.0.utf8.elementsEqual(name.utf8) }?.1
  }

  /// The members, or nil if this is not an object.
  public var objectMembers: [(String, JSONValue)]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The elements, or nil if this is not an array.
  public var arrayElements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text, or nil if this is not a string.
  public var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The literal, or nil if this is not a number.
  public var numberLiteral: String? {
    if case .number(let literal) = self { literal } else { nil }
  }

  /// The number as an integer; nil if it is not one, has a fraction or an exponent, or is too big.
  public var integerValue: Int64? { numberLiteral.flatMap { Int64($0) } }

  /// The truth value, or nil if this is not one.
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// Whether this is `null`.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// What kind of value this is, in words for a message: `a string`, `null`.
  public var kindName: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  /// A number.
  public init(integerLiteral value: Int64) { self = .number(String(value)) }

  /// A number.
  public init(_ value: some BinaryInteger) { self = .number(String(value)) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByNilLiteral {
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByArrayLiteral {
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  /// An object with the members in the order written.
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }
}
