/// The number grammar of RFC 8259 section 6, apart from a document.
package enum JSONNumber {
  /// Whether the bytes are exactly one JSON number.
  package static func isValid(_ bytes: Bytes) -> Bool {
    guard var cursor = try? JSONCursor(bytes), cursor.offset == 0 else { return false }
    guard case .number? = try? cursor.scalar() else { return false }
    return cursor.offset == bytes.count
  }
}
