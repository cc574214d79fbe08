import GatewayEngine
import Gateways
import PaymentValues

extension MessagePart {
  /// The attempts of the message's rule and its tolerances; not complete when a rule is beyond the
  /// fast path.
  func attempts(keptIn memory: ShapeMemory) -> (attempts: [Attempt], isComplete: Bool) {
    let rules = [rule] + message.tolerances.map(\.rule)
    let attempts = rules.compactMap { attempt($0, keptIn: memory) }
    return (attempts, attempts.count == rules.count)
  }

  private func attempt(_ rule: SigningRule, keptIn memory: ShapeMemory) -> Attempt? {
    guard rule.digest == .md5, rule.includesNames, case .appended(let keyPrefix) = rule.key,
      rule.transforms.isEmpty, rule.fieldTransforms.isEmpty, rule.empties != .nullAsWord,
      !rule.nameValueSeparator.isEmpty,
      rule.pairSeparator.utf8.first == UInt8(ascii: "&"),
      let signed = signedFields(rule), let order = ordered(signed, rule),
      coversWhatDecides(signed)
    else { return nil }
    var mergesUnknown = false
    if hasUnknown, case .allExcept = rule.selection {
      guard rule.order == .nameBytes else { return nil }
      mergesUnknown = true
    }
    let steps = order.map { step($0, rule, memory) }
    let joints = rule.pairSeparator.utf8.count + rule.nameValueSeparator.utf8.count
    let unknownBytes = ParsedLine.maximumUnknown * joints
    let key = subject.profile.key?.withBytes { $0 } ?? []
    let tail = memory.keep(bytes: Array(keyPrefix.utf8) + key)
    return Attempt(
      steps: memory.keep(steps),
      names: steps.reduce(NameSet()) { $1.id < 0 ? $0 : $0 | table.bits[$1.id] },
      pins: memory.keep(pins.map { Pin(id: $0.id, value: memory.keep(bytes: $0.value)) }),
      tail: tail, signID: signID, empties: rule.empties,
      takesLower: rule.acceptsEitherCase || rule.letterCase == .lower,
      takesUpper: rule.acceptsEitherCase || rule.letterCase == .upper,
      javaNumbers: rule.numbers == .java, takesNested: rule.nested == .raw,
      mergesUnknown: mergesUnknown,
      equals: memory.keep(bytes: Array(rule.nameValueSeparator.utf8)),
      separator: memory.keep(bytes: Array(rule.pairSeparator.utf8)),
      overhead: steps.reduce(tail.count + unknownBytes) { $0 + $1.prefix.count },
      orders: memory.keep(orders), isOwnRequest: !message.kind.comesFromGateway)
  }

  /// Rows of a callback that a shop acts upon, with their slots.
  private var deciding: Set<Int> {
    guard message.kind.isCallback else { return [] }
    return Set(
      message.fields.filter(\.namesAFact).compactMap(id))
  }

  private func coversWhatDecides(_ signed: [(name: String, id: Int)]) -> Bool {
    deciding.isSubset(of: signed.map(\.id))
  }

  private func step(
    _ field: (name: String, id: Int), _ rule: SigningRule, _ memory: ShapeMemory
  ) -> Step {
    let separator = Array(rule.pairSeparator.utf8)
    let name = Array(field.name.utf8)
    let prefix = memory.keep(bytes: separator + name + Array(rule.nameValueSeparator.utf8))
    return Step(
      id: field.id, prefix: prefix,
      name: ByteRun(start: prefix.start + separator.count, count: name.count),
      decides: deciding.contains(field.id))
  }

  /// What `FieldSelection` takes, with the slot of each, -1 for what is signed although it is absent.
  private func signedFields(_ rule: SigningRule) -> [(name: String, id: Int)]? {
    var fields: [(name: String, id: Int)] = []
    func add(_ names: some Sequence<String>) {
      for name in names { if let id = table.id(of: name) { fields.append((name, id)) } }
    }
    switch rule.selection {
    case .allExcept(let names):
      add(present.subtracting(names))
    case .marked:
      let rows = message.fields.filter { $0.signed == true && $0.parent == nil }
      add(present.intersection(rows.flatMap(\.spellings)))
      if rule.empties == .kept {
        fields += rows.filter { present.isDisjoint(with: $0.spellings) }.map { ($0.name, -1) }
      }
    case .listed(let names):
      guard Set(names).count == names.count else { return nil }
      for name in names {
        let spellings = message.field(named: name)?.spellings ?? [name]
        let found = spellings.first(where: present.contains).flatMap { table.id(of: $0) }
        if found != nil || rule.empties == .kept { fields.append((name, found ?? -1)) }
      }
    }
    return fields
  }

  /// The order that `PairOrder` gives when the names alone decide it; nil when values can matter.
  private func ordered(_ fields: [(name: String, id: Int)], _ rule: SigningRule)
    -> [(name: String, id: Int)]?
  {
    let ending: String
    switch rule.order {
    case .asGiven:
      if case .listed = rule.selection { return fields }
      return nil
    case .valueBytes: return nil
    case .nameBytes:
      return fields.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    case .namesIgnoringCase: ending = ""
    case .pairsIgnoringCase: ending = rule.nameValueSeparator
    }
    let keyed = fields.map { (key: Array(($0.name.lowercased() + ending).utf8), field: $0) }
    let isPlain = fields.allSatisfy { $0.name.utf8.allSatisfy(ParsedLine.isPlain) }
    guard isPlain, Set(keyed.map(\.key)).count == keyed.count else { return nil }
    return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.field)
  }
}
