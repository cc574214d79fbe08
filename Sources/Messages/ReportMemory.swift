import ByteText
import Gateways
import PaymentValues
import Signing
import Synchronization
import WireFormat

/// What was found of one message's fields is true of all that have the same names and the same ones
/// empty: their structure, which of them are signed, and in which order. So a message like one that was
/// good is checked by its digest and its values alone. Safe on several threads.
///
/// Whatever hangs on a value other than that (a byte that is no text, a separator within a value, an
/// amount that is none, another account) is not decided here: such a message goes the whole way.
final class ReportMemory: Sendable {
  /// What the structure of a message hangs on: names, what sort of value each has, and which are empty.
  private typealias Shape = Bytes

  private struct Plan: Sendable {
    /// The report of the first such message, before its money was looked at.
    var report: MessageReport
    /// The pairs of the text that is signed, in their order, with the places of their values.
    var pairs: [(name: Bytes, place: Int)]
    var signature: Int
    /// Where the first filled value of a role stands.
    var places: [Role: Int]
    var amounts: [(role: Role, place: Int, unit: AmountUnit)]
    var pins: [(role: Role, place: Int)]
    /// How each field is shown.
    var rows: [Role?]
  }

  private let message: MessageSpec
  private let rule: SigningRule
  private let plans = Mutex<[Shape: Plan]>([:])

  /// Gateways send few shapes. Strangers, whose messages are not signed, add none.
  private static let limit = 64

  /// Nil for messages of which the shape does not tell enough: with objects inside, or with a rule that
  /// rewrites values before it sorts them or leaves them out.
  init?(_ message: MessageSpec) {
    guard let rule = message.signing, message.parents.isEmpty, rule.transforms.isEmpty,
      rule.fieldTransforms.isEmpty, rule.empties != .droppedAsPHP
    else { return nil }
    switch rule.order {
    case .nameBytes, .namesIgnoringCase, .asGiven: break
    case .valueBytes, .pairsIgnoringCase: return nil
    }
    self.message = message
    self.rule = rule
  }

  // MARK: - Learning

  /// Remembers a message that was found good. `report` is what was found before its money was looked at.
  func learn(_ fields: FieldList, _ report: MessageReport) {
    guard report.verdict == .valid, let check = report.check, check.verdict == .valid,
      report.readings.isEmpty, !hidesOtherFields(report), let shape = shape(of: fields),
      let plan = plan(fields, report, check)
    else { return }
    plans.withLock { plans in
      if plans.count >= Self.limit { plans = [:] }
      plans[shape] = plan
    }
  }

  /// Whether something that decides was passed over because nothing signs it.
  private func hidesOtherFields(_ report: MessageReport) -> Bool {
    report.rows.contains { row in
      !row.isSigned && !row.value.isEmpty && message.field(named: row.name)?.namesAFact == true
    }
  }

  private func plan(_ fields: FieldList, _ report: MessageReport, _ check: SignatureCheck) -> Plan?
  {
    let list = fields.fields
    let reader = FieldReader(fields, message: message)
    var pairs: [(name: Bytes, place: Int)] = []
    for pair in check.stringToSign.pairs {
      guard let place = list.lastIndex(where: { $0.name == pair.name }) else { return nil }
      pairs.append((pair.name, place))
    }
    func place(_ role: Role) -> Int? {
      for row in message.fields where row.role == role {
        if let field = reader.field(of: row), !field.value.isEmpty {
          return list.lastIndex { $0.name == field.name }
        }
      }
      return nil
    }
    guard let signature = place(.signature), list[signature].value.literal == check.given else {
      return nil
    }
    var plan = Plan(
      report: report, pairs: pairs, signature: signature, places: [:], amounts: [], pins: [],
      rows: list.map { message.field(named: $0.displayName)?.role })
    for role in [Role.orderNumber, .gatewayOrderNumber, .state] { plan.places[role] = place(role) }
    plan.pins = [Role.merchantID, .appID].compactMap { role in place(role).map { (role, $0) } }
    for role in [Role.amount, .paidAmount] {
      guard let place = place(role), let row = message.field(named: list[place].displayName),
        case .amount(let unit) = row.kind
      else { continue }
      plan.amounts.append((role, place, unit))
    }
    return plan
  }

  // MARK: - Recalling

  /// What is to be said of the fields, before their money is looked at; nil when they have to go the
  /// whole way.
  func report(_ fields: FieldList, _ profile: Profile) -> MessageReport? {
    guard let key = profile.key, !key.isPlaceholder, let shape = shape(of: fields),
      let plan = plans.withLock({ $0[shape] })
    else { return nil }
    let list = fields.fields
    for pin in plan.pins {
      if let ours = profile.values[pin.role],
        !list[pin.place].value.literal.elementsEqual(ours.utf8)
      {
        return nil
      }
    }
    let text = StringToSign(
      ordered: plan.pairs.map { pair in
        StringToSign.Pair(name: pair.name, value: list[pair.place].value.literal)
      }, rule: rule)
    let expected = Signer.sign(text, rule: rule, key: key)
    let given = list[plan.signature].value.literal
    guard Verifier.matches(given, expected, rule: rule) else { return nil }
    var report = plan.report
    report.profileName = profile.name
    report.check = SignatureCheck(
      verdict: .valid, expected: expected, stringToSign: text, rule: rule, given: given)
    guard read(list, plan, &report) else { return nil }
    return report
  }

  private func read(_ list: [Field], _ plan: Plan, _ report: inout MessageReport) -> Bool {
    func text(_ role: Role) -> String? { plan.places[role].map { list[$0].value.display } }
    report.orderNumber = text(.orderNumber)
    report.gatewayOrderNumber = text(.gatewayOrderNumber)
    if let word = text(.state) {
      report.state = word
      report.status = message.status(ofState: word)
    }
    for amount in plan.amounts {
      guard let money = try? amount.unit.money(list[amount.place].value.literal) else {
        return false
      }
      if amount.role == .amount {
        report.orderedAmount = money
      } else {
        report.paidAmount = money
      }
    }
    for index in list.indices {
      report.rows[index].value = MessageReport.shown(
        list[index].value.display, as: plan.rows[index])
    }
    return true
  }

  /// Nil for fields that may be more than their names say: objects, booleans, bytes that are no text, and
  /// a separator of the rule within a value.
  private func shape(of fields: FieldList) -> Shape? {
    var shape = Shape()
    shape.reserveCapacity(256)
    let separator = rule.pairSeparator.utf8.first ?? .ampersand
    for index in fields.fields.indices {
      shape += fields.fields[index].name
      switch fields.fields[index].value {
      case .text(let bytes):
        guard isPlain(bytes, separator) else { return nil }
        shape.append(bytes.isEmpty ? 0 : 1)
      case .number(let bytes) where rule.numbers == .literal:
        guard isPlain(bytes, separator) else { return nil }
        shape.append(2)
      default: return nil
      }
      guard shape.count <= MessageBook.nameBytesLimit else { return nil }
    }
    // The marks part the names, which therefore must hold none of them.
    guard shape.count(where: { $0 < 3 }) == fields.fields.count else { return nil }
    return shape
  }

  private func isPlain(_ bytes: Bytes, _ separator: UInt8) -> Bool {
    var isASCII = true
    for byte in bytes {
      guard byte != separator, !byte.isControl else { return false }
      if byte >= 0x80 { isASCII = false }
    }
    return isASCII || UTF8Validation.isValid(bytes)
  }
}
