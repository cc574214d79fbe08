import ByteText
import Gateways
import WireFormat

/// Writes a field's value the way a rule hashes it, or leaves the field out.
package struct ValueWriter {
  package let rule: SigningRule

  package init(rule: SigningRule) { self.rule = rule }

  /// The bytes that are hashed; nil when the rule leaves the field out.
  package func text(of field: Field) -> Bytes? {
    if isLeftOut(field.value) { return nil }
    if field.value == .null { return rule.empties == .nullAsWord ? Array("null".utf8) : [] }
    var bytes = literal(of: field.value)
    for transform in rule.fieldTransforms where field.name.elementsEqual(transform.field.utf8) {
      bytes = ValueTransform.apply(transform.transform, to: bytes)
    }
    for transform in rule.transforms { bytes = ValueTransform.apply(transform, to: bytes) }
    // A server that rewrites values looks for empty ones afterwards: `<b>` becomes nothing, and
    // PHP's intval of a word becomes the zero that empty() drops.
    return isLeftOut(.text(bytes)) ? nil : bytes
  }

  private func isLeftOut(_ value: FieldValue) -> Bool {
    switch rule.empties {
    case .kept, .nullAsWord: false
    case .nullDropped: value == .null
    case .dropped: value.isEmpty
    case .droppedAsPHP: value.isEmpty || Self.isEmptyToPHP(value)
    }
  }

  /// PHP: `"0"`, `0`, `0.0`, `false` and `[]` are empty; `"0.0"`, `"00"` and `" "` are not.
  package static func isEmptyToPHP(_ value: FieldValue) -> Bool {
    switch value {
    case .text(let bytes): bytes == [.digitZero]
    case .number(let bytes): bytes.allSatisfy { [.digitZero, .dot, .dash].contains($0) }
    case .boolean(let flag): !flag
    case .null: true
    case .nested(let bytes): (try? JSONText.compact(bytes)) == Array("[]".utf8)
    }
  }

  /// JSON that a server of the kind could not write is hashed as it came: the check then fails by itself.
  private func literal(of value: FieldValue) -> Bytes {
    switch value {
    case .number(let bytes) where rule.numbers == .java:
      return (try? JSONText.javaNumber(bytes)) ?? bytes
    case .nested(let bytes):
      switch rule.nested {
      case .raw: return bytes
      case .compact: return (try? JSONText.compact(bytes)) ?? bytes
      case .sorted: return (try? JSONText.sorted(bytes)) ?? bytes
      case .fastjson: return (try? JSONText.compactSorted(bytes)) ?? bytes
      }
    default:
      return value.literal
    }
  }
}
