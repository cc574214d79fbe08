import Gateways
import Messages
import PaymentValues

/// What one subject's message wants of lines with certain names, as `StructureCheck` has it. Made
/// only where the names leave no doubt; nil sends the line to the slow path.
struct MessagePart {
  let subject: BulkSubject
  let message: MessageSpec
  let score: Int
  let rule: SigningRule
  let present: Set<String>
  let hasUnknown: Bool
  let table: NameTable
  var required = NameSet()
  var oneOf: [NameSet] = []
  var amounts: [AmountCheck] = []
  var orders: [Int] = []
  var pins: [(id: Int, value: [UInt8])] = []
  var signID = -1

  init?(
    subject: BulkSubject, message: MessageSpec, score: Int, present: [String],
    unknownCount: Int, table: NameTable
  ) {
    guard let rule = message.signing, let key = subject.profile.key, !key.isPlaceholder else {
      return nil
    }
    self.subject = subject
    self.message = message
    self.score = score
    self.rule = rule
    self.present = Set(present)
    hasUnknown = unknownCount > 0
    self.table = table
    guard namesAreClear, requireFields(), tellKind(), notePins() else { return nil }
    noteAmounts()
    orders = message.fields.filter { $0.role == .orderNumber }.compactMap(id)
  }

  /// The slot of the row's one spelling that is there.
  func id(_ row: FieldSpec) -> Int? {
    row.spellings.first(where: present.contains).flatMap { table.id(of: $0) }
  }

  /// No row comes in two spellings, in another letter case, or from inside a nested object, and no
  /// field belongs to another message.
  private var namesAreClear: Bool {
    let rows = message.fields.filter { $0.parent == nil }
    if Set(present.map { $0.lowercased() }).count < present.count { return false }
    if !present.isSubset(of: rows.flatMap(\.spellings)) { return false }
    if rows.contains(where: { Set($0.spellings).intersection(present).count > 1 }) { return false }
    let weighty: [Role] = [
      .merchantID, .appID, .orderNumber, .amount, .paidAmount, .state, .signature,
    ]
    let nested = message.fields.filter { $0.parent != nil }
    if nested.contains(where: { row in row.role.map(weighty.contains) ?? false }) { return false }
    if message.kind.isCallback {
      let folded = present.map { $0.lowercased() }
      let foreign = KindCheck(gateway: subject.profile.gateway, message: message).foreignNames
      if Set(folded).count < folded.count || folded.contains(where: foreign.contains) {
        return false
      }
      let own = Set(rows.flatMap(\.spellings))
      let ownFolded = Set(own.map { $0.lowercased() })
      if present.contains(where: { !own.contains($0) && ownFolded.contains($0.lowercased()) }) {
        return false
      }
    }
    // Answers are read without regard to the case of names.
    guard message.kind.request != nil else { return true }
    let spellings = Set(rows.flatMap(\.spellings))
    let folded = Set(spellings.map { $0.lowercased() })
    return !hasUnknown
      && !present.contains { !spellings.contains($0) && folded.contains($0.lowercased()) }
  }

  private func decides(_ row: FieldSpec) -> Bool { message.decides(row, under: rule) }

  private mutating func requireFields() -> Bool {
    guard let name = message.signatureField, let sign = message.field(named: name).flatMap(id)
    else {
      return false
    }
    signID = sign
    required = table.bits[sign]
    for row in message.fields where decides(row) {
      var set = NameSet()
      for other in message.fields where other == row || isAlternative(other, row) {
        if let id = id(other) { set |= table.bits[id] }
      }
      switch NameTable.ids(in: set).count {
      case 0: return false
      case 1: required |= set
      default: oneOf.append(set)
      }
    }
    return true
  }

  /// One of the fields that tell the kind from each other kind has to be filled.
  private mutating func tellKind() -> Bool {
    let kinds = KindCheck(gateway: subject.profile.gateway, message: message)
    for names in kinds.tellingNames(with: present) {
      let set = present.intersection(names).compactMap { table.id(of: $0) }
        .reduce(NameSet()) { $0 | table.bits[$1] }
      if set == NameSet() { return false }
      oneOf.append(set)
    }
    return true
  }

  private func isAlternative(_ other: FieldSpec, _ row: FieldSpec) -> Bool {
    if case .oneOf = row.requirement { return other.requirement == row.requirement }
    return false
  }

  private mutating func noteAmounts() {
    for row in message.fields where row.role == .amount || row.role == .paidAmount {
      if case .amount(let unit) = row.kind, let id = id(row) {
        let decimals: Int? = unit == .yuan ? 2 : unit == .wholeYuan ? 0 : nil
        amounts.append(AmountCheck(id: id, decimals: decimals))
      }
    }
  }

  private mutating func notePins() -> Bool {
    for role in [Role.merchantID, .appID] {
      let ids = message.fields.filter { $0.role == role }.compactMap(id)
      guard let ours = subject.profile.values[role], !ids.isEmpty else { continue }
      if ids.count > 1 { return false }
      pins.append((ids[0], Array(ours.utf8)))
    }
    return true
  }
}
