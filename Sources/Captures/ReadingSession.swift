import ByteText
import WireFormat

/// The field names worth finding, made ready once for many captures.
package struct CaptureVocabulary: Sendable {
  let names: Set<Bytes>

  /// Takes the names of all gateways, in every spelling.
  package init(_ names: Set<String>) { self.names = Set(names.map { Bytes($0.utf8) }) }

  /// Whether a gateway has a field of that name.
  package func contains(_ name: Bytes) -> Bool { names.contains(name) }
}

/// What every shape reader needs to know: the names worth finding and the limits.
struct ReadingSession: Sendable {
  let knownNames: Set<Bytes>
  let limits: CaptureLimits

  /// How many different known names the fields have.
  func knownCount(_ fields: FieldList) -> Int {
    guard !knownNames.isEmpty else { return 0 }
    return Set(fields.fields.map(\.name)).intersection(knownNames).count
  }

  /// Whether a reading that accepts almost any text has found a message: a name that a gateway
  /// uses, or names that all look like names.
  func looksLikeMessage(_ fields: FieldList) -> Bool {
    if fields.fields.isEmpty { return false }
    return knownCount(fields) > 0 || fields.fields.allSatisfy { isPlausible($0) }
  }

  private func isPlausible(_ field: Field) -> Bool {
    field.name.isIdentifier
      && !field.value.literal.contains { $0 == .lineFeed || $0 == .carriageReturn }
  }
}

/// Fields with the bytes that they were read from, before it is known what wraps them.
struct Payload: Sendable {
  var shape: CaptureShape
  var fields: FieldList
  var bytes: Bytes
  var notes: [CaptureNote] = []
  var repairs: [Repair] = []
}
