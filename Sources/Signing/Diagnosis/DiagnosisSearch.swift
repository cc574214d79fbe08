import PaymentValues
import WireFormat

/// The search itself: singles, pairs, subsets of fields; it stops at the first level that explains.
struct DiagnosisSearch {
  /// More explanations of one text than these help nobody.
  static let mostExplanations = 8

  let subject: DiagnosisSubject
  let given: GivenDigest
  private var searched = 0
  private var found: [Explanation] = []
  private let maker: EvidenceMaker
  /// The rule's own guess, with the digest that the given text's length asks for.
  private let base: Trial
  /// What the length of the given text says by itself.
  private let implied: [Hypothesis]

  init(subject: DiagnosisSubject, given: GivenDigest) {
    self.subject = subject
    self.given = given
    let context = subject.context
    let others = (context.otherKeys + context.previousKeys).map { $0.key.withBytes { $0 } }
    maker = EvidenceMaker(mask: KeyMask([subject.key] + others))
    var base = subject.base
    implied =
      base.hash.size == given.size
      ? [] : Array(DigestHypotheses.all(subject, size: given.size).prefix(1))
    for hypothesis in implied { hypothesis.apply(&base) }
    self.base = base
  }

  private var isSpent: Bool { searched >= subject.context.maximumHashes }

  mutating func run() -> Diagnosis {
    let hypotheses = HypothesisCatalog.all(subject, digestSize: given.size)
    let ownDigest = base.digest()
    searched += 1
    if let deviations = given.match(ownDigest) {
      note([], base, deviations)
    } else {
      let telling = singles(hypotheses, base: ownDigest)
      if found.isEmpty { pairs(telling) }
      if found.isEmpty { subsets() }
    }
    return Diagnosis(explanations: found, searched: searched, isExhausted: isSpent && found.isEmpty)
  }

  /// Tries each hypothesis alone; returns those that are worth a pair.
  ///
  /// What leaves this message's text as it is, or changes it as another one of the same family
  /// does, adds nothing to a pair. Orders and empty values may come to matter with another field.
  private mutating func singles(_ hypotheses: [Hypothesis], base: Bytes) -> [Hypothesis] {
    var seen: [Hypothesis.Family: Set<Bytes>] = [:]
    var telling: [Hypothesis] = []
    for hypothesis in hypotheses {
      if isSpent { break }
      let digest = attempt([hypothesis])
      guard hypothesis.isCommon else { continue }
      let isNew = digest != base && seen[hypothesis.family, default: []].insert(digest).inserted
      let maySleep = hypothesis.family == .order || hypothesis.family == .empties
      if isNew || maySleep { telling.append(hypothesis) }
    }
    return telling
  }

  private mutating func pairs(_ hypotheses: [Hypothesis]) {
    for (index, first) in hypotheses.enumerated() {
      for second in hypotheses[(index + 1)...] where second.family != first.family {
        if isSpent { return }
        attempt([first, second])
      }
    }
  }

  @discardableResult
  private mutating func attempt(_ hypotheses: [Hypothesis]) -> Bytes {
    var trial = base
    if hypotheses.count == 2, hypotheses[1].family.rawValue < hypotheses[0].family.rawValue {
      hypotheses[1].apply(&trial)
      hypotheses[0].apply(&trial)
    } else {
      for hypothesis in hypotheses { hypothesis.apply(&trial) }
    }
    searched += 1
    let digest = trial.digest()
    if let deviations = given.match(digest) { note(hypotheses.map(\.cause), trial, deviations) }
    return digest
  }

  private mutating func subsets() {
    let subject = subject
    var search = SubsetSearch(
      base: base, isSignature: { FieldHypotheses.isSignature($0, subject) }, given: given,
      limit: subject.context.maximumHashes - searched)
    let matches = search.run()
    searched += search.searched
    for match in matches {
      guard let deviations = given.match(match.trial.digest()) else { continue }
      note(match.causes, match.trial, deviations)
    }
  }

  /// Keeps an explanation unless the same causes explain it already.
  private mutating func note(_ causes: [Cause], _ trial: Trial, _ deviations: [DiagnosisCode]) {
    var all = causes + deviations.map { Cause(code: $0, fields: [], detail: nil) }
    if !causes.contains(where: { $0.code.rawValue.hasPrefix("digest-") }) {
      all += implied.map(\.cause)
    }
    let isWrongCase = given.letterCase.map { $0 != trial.letterCase } ?? given.isMixed
    if isWrongCase, !trial.acceptsEitherCase { all.append(Cause(code: .letterCase, fields: [])) }
    guard !all.isEmpty else { return }
    let masked = all.map { cause in
      Cause(
        code: cause.code, fields: cause.fields.map { maker.mask.apply($0) },
        detail: cause.detail.map { maker.mask.apply($0) })
    }
    let isKnown = found.contains { known in
      known.causes.count == masked.count
        && zip(known.causes, masked).allSatisfy { $0.code == $1.code && $0.fields == $1.fields }
    }
    guard !isKnown, found.count < Self.mostExplanations else { return }
    found.append(
      Explanation(
        causes: masked, evidence: maker.evidence(trial, rule: subject.base),
        matchedBits: given.bits))
  }
}
