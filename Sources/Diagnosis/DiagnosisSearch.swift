import PaymentValues
import WireFormat

/// The search itself: one cause, two, any choice of fields; it stops at the first level that explains.
struct DiagnosisSearch {
  /// More explanations of one text than these help nobody.
  static let mostExplanations = 8

  /// Most blocks of 64 bytes that are hashed: what long values cost, whatever the count of texts.
  static let mostBlocks = 1_300_000

  let subject: DiagnosisSubject
  let given: GivenDigest
  private var searched = 0
  private var blocks = 0
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

  mutating func run() -> Diagnosis {
    let hypotheses = HypothesisCatalog.all(subject, digestSize: given.size)
    searched = 1
    let ownDigest = base.digest()
    if let deviations = given.match(ownDigest) {
      note([], base, deviations)
    } else {
      let telling = singles(hypotheses, own: ownDigest)
      if found.isEmpty { pairs(telling) }
    }
    let missing = MissingFieldHypotheses.names(subject)
    return Diagnosis(
      explanations: found, searched: searched, isExhausted: isSpent && found.isEmpty,
      missing: found.isEmpty ? missing : [])
  }

  private var isSpent: Bool {
    searched >= subject.context.maximumHashes || blocks >= Self.mostBlocks
  }

  private func batch() -> DigestBatch {
    DigestBatch(
      given: given, searched: searched, mostTexts: subject.context.maximumHashes,
      mostBlocks: Self.mostBlocks - blocks)
  }

  /// Tries each hypothesis alone; returns those that are worth a pair.
  ///
  /// What leaves this message's text as it is, or changes it as another one of the same family
  /// does, adds nothing to a pair. Some may come to matter with another field.
  private mutating func singles(_ hypotheses: [Hypothesis], own: Bytes) -> [Hypothesis] {
    var seen: [Hypothesis.Family: Set<Bytes>] = [:]
    var texts: Set<Text> = []
    var telling: [Hypothesis] = []
    for hypothesis in hypotheses {
      if isSpent { break }
      if let replacement = hypothesis.replacement {
        let text = Text(given: replacement.given, text: replacement.text)
        if texts.insert(text).inserted, hypothesis.likelihood != .alone {
          telling.append(hypothesis)
        }
        continue
      }
      let digest = attempt(hypothesis)
      if hypothesis.likelihood == .alone { continue }
      let isNew = digest != own && seen[hypothesis.family, default: []].insert(digest).inserted
      if isNew || hypothesis.maySleep { telling.append(hypothesis) }
    }
    let fields = hypotheses.filter { $0.replacement != nil }
    let batch = batch()
    PairSearch(base: base, hypotheses: fields, given: given, batch: batch).single()
    take(batch, fields)
    guard found.count > 1 else { return telling }
    // Of causes that explain alike the likelier is named first.
    let rank = Dictionary(
      hypotheses.enumerated().map { ($0.element.causes, $0.offset) }
    ) { first, _ in first }
    found.sort { (rank[$0.causes] ?? 0) < (rank[$1.causes] ?? 0) }
    return telling
  }

  /// Another text of a field.
  private struct Text: Hashable {
    var given: Int
    var text: Bytes
  }

  private mutating func attempt(_ hypothesis: Hypothesis) -> Bytes {
    var trial = base
    hypothesis.apply(&trial)
    searched += 1
    let digest = trial.digest()
    if let deviations = given.match(digest) { note(hypothesis.causes, trial, deviations) }
    return digest
  }

  private mutating func pairs(_ hypotheses: [Hypothesis]) {
    let search = PairSearch(base: base, hypotheses: hypotheses, given: given, batch: batch())
    // A digest of the wrong length is one mistake by itself.
    if implied.isEmpty { search.first() } else { search.digests() }
    take(search.batch, hypotheses)
    if found.isEmpty { subsets(search, isWide: false) }
    guard found.isEmpty, implied.isEmpty else { return }
    let again = PairSearch(base: base, hypotheses: hypotheses, given: given, batch: batch())
    again.second()
    take(again.batch, hypotheses)
    if found.isEmpty { subsets(again, isWide: true) }
  }

  /// Makes explanations of the texts that fit, the likeliest first.
  private mutating func take(_ batch: DigestBatch, _ hypotheses: [Hypothesis]) {
    searched = batch.searched
    blocks += batch.blocks
    let labels = Set(
      batch.hits.map { hit in
        hit.second >= 0 && hit.second < hit.first
          ? DigestBatch.Label(first: hit.second, second: hit.first) : hit
      })
    let sorted = labels.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    for label in sorted {
      var parts = [hypotheses[label.first]]
      if label.second >= 0 { parts.append(hypotheses[label.second]) }
      let ordered = parts.sorted { $0.family.rawValue < $1.family.rawValue }
      for order in [ordered, ordered.reversed()] {
        var trial = base
        for hypothesis in order { hypothesis.apply(&trial) }
        guard let deviations = given.match(trial.digest()) else { continue }
        note(parts.flatMap(\.causes), trial, deviations)
        break
      }
    }
  }

  private mutating func subsets(_ pairs: PairSearch, isWide: Bool) {
    let subject = subject
    let batch = batch()
    let search = SubsetSearch(
      base: base, isSignature: { FieldHypotheses.isSignature($0, subject) }, pairs: pairs,
      batch: batch)
    let matches = isWide ? search.wide() : search.narrow()
    searched = batch.searched
    blocks += batch.blocks
    for match in matches {
      guard let deviations = given.match(match.trial.digest()) else { continue }
      note(match.causes, match.trial, deviations)
    }
  }

  /// Keeps an explanation unless the same causes explain it already.
  private mutating func note(_ causes: [Cause], _ trial: Trial, _ deviations: [DiagnosisCode]) {
    var all = causes + deviations.map { Cause(code: $0, fields: [], detail: nil) }
    if !causes.contains(where: { $0.code.rawValue.hasPrefix("digest-") }) {
      all += implied.flatMap(\.causes)
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
