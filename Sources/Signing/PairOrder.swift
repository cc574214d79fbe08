import ByteText
import Gateways
import WireFormat

/// Sorts pairs by the bytes, never by the collation of a language.
package enum PairOrder {
  package static func sorted(
    _ pairs: [StringToSign.Pair], by order: SigningRule.Order, nameValueSeparator: String
  ) -> [StringToSign.Pair] {
    switch order {
    case .asGiven:
      return pairs
    case .nameBytes:
      return pairs.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    case .valueBytes:
      return pairs.sorted { $0.value.lexicographicallyPrecedes($1.value) }
    case .namesIgnoringCase:
      return stable(pairs) { folded($0.name) }
    case .pairsIgnoringCase:
      // Java compares whole `name=value&` strings by UTF-16 units without regard to case.
      let separator = Array(nameValueSeparator.utf8)
      return stable(pairs) { folded($0.name + separator + $0.value + [.ampersand]) }
    }
  }

  private static func stable(_ pairs: [StringToSign.Pair], key: (StringToSign.Pair) -> [UInt16])
    -> [StringToSign.Pair]
  {
    pairs.enumerated().map { (index: $0.offset, pair: $0.element, key: key($0.element)) }
      .sorted { left, right in
        if left.key.lexicographicallyPrecedes(right.key) { return true }
        if right.key.lexicographicallyPrecedes(left.key) { return false }
        return left.index < right.index
      }.map(\.pair)
  }

  private static func folded(_ bytes: Bytes) -> [UInt16] {
    String(decoding: bytes, as: UTF8.self).utf16.map { unit in
      (0x41...0x5A).contains(unit) ? unit + 0x20 : unit
    }
  }
}
