import Platform
import WireFormat

/// Ways to damage a message, by accident or on purpose.
enum Mutation: String, CaseIterable {
  case none, flipByte, insertByte, deleteByte, nameCase, duplicate, duplicateOther, duplicateCase
  case dropField, swapValues, merge, mergeForeign, nestObject, nestReading, hideInValue, moveSign
  case shuffle, encodeTwice, plusForSpace, rawSpace, nulInName, nulInValue, nulUnsigned, rawNul
  case byteOrderMark, fullWidth, bareAmpersand, foreignField, decidingCase, digestCase, digestTail
  case truncate, debris, debrisText, carriageReturn, htmlEntities, gbk, trailingZero, leadingZero
  case exponent, decimalPoint, emptyValue, nullValue, absentEmpty, blankAround, keyField, prefix
  case suffix, quoted, escapedName, longName

  /// The bytes of the damaged message.
  func apply(
    _ message: SignedMessage, _ other: SignedMessage, _ carrier: SignedMessage.Carrier,
    _ random: inout SplitMix64
  ) -> Bytes {
    var fields = message.fields
    if damage(&fields, other.fields, &random) { return SignedMessage.bytes(fields, carrier) }
    return damaged(message.bytes(carrier), carrier, &random)
  }

  private func text(_ string: String) -> FieldValue { .text(Array(string.utf8)) }

  /// Damages the fields; false when the mutation is one of bytes.
  private func damage(_ list: inout FieldList, _ other: FieldList, _ random: inout SplitMix64)
    -> Bool
  {
    guard !list.fields.isEmpty else { return true }
    let place = Int.random(in: 0..<list.fields.count, using: &random)
    let second = Int.random(in: 0..<list.fields.count, using: &random)
    let field = list.fields[place]
    let literal = field.value.literal
    func fold(_ name: Bytes) -> Bytes {
      let upper = Array(String(decoding: name, as: UTF8.self).uppercased().utf8)
      return upper == name ? Array(String(decoding: name, as: UTF8.self).lowercased().utf8) : upper
    }
    switch self {
    case .none: break
    case .nameCase: list.fields[place].name = fold(field.name)
    case .duplicate: list.append(field)
    case .duplicateOther: list.append(Field(name: field.name, value: text("VICTIM")))
    case .duplicateCase: list.append(Field(name: fold(field.name), value: text("VICTIM")))
    case .dropField: list.fields.remove(at: place)
    case .swapValues:
      list.fields[place].value = list.fields[second].value
      list.fields[second].value = field.value
    case .merge: list.fields += other.fields
    case .mergeForeign:
      list.fields += other.fields.filter { field in
        !list.fields.contains { $0.name == field.name }
      }
    case .nestObject:
      list.fields[place].value = .nested(Array(#"{"a":""#.utf8) + [0x31] + Array(#""}"#.utf8))
    case .nestReading:
      list.fields[place].value = .nested(Array(#"{"a":"x&status=2&amount=1"}"#.utf8))
    case .hideInValue:
      guard second != place else { break }
      let hidden = list.fields[second]
      list.fields[place].value =
        .text(literal + [0x26] + hidden.name + [0x3D] + hidden.value.literal)
      list.fields.remove(at: second)
    case .moveSign: list.fields.insert(list.fields.removeLast(), at: 0)
    case .shuffle: list.fields.shuffle(using: &random)
    case .nulInName: list.fields[place].name = field.name + [0]
    case .nulInValue: list.fields[place].value = .text(literal + [0])
    case .nulUnsigned: list.append(Field(name: Array("x\0y".utf8), value: text("1")))
    case .foreignField:
      if let stranger = other.fields.randomElement(using: &random) {
        list.append(Field(name: stranger.name, value: text("VICTIM")))
      }
    case .decidingCase:
      list.fields.insert(Field(name: fold(field.name), value: text("2")), at: 0)
    case .trailingZero: list.fields[place].value = .text(literal + [0x30])
    case .leadingZero: list.fields[place].value = .text([0x30] + literal)
    case .exponent: list.fields[place].value = .text(literal + Array("e0".utf8))
    case .decimalPoint: list.fields[place].value = .text(literal + Array(".00".utf8))
    case .emptyValue: list.fields[place].value = .text([])
    case .nullValue: list.fields[place].value = .null
    case .absentEmpty: list.append("extra_field", "")
    case .blankAround: list.fields[place].value = .text([0x20] + literal + [0x20])
    case .keyField: list.append("key", "x")
    case .longName: list.append(String(repeating: "n", count: 80), "1")
    case .digestCase, .digestTail:
      for index in list.fields.indices where list.fields[index].value.literal.count == 32 {
        let digest = list.fields[index].value.literal
        list.fields[index].value =
          self == .digestCase ? .text(fold(digest)) : .text(Array(digest.dropLast()) + [0x67])
      }
    default: return false
    }
    return true
  }

  private func damaged(
    _ bytes: Bytes, _ carrier: SignedMessage.Carrier, _ random: inout SplitMix64
  ) -> Bytes {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    var result = bytes
    func replaced(_ from: String, _ to: String) -> Bytes {
      Array(String(decoding: bytes, as: UTF8.self).replacing(from, with: to).utf8)
    }
    let isJSON = carrier == .json
    switch self {
    case .flipByte: result[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case .insertByte: result.insert(UInt8.random(in: 0x21...0x7E, using: &random), at: place)
    case .deleteByte: result.remove(at: place)
    case .encodeTwice: result = replaced("%", "%25")
    case .plusForSpace: result = replaced("%20", "+")
    case .rawSpace: result = replaced("+", " ")
    case .rawNul: result.insert(0, at: place)
    case .byteOrderMark: result = [0xEF, 0xBB, 0xBF] + bytes
    case .fullWidth: result = isJSON ? replaced(":", "：") : replaced("&", "＆")
    case .bareAmpersand: result = replaced("%26", "&")
    case .truncate: result = Array(bytes.prefix(place))
    case .debris: result += Array((isJSON ? " x" : "&b c=1&中").utf8)
    case .debrisText: result += Array((isJSON ? "{}" : "&x").utf8)
    case .carriageReturn: result += [0x0D]
    case .htmlEntities: result = replaced("&", "&amp;")
    case .gbk: result += isJSON ? [] : Array("&attach=".utf8) + [0xD6, 0xD0]
    case .prefix: result = Array("2026-11-20 10:01:02 INFO notify body: ".utf8) + bytes
    case .suffix: result += Array(" 谢谢".utf8)
    case .quoted: result = [0x22] + bytes + [0x22]
    case .escapedName: result = isJSON ? replaced("amount", #"\u0061mount"#) : bytes
    default: break
    }
    return result
  }
}
