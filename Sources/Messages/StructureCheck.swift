import ByteText
import Gateways
import PaymentValues
import Signing
import WireFormat

/// Looks at a message before any digest is computed: what decides about money must be there once,
/// be filled and be readable.
struct StructureCheck {
  let gateway: GatewaySpec
  let message: MessageSpec
  let rule: SigningRule
  let names: MessageNames

  func faults(_ reader: FieldReader) -> [Finding] {
    decidingFaults(reader) + otherMissing(reader) + doubled(reader) + amounts(reader)
      + bytes(reader) + NameCheck(message: message, names: names).faults(reader)
      + foreign(reader)
  }

  /// Debris is judged once it is known whether anything signs it.
  private func foreign(_ reader: FieldReader) -> [Finding] {
    let debris = Set(
      NameCheck(message: message, names: names).debris(reader.fields).map(\.name))
    let fields = reader.fields.fields
    return KindCheck(gateway: gateway, message: message).foreignFields(
      debris.isEmpty ? fields : fields.filter { !debris.contains($0.name) }, names)
  }

  private func decides(_ row: FieldSpec) -> Bool { message.decides(row, under: rule) }

  private func isThere(_ row: FieldSpec, _ reader: FieldReader) -> Bool {
    reader.value(of: row).map { !$0.isEmpty } ?? false
  }

  private func decidingFaults(_ reader: FieldReader) -> [Finding] {
    names.deciding.compactMap { row in
      if isThere(row, reader) { return nil }
      if case .oneOf(let group) = row.requirement,
        message.fields.contains(where: { $0.requirement == .oneOf(group) && isThere($0, reader) })
      {
        return nil
      }
      let empty = reader.value(of: row) != nil
      return Finding(
        .error, empty ? "deciding_field_empty" : "deciding_field_missing", place: row.name,
        "\(row.name) (\(row.label)) decides about money and is \(empty ? "empty" : "missing")",
        hint: "a genuine message has it; check that the capture is whole")
    }
  }

  private func otherMissing(_ reader: FieldReader) -> [Finding] {
    names.documented.filter { !isThere($0, reader) }.map { row in
      Finding(
        .note, "documented_field_missing", place: row.name,
        "\(message.source) calls \(row.name) (\(row.label)) required; it is missing or empty")
    }
  }

  private func doubled(_ reader: FieldReader) -> [Finding] {
    let names = reader.fields.duplicateNames.map { String(decoding: $0, as: UTF8.self) }
    let spelt = self.names.aliased.filter { row in
      row.spellings.filter { reader.fields.contains($0) }.count > 1
    }.map(\.name)
    return names.map { duplicate($0, isSevere: message.kind.comesFromGateway) }
      + spelt.map { duplicate($0, isSevere: false) }
  }

  /// No gateway writes a name twice; a merchant's own request is hashed as servers hash it.
  private func duplicate(_ name: String, isSevere: Bool) -> Finding {
    let decisive = message.field(named: name).map { decides($0) || $0.role == .paidAmount } ?? false
    let severe = isSevere || decisive
    return Finding(
      severe ? .error : .warning, "duplicate_field", place: name,
      severe
        ? "\(name) comes more than once"
        : "\(name) comes more than once; the last value was hashed",
      hint: severe
        ? "two readers would see two values"
          + (message.kind.answersQuestion ? "" : "; ask the gateway with a query") : nil)
  }

  private func amounts(_ reader: FieldReader) -> [Finding] {
    [Role.amount, .paidAmount].compactMap { role in
      guard case .failure(let error) = reader.money(role) else { return nil }
      return Finding(
        .error, "bad_amount", place: message.field(role)?.name, error.reason,
        hint: "the gateway's unit is in 'merchant gateways show'")
    }
  }

  /// Control bytes in a signed value are how prepared MD5 collisions look (docs/rules.md V11).
  private func bytes(_ reader: FieldReader) -> [Finding] {
    reader.fields.fields.compactMap { field in
      let literal = field.value.literal
      let control = literal.contains {
        $0 < .space && $0 != .lineFeed && $0 != .carriageReturn && $0 != .tab || $0 == .delete
      }
      guard control || UTF8Validation.firstInvalidOffset(in: literal) != nil else { return nil }
      return Finding(
        message.kind.comesFromGateway ? .error : .warning, "binary_value", place: field.displayName,
        control ? "the value has control bytes" : "the value is not UTF-8",
        hint: "give --encoding gb18030 when the sender writes Chinese in GBK")
    }
  }

  /// Fields that the table lacks. What covers them is known for certain once a rule has fitted.
  /// - Parameter isSigned: whether the text that was signed, or is to be, holds that field.
  func unknown(_ reader: FieldReader, isSigned: (Field) -> Bool) -> [Finding] {
    let pieces = NameCheck(message: message, names: names).debris(reader.fields)
    // What is signed and has a field's name is a field.
    let fields = pieces.filter { !NameCheck.isOdd($0.name) && isSigned($0) }
    let debris = pieces.filter { !fields.contains($0) }
    let foreign = KindCheck(gateway: gateway, message: message).foreignFields(fields, names)
    let unknown = Set(reader.unknownNames).subtracting(debris.map(\.displayName))
    var seen: Set<String> = []
    return reader.fields.fields.compactMap { field in
      let name = field.displayName
      guard unknown.contains(name), seen.insert(name).inserted else { return nil }
      let signed = isSigned(field)
      return Finding(
        signed ? .note : .warning, signed ? "extension_field" : "unsigned_unknown_field",
        place: name,
        signed
          ? "\(message.source) does not name \(name); it is signed with the rest"
          : "\(message.source) does not name \(name), and the signature does not cover it",
        hint: signed ? nil : "do not use it for any decision")
    } + foreign + NameCheck.findings(debris, isSigned: isSigned)
  }
}
