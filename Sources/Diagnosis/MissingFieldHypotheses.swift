import Gateways
import PaymentValues
import WireFormat

/// A field that the document signs and that the message does not hold, with the values that it most
/// likely had.
enum MissingFieldHypotheses {
  /// Most values that are tried for one field.
  private static let mostValues = 2500

  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let rows = rows(subject.message, subject.rule, subject.list) + extra(subject)
    return rows.flatMap { row in
      values(row, subject).enumerated().map { rank, value in
        hypothesis(row, value, rank < 8 ? .common : .alone, subject)
      }
    }
  }

  private static func hypothesis(
    _ row: FieldSpec, _ value: Bytes, _ likelihood: Hypothesis.Likelihood,
    _ subject: DiagnosisSubject
  ) -> Hypothesis {
    let name = Array(row.name.utf8)
    // A template's names all have a part, empty where the message lacks them.
    let present = subject.base.parts.first { $0.name == name && $0.value == .null }?.given
    return Hypothesis(
      code: .fieldMissing, fields: [row.name], detail: "with \(DisplayText.quoted(value))",
      likelihood, family: .fields,
      replacement: present.map { .init(given: $0, text: value) }
    ) { trial in
      if let present {
        trial.change(present) { part in
          part.text = value
          part.value = .text(value)
        }
        return
      }
      trial.sign(name, as: value)
    }
  }

  /// The rows that the document signs in every such message and that this one lacks.
  static func rows(_ message: MessageSpec, _ rule: SigningRule, _ list: FieldList) -> [FieldSpec] {
    // A refusal holds nothing but the refusal.
    if let success = message.success, let row = message.field(success.role),
      let word = row.spellings.compactMap({ list[$0] }).first,
      !success.words.contains(word.display)
    {
      return []
    }
    func isSigned(_ row: FieldSpec) -> Bool {
      switch rule.selection {
      case .allExcept(let names):
        !names.contains(row.name) && row.isDocumented
          && (row.requirement == .required || row.requirement == .unstated && isVital(row))
      case .marked: row.signed == true
      case .listed(let names): names.contains(row.name)
      }
    }
    /// What no message lacks, although its table does not say so.
    func isVital(_ row: FieldSpec) -> Bool {
      switch row.role {
      case .merchantID, .orderNumber, .gatewayOrderNumber, .amount, .state: true
      default: false
      }
    }
    return message.fields.filter { row in
      row.parent == nil && row.role != .signature && isSigned(row)
        && !row.spellings.contains { list.contains($0) }
    }
  }

  /// Amounts that real servers send and sign although no document shows them.
  private static func extra(_ subject: DiagnosisSubject) -> [FieldSpec] {
    undocumented(subject.message, subject.rule, subject.list)
  }

  /// The same, for the words about a message that nothing explains.
  static func undocumented(_ message: MessageSpec, _ rule: SigningRule, _ list: FieldList)
    -> [FieldSpec]
  {
    guard case .allExcept = rule.selection, message.kind.isCallback else { return [] }
    return message.fields.filter { row in
      guard case .amount = row.kind else { return false }
      return !row.isDocumented && row.parent == nil
        && !row.spellings.contains { list.contains($0) }
    }
  }

  /// Names of the fields that are missing, for people: the documented ones, else the others.
  static func names(_ subject: DiagnosisSubject) -> [String] {
    let documented = rows(subject.message, subject.rule, subject.list)
    return (documented.isEmpty ? extra(subject) : documented).map(\.name)
  }

  // MARK: Values

  /// The likeliest first.
  private static func values(_ row: FieldSpec, _ subject: DiagnosisSubject) -> [Bytes] {
    var texts: [Bytes] = []
    func add(_ words: [String]) { texts += words.map { Array($0.utf8) } }
    add([row.defaultValue, row.example].compactMap { $0 })
    switch row.kind {
    case .amount(let unit): texts = amounts(unit, subject) + texts
    case .choice(let words): add(words)
    case .boolean: add(["true", "false"])
    case .code(let kind):
      add(subject.gateway.codes.filter { $0.kind == kind }.flatMap(\.rows).map(\.code))
    case .dateTime, .compactDateTime, .milliseconds: texts = times(row.kind, subject) + texts
    case .text, .integer, .url, .object: break
    }
    if row.role == .state || row.role == .resultCode {
      add(subject.message.states.map(\.word) + (subject.message.success?.words ?? []))
      add(["00", "1", "2", "SUCCESS", "0", "3"])
    }
    let keeps = subject.rule.empties == .kept || subject.rule.empties == .nullAsWord
    return Array(
      EditHypotheses.unique(texts).filter { keeps || !$0.isEmpty }.prefix(mostValues))
  }

  /// The other amounts of the message in their forms, then somewhat less: a fee, a discount.
  private static func amounts(_ unit: AmountUnit, _ subject: DiagnosisSubject) -> [Bytes] {
    var texts: [Bytes] = []
    var less: [Bytes] = []
    for part in subject.base.parts {
      guard case .amount(let own) = subject.row(part)?.kind, let number = DecimalText(part.text)
      else { continue }
      let places = own == unit ? 0 : own == .fen ? -2 : unit == .fen ? 2 : 0
      let same = number.shifted(by: places)
      texts.append(places == 0 ? part.text : same.text(minimumDecimals: 0))
      texts += [2, 4, 0, 1].map { same.text(minimumDecimals: $0) }
      let fen = unit == .fen ? same : same.shifted(by: 2)
      guard let whole = Int64(String(decoding: fen.text(minimumDecimals: 0), as: UTF8.self)) else {
        continue
      }
      for off in 1...Int64(1000) where whole >= off {
        let value = DecimalText(Array(String(whole - off).utf8))
        guard let value else { continue }
        less.append(
          unit == .fen ? value.plain : value.shifted(by: -2).text(minimumDecimals: 2))
        if unit != .fen, off <= 200 {
          less.append(value.shifted(by: -2).text(minimumDecimals: 4))
        }
      }
    }
    return texts + less
  }

  /// The other times of the message in the row's format and in others.
  private static func times(_ kind: FieldSpec.Kind, _ subject: DiagnosisSubject) -> [Bytes] {
    let found = subject.base.parts.compactMap { part -> BeijingTime? in
      let text = String(decoding: part.text, as: UTF8.self)
      if let time = BeijingTime(text) { return time }
      // Order numbers often begin with the time.
      if text.utf8.count > 14, let time = BeijingTime(String(text.prefix(14))) { return time }
      guard let number = Int64(text), text.utf8.count == 13 else { return nil }
      return BeijingTime(unixMilliseconds: number)
    }
    func texts(_ time: BeijingTime) -> [String] {
      let milliseconds = time.unixMilliseconds
      switch kind {
      case .dateTime: return [time.text, time.compact]
      case .compactDateTime: return [time.compact, time.text]
      default: return [String(milliseconds), String(milliseconds / 1000)]
      }
    }
    let near = found.flatMap { time in
      (1...Int64(120)).flatMap { seconds in
        texts(BeijingTime(unixMilliseconds: time.unixMilliseconds + seconds * 1000)).prefix(1)
      }
    }
    return (found.flatMap(texts) + near).map { Array($0.utf8) }
  }
}
