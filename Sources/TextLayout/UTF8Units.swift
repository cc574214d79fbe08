/// One step of reading bytes as UTF-8: a scalar, or a byte that belongs to none.
package enum UTF8Unit: Sendable, Equatable {
  /// A well-formed scalar.
  case scalar(Unicode.Scalar)
  /// A byte that is not part of well-formed UTF-8.
  case byte(UInt8)

  /// How many bytes the unit was read from.
  package var byteCount: Int {
    switch self {
    case .scalar(let scalar): UTF8.width(scalar)
    case .byte: 1
    }
  }
}

/// Bytes read as UTF-8 without losing any: what is malformed comes out as single bytes.
package struct UTF8Units: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var position = 0

  /// Reads `bytes` from their beginning.
  package init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// The next scalar or stray byte, or nil at the end.
  package mutating func next() -> UTF8Unit? {
    guard position < bytes.count else { return nil }
    var decoder = UTF8()
    var rest = bytes[position...].prefix(4).makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&rest) {
      position += UTF8.width(scalar)
      return .scalar(scalar)
    }
    defer { position += 1 }
    return .byte(bytes[position])
  }
}
