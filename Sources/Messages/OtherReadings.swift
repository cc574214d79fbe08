import ByteText
import Gateways
import Signing
import WireFormat

/// Asks whether a signed text with nested JSON in it can be cut into another message: the sender of
/// the text may have signed plain fields whose values happen to form JSON where they are joined.
///
/// A cut at `&name=` inside JSON is a reading only if the whole is one: with a name that the gateway
/// knows, each name once and in the order of the rule, whatever stands between two cuts being one
/// value. Half the JSON of a field that is an object by its document is no value of it, so there
/// everything that decides in some other message must be in the text, too. A payment address in
/// JSON, cut at its own `&`, gives no such message.
struct OtherReadings {
  let rule: SigningRule
  let gateway: GatewaySpec
  let message: MessageSpec

  private struct Cut {
    var name: Bytes
    /// The nested field that holds the cut; nil for a field of the message as it came.
    var inside: Bytes?
  }

  /// More cuts than any honest JSON has; then it is not worth finding out.
  private static let cutLimit = 2_000
  private static let spellingLimit = 256

  /// The names at which a nested value can be cut, with the field that holds them.
  /// - Parameter inner: the names behind `&` in each pair's value; empty for values that are not nested.
  func cuts(_ pairs: [StringToSign.Pair], inner: [[Bytes]]) -> [(field: Bytes, name: Bytes)] {
    var all: [Cut] = []
    for (pair, names) in zip(pairs, inner) {
      all.append(Cut(name: pair.name, inside: nil))
      all += names.map { Cut(name: $0, inside: pair.name) }
    }
    let known = Set(
      gateway.messages.flatMap(\.fields).filter { $0.parent == nil }.flatMap(\.spellings).map {
        $0.utf8.lowercased
      })
    let candidates = all.indices.filter {
      all[$0].inside != nil && isSelectable(all[$0].name)
        && known.contains(all[$0].name.lowercased)
    }
    let places = Dictionary(grouping: all.indices) { all[$0].name }
    let isCrowded = candidates.count > Self.cutLimit
    return candidates.prefix(Self.cutLimit).compactMap { index in
      guard let field = all[index].inside, isCrowded || isPossible(index, all, places) else {
        return nil
      }
      return (field, all[index].name)
    }
  }

  private func isSelectable(_ name: Bytes) -> Bool {
    let name = String(decoding: name, as: UTF8.self)
    switch rule.selection {
    case .allExcept(let names): return !names.contains(name)
    case .listed(let names): return names.contains(name)
    case .marked:
      return message.fields.contains {
        $0.signed == true && $0.parent == nil && $0.spellings.contains(name)
      }
    }
  }

  private func isPossible(_ index: Int, _ all: [Cut], _ places: [Bytes: [Int]]) -> Bool {
    if case .listed(let names) = rule.selection, rule.empties == .kept {
      return isChain(names.map { Array($0.utf8) }, through: index, all, places)
    }
    let field = all[index].inside ?? []
    if !isObject(field, in: message) {
      // The sender of a text chose it; whatever it swallows, the rest of it is in order.
      return ordered([field]) == nil || precedes(field, all[index].name)
    }
    return gateway.messages.contains { kind in
      guard let groups = needed(kind, cutting: field) else { return false }
      let choices = combinations(groups)
      return choices.count > Self.spellingLimit
        || choices.contains { isChain($0, through: index, all, places) }
    }
  }

  /// What a message of the kind cannot do without, each in its spellings; nil when the field that is
  /// cut is an object there, which half of its JSON is not.
  private func needed(_ kind: MessageSpec, cutting field: Bytes) -> [[Bytes]]? {
    guard kind.signing != nil else { return nil }
    let top = kind.fields.filter { $0.parent == nil }
    if isObject(field, in: kind) { return nil }
    var groups: [[String]] = []
    for row in top where kind.decides(row, under: rule) && row.role != .signature {
      if case .oneOf = row.requirement {
        groups.append(top.filter { $0.requirement == row.requirement }.flatMap(\.spellings))
      } else {
        groups.append(row.spellings)
      }
    }
    if let success = kind.success, !success.payURLDecides {
      let words = top.filter { $0.role == success.role }.flatMap(\.spellings)
      if !words.isEmpty { groups.append(words) }
    }
    return groups.map { $0.map { Array($0.utf8) }.filter(isSelectable) }
  }

  private func isObject(_ field: Bytes, in kind: MessageSpec) -> Bool {
    kind.fields.contains { row in
      row.parent == nil && row.kind == .object
        && row.spellings.contains { field.elementsEqual($0.utf8) }
    }
  }

  private func combinations(_ groups: [[Bytes]]) -> [[Bytes]] {
    var found: [[Bytes]] = [[]]
    for group in groups where found.count <= Self.spellingLimit {
      found = found.flatMap { start in
        group.contains(where: start.contains) ? [start] : group.map { start + [$0] }
      }
    }
    return found
  }

  /// Whether the text can be cut so that those names and the one at `index` stand in it, each behind
  /// the one before it both in the text and in the rule's order, from the text's own first name on.
  private func isChain(
    _ names: [Bytes], through index: Int, _ all: [Cut], _ places: [Bytes: [Int]]
  ) -> Bool {
    let through = all[index].name
    guard let wanted = ordered(names.contains(through) ? names : names + [through]) else {
      return names.allSatisfy { places[$0] != nil }
    }
    guard let first = wanted.first else { return false }
    var place = -1
    if all[0].name != first {
      guard precedes(all[0].name, first) else { return false }
      place = 0
    }
    for (number, name) in wanted.enumerated() {
      if number > 0, !precedes(wanted[number - 1], name) { return false }
      let next = name == through ? index : places[name]?.first { $0 > place }
      guard let next, next > place else { return false }
      place = next
    }
    return true
  }

  /// The names in the rule's order; nil where values or the sender decide about it.
  private func ordered(_ names: [Bytes]) -> [Bytes]? {
    switch rule.order {
    case .nameBytes, .namesIgnoringCase, .pairsIgnoringCase: return names.sorted(by: precedes)
    case .asGiven, .valueBytes:
      if case .listed = rule.selection { return names }
      return nil
    }
  }

  /// Whether one name may stand before another one.
  private func precedes(_ left: Bytes, _ right: Bytes) -> Bool {
    switch rule.order {
    case .asGiven, .valueBytes: return left != right
    case .nameBytes: return left.lexicographicallyPrecedes(right)
    case .namesIgnoringCase, .pairsIgnoringCase:
      let end = rule.order == .pairsIgnoringCase ? Array(rule.nameValueSeparator.utf8) : []
      return (left + end).lowercased.lexicographicallyPrecedes(
        (right + end).lowercased)
    }
  }
}
