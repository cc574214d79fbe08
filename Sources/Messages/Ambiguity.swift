import ByteText
import Gateways
import Signing
import WireFormat

/// Finds values that make a signed text readable in two ways: `param1=hi&status=2` may be one field
/// or two, and the signature is the same (docs/rules.md V4).
public enum Ambiguity {
  /// A value and how else the text around it can be read.
  public struct Reading: Sendable, Equatable {
    /// The field whose value hides others.
    public var field: String
    /// The other reading: the fields that the value falls into.
    public var hidden: FieldList
  }

  /// Every value that hides another field. Plain text hides one wherever it has `&name=`; nested JSON
  /// where the whole text can be cut into another message at it (`OtherReadings`).
  public static func readings(
    _ text: StringToSign, fields: FieldList, rule: SigningRule, gateway: GatewaySpec,
    message: MessageSpec
  ) -> [Reading] {
    guard rule.includesNames, !rule.pairSeparator.isEmpty, !rule.nameValueSeparator.isEmpty else {
      return []
    }
    let nested = Set(
      fields.fields.compactMap { field -> Bytes? in
        if case .nested = field.value { return field.name }
        return nil
      })
    let parts = text.pairs.map { split($0.value, rule) }
    let hasNested = zip(text.pairs, parts).contains { nested.contains($0.name) && $1.count > 1 }
    let cuts =
      hasNested
      ? OtherReadings(rule: rule, gateway: gateway, message: message).cuts(
        text.pairs,
        inner: zip(text.pairs, parts).map { pair, parts in
          nested.contains(pair.name) ? parts.dropFirst().map(\.name) : []
        }) : []
    return zip(text.pairs, parts).compactMap { pair, parts in
      if let reading = readingOfName(pair, rule) { return reading }
      guard parts.count > 1 else { return nil }
      if nested.contains(pair.name), !cuts.contains(where: { $0.field == pair.name }) { return nil }
      return Reading(
        field: String(decoding: pair.name, as: UTF8.self),
        hidden: FieldList(
          [Field(name: pair.name, value: .text(parts[0].value))]
            + parts.dropFirst().map { Field(name: $0.name, value: .text($0.value)) }))
    }
  }

  /// A name that holds a separator is made to be read otherwise: no gateway has one.
  private static func readingOfName(_ pair: StringToSign.Pair, _ rule: SigningRule) -> Reading? {
    let separator = Array(rule.pairSeparator.utf8)
    let equals = Array(rule.nameValueSeparator.utf8)
    guard contains(separator, pair.name) || contains(equals, pair.name) else { return nil }
    var hidden = FieldList()
    var rest = (pair.name + equals + pair.value)[...]
    while !rest.isEmpty {
      let end = firstIndex(of: separator, in: rest) ?? rest.endIndex
      let part = rest[..<end]
      let joint = firstIndex(of: equals, in: part) ?? part.endIndex
      hidden.append(
        Field(
          name: Array(part[..<joint]), value: .text(Array(part[joint...].dropFirst(equals.count)))))
      rest = rest[end...].dropFirst(separator.count)
    }
    return Reading(field: String(decoding: pair.name, as: UTF8.self), hidden: hidden)
  }

  private static func contains(_ needle: Bytes, _ bytes: Bytes) -> Bool {
    firstIndex(of: needle, in: bytes[...]) != nil
  }

  private static func firstIndex(of needle: Bytes, in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: needle) }
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
      byte >= 0x80 || byte == .underscore || byte == .dash || byte == .dot || byte == .openBracket
        || byte == .closeBracket
        || byte.isAlphanumeric
    }
    return !name.isEmpty && rest.dropFirst(name.count).starts(with: equals) ? Array(name) : nil
  }
}
