import Gateways
import Signing
import WireFormat

/// A trial's text in its charset, with the places of its values.
struct WrittenText {
  /// A value in the text.
  struct Value {
    /// The place of its part in the message.
    var given: Int
    /// Where it stands in the text.
    var range: Range<Int>
  }

  var bytes = Bytes()
  /// The values in the order in which they stand, the key's left out.
  var values: [Value] = []
  /// Where the pairs end and what stands behind them begins.
  var bodyEnd = 0
}

extension Trial {
  /// The pairs that are hashed, in their order, the key's pair among them.
  func pairs(key: Bytes) -> [StringToSign.Pair] {
    ordered(key: key).map { index in
      index == Self.keyIndex
        ? StringToSign.Pair(name: sortedKeyName ?? [], value: key)
        : StringToSign.Pair(name: parts[index].name, value: value(parts[index]))
    }
  }

  /// Stands for the key among the indices of parts.
  private static let keyIndex = -1

  /// Indices of the parts that are hashed in their order, the key's among them.
  private func ordered(key: Bytes) -> [Int] {
    let chosen = chosen
    if sortedKeyName == nil, order == .nameBytes || order == .asGiven {
      return isReversed ? chosen.reversed() : chosen
    }
    let items = sortedKeyName == nil ? chosen : chosen + [Self.keyIndex]
    let pairs = items.map { index in
      index == Self.keyIndex
        ? StringToSign.Pair(name: sortedKeyName ?? [], value: key)
        : StringToSign.Pair(name: parts[index].name, value: value(parts[index]))
    }
    let sorted = PairOrder.sorted(
      pairs, by: order, nameValueSeparator: String(decoding: joiner, as: UTF8.self))
    var isFree = [Bool](repeating: true, count: items.count)
    let result = sorted.compactMap { pair -> Int? in
      guard let place = pairs.indices.first(where: { isFree[$0] && pairs[$0] == pair }) else {
        return nil
      }
      isFree[place] = false
      return items[place]
    }
    return isReversed ? result.reversed() : result
  }

  /// Indices of the parts that are hashed: by name where the order is that of names, else by place.
  private var chosen: [Int] {
    var chosen: [Int] = []
    chosen.reserveCapacity(parts.count + 1)
    for index in parts.indices where parts[index].isSigned && !isLeftOut(parts[index]) {
      // Parts mostly stand in the order asked for, so that inserting beats sorting.
      var place = chosen.count
      while place > 0, precedes(index, chosen[place - 1]) { place -= 1 }
      chosen.insert(index, at: place)
    }
    return chosen
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    order == .nameBytes
      ? parts[left].name.lexicographicallyPrecedes(parts[right].name)
      : parts[left].place < parts[right].place
  }

  private func value(_ part: Part) -> Bytes {
    empties == .nullAsWord && part.value == .null ? nullWord : part.text
  }

  /// The text as UTF-8, before it is converted and hashed.
  /// - Parameter mask: stands in for every key; nil for the keys themselves.
  func text(mask: Bytes? = nil) -> Bytes { written(mask: mask, charset: .utf8).bytes }

  /// The text as it is hashed, with the places of its values.
  func written() -> WrittenText { written(mask: nil, charset: charset) }

  /// What stands behind the pairs, as UTF-8, where there are pairs.
  var tail: Bytes {
    var text = WrittenText()
    append(back, mask: nil, charset: .utf8, isAlone: false, to: &text)
    return text.bytes
  }

  private func written(mask: Bytes?, charset: Charset) -> WrittenText {
    var text = WrittenText()
    text.bytes.reserveCapacity(1024)
    text.values.reserveCapacity(parts.count)
    text.bytes += charset.mark
    append(front, mask: mask, charset: charset, isAlone: false, to: &text)
    let pairKey = mask ?? key
    let (parting, joining) = (charset.encode(separator), charset.encode(joiner))
    var isAlone = true
    for index in ordered(key: pairKey) {
      if !isAlone { text.bytes += parting }
      isAlone = false
      if includesNames {
        let name = index == Self.keyIndex ? sortedKeyName ?? [] : parts[index].name
        text.bytes += charset == .utf8 ? name : charset.encode(name)
        text.bytes += joining
      }
      let start = text.bytes.count
      let value = index == Self.keyIndex ? pairKey : value(parts[index])
      text.bytes += charset == .utf8 ? value : charset.encode(value)
      if index != Self.keyIndex {
        text.values.append(.init(given: parts[index].given, range: start..<text.bytes.count))
      }
    }
    text.bodyEnd = text.bytes.count
    append(back, mask: mask, charset: charset, isAlone: isAlone, to: &text)
    return text
  }

  private func append(
    _ pieces: [Piece], mask: Bytes?, charset: Charset, isAlone: Bool, to text: inout WrittenText
  ) {
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let bytes):
        // As `StringToSign`: with no pair left there is nothing to part from.
        let isSpare = isAlone && index == 0 && !separator.isEmpty && bytes.starts(with: separator)
        text.bytes += charset.encode(isSpare ? Array(bytes.dropFirst(separator.count)) : bytes)
      case .key: text.bytes += charset.encode(mask ?? key)
      case .otherKey(let other): text.bytes += charset.encode(mask ?? other)
      case .half(let isSecond):
        let half = key.count / 2
        text.bytes += charset.encode(mask ?? Array(isSecond ? key[half...] : key[..<half]))
      case .head(let count): text.bytes += charset.encode(mask ?? Array(key.prefix(count)))
      }
    }
  }
}
