import Gateways
import WireFormat

/// What hypotheses are made from: the message and everything known about it.
struct DiagnosisSubject {
  let list: FieldList
  let message: MessageSpec
  let gateway: GatewaySpec
  let rule: SigningRule
  let key: Bytes
  let context: DiagnosisContext
  /// The guess that the rule makes.
  let base: Trial

  /// The row of a part's name, or nil.
  func row(_ part: Trial.Part) -> FieldSpec? {
    message.field(named: String(decoding: part.name, as: UTF8.self))
  }

  /// Indices of the parts that the rule hashes.
  var signedParts: [Int] {
    base.parts.indices.filter { base.parts[$0].isSigned && !base.isLeftOut(base.parts[$0]) }
  }

  /// Whether the rule is a template that happens to stand in the order of names, as sorting code
  /// has it.
  var isTemplateInNameOrder: Bool {
    guard case .listed(let names) = rule.selection else { return false }
    return names.elementsEqual(names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  /// A part's name for people.
  func name(_ index: Int) -> String { String(decoding: base.parts[index].name, as: UTF8.self) }

  /// One hypothesis for all signed values at once and, where several change, one for each of them.
  func rewriting(
    _ code: DiagnosisCode, _ family: Hypothesis.Family, detail: String? = nil,
    more: [DiagnosisCode] = [],
    _ rewrite: @escaping (Bytes) -> Bytes
  ) -> [Hypothesis] {
    // Most trials meet the values as they came: those are rewritten once.
    let ready = base.parts.map { (given: $0.given, old: $0.text, new: rewrite($0.text)) }
    let touched = signedParts.filter { ready[$0].new != ready[$0].old }
    let isElsewhere = ready.indices.contains {
      !base.parts[$0].isSigned && ready[$0].new != ready[$0].old
    }
    guard !touched.isEmpty || isElsewhere else { return [] }
    var all = Hypothesis(
      code: code, fields: touched.map(name), detail: detail, family: family, more: more,
      maySleep: isElsewhere
    ) {
      for index in $0.parts.indices where $0.parts[index].isSigned {
        let part = $0.parts[index]
        let isReady =
          index < ready.count && ready[index].given == part.given && ready[index].old == part.text
        let text = isReady ? ready[index].new : rewrite(part.text)
        if text != part.text { $0.parts[index].text = text }
      }
    }
    all.rewrite = rewrite
    let single = touched.map { index in
      let given = base.parts[index].given
      return Hypothesis(
        code: code, fields: [name(index)], detail: detail, touched.count <= 3 ? .common : .usual,
        family: family, more: more,
        replacement: .init(given: given, text: ready[index].new, rewrite: rewrite)
      ) { trial in trial.change(given) { $0.text = rewrite($0.text) } }
    }
    // One field alone is the quicker kind to try with others.
    return touched.count > 1 || isElsewhere ? [all] + single : single
  }

  /// A hypothesis that one field had another text when it was hashed.
  func replacing(
    _ index: Int, with text: Bytes, _ code: DiagnosisCode, _ family: Hypothesis.Family,
    _ likelihood: Hypothesis.Likelihood = .usual, more: [DiagnosisCode] = []
  ) -> Hypothesis? {
    guard text != base.parts[index].text else { return nil }
    let given = base.parts[index].given
    return Hypothesis(
      code: code, fields: [name(index)], likelihood,
      family: family, more: more, replacement: .init(given: given, text: text)
    ) { trial in
      trial.change(given) { part in
        part.text = text
        part.value = .text(text)
      }
    }
  }
}
