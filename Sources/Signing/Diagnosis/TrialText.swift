import Gateways
import WireFormat

extension Trial {
  /// The pairs that are hashed, in their order, the key's pair among them.
  func pairs(key: Bytes) -> [StringToSign.Pair] {
    var pairs = chosen.map { index in
      StringToSign.Pair(name: parts[index].name, value: value(parts[index]))
    }
    if let sortedKeyName { pairs.append(StringToSign.Pair(name: sortedKeyName, value: key)) }
    return PairOrder.sorted(
      pairs, by: order, nameValueSeparator: String(decoding: joiner, as: UTF8.self))
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
  func text(mask: Bytes? = nil) -> Bytes {
    var text = Bytes()
    text.reserveCapacity(512)
    append(front, mask: mask, isAlone: false, to: &text)
    var isAlone = true
    func appendPair(_ name: Bytes, _ value: Bytes) {
      if !isAlone { text += separator }
      isAlone = false
      if includesNames {
        text += name
        text += joiner
      }
      text += value
    }
    if sortedKeyName == nil, order == .nameBytes || order == .asGiven {
      for index in chosen { appendPair(parts[index].name, value(parts[index])) }
    } else {
      for pair in pairs(key: mask ?? key) { appendPair(pair.name, pair.value) }
    }
    append(back, mask: mask, isAlone: isAlone, to: &text)
    return text
  }

  private func append(_ pieces: [Piece], mask: Bytes?, isAlone: Bool, to text: inout Bytes) {
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let bytes):
        // As `StringToSign`: with no pair left there is nothing to part from.
        let isSpare = isAlone && index == 0 && !separator.isEmpty && bytes.starts(with: separator)
        text += isSpare ? Array(bytes.dropFirst(separator.count)) : bytes
      case .key: text += mask ?? key
      case .otherKey(let other): text += mask ?? other
      }
    }
  }
}
