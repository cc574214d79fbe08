import Gateways
import Signing
import WireFormat

/// Finds values that make a signed text readable in two ways: `param1=hi&status=2` may be one field
/// or two, and the signature is the same (RELIABILITY.md 0.4, V4).
public enum Ambiguity {
  /// A value and how else the text around it can be read.
  public struct Reading: Sendable, Equatable {
    /// The field whose value hides others.
    public var field: String
    /// The other reading: the fields that the value falls into.
    public var hidden: FieldList
  }

  /// Every value that hides another field. Nested JSON does not count: cut in two it is no JSON any more.
  public static func readings(
    _ text: StringToSign, fields: FieldList, rule: SigningRule
  ) -> [Reading] {
    guard rule.includesNames, !rule.pairSeparator.isEmpty, !rule.nameValueSeparator.isEmpty else {
      return []
    }
    let nested = Set(
      fields.fields.compactMap { field -> Bytes? in
        if case .nested = field.value { return field.name }
        return nil
      })
    return text.pairs.filter { !nested.contains($0.name) }.compactMap { pair in
      let parts = split(pair.value, rule)
      guard parts.count > 1 else { return nil }
      return Reading(
        field: String(decoding: pair.name, as: UTF8.self),
        hidden: FieldList(
          [Field(name: pair.name, value: .text(parts[0].value))]
            + parts.dropFirst().map { Field(name: $0.name, value: .text($0.value)) }))
    }
  }

  private static func split(_ value: Bytes, _ rule: SigningRule) -> [(name: Bytes, value: Bytes)] {
    let separator = Array(rule.pairSeparator.utf8)
    let equals = Array(rule.nameValueSeparator.utf8)
    var parts: [(name: Bytes, value: Bytes)] = [([], [])]
    var index = 0
    while index < value.count {
      if value[index...].starts(with: separator),
        let name = name(in: value[(index + separator.count)...], endingAt: equals)
      {
        parts.append((name, []))
        index += separator.count + name.count + equals.count
      } else {
        parts[parts.count - 1].value.append(value[index])
        index += 1
      }
    }
    return parts
  }

  private static func name(in rest: ArraySlice<UInt8>, endingAt equals: Bytes) -> Bytes? {
    let name = rest.prefix { byte in
      byte >= 0x80 || byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x5B || byte == 0x5D
        || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
    }
    return !name.isEmpty && rest.dropFirst(name.count).starts(with: equals) ? Array(name) : nil
  }
}
