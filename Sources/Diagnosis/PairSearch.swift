import ByteText
import Digests
import WireFormat

/// Tries two hypotheses at once.
///
/// Most hypotheses give one field another text, and many change only what stands behind the pairs.
/// Neither needs a new text for each pair: the beginning is hashed once for all that share it.
struct PairSearch {
  let base: Trial
  /// The likeliest first; labels are places in this list.
  let hypotheses: [Hypothesis]
  let batch: DigestBatch
  private let given: GivenDigest

  /// Those that only change what stands behind the pairs, with what stands there then.
  private(set) var tails: [(index: Int, bytes: Bytes)] = []
  private var commonTails: [(index: Int, bytes: Bytes)] = []
  /// Those that give one field another text, by the field's place in the message.
  private var replacing: [Int: [Int]] = [:]
  /// All others.
  private(set) var globals: [Int] = []
  /// Bytes of the longest other text of a field, in the widest charset.
  private var longestReplacement = 0
  private let rows: [Row]
  private let baseText: WrittenText
  private let baseParts: [Int: Bytes]

  init(base: Trial, hypotheses: [Hypothesis], given: GivenDigest, batch: DigestBatch) {
    self.base = base
    self.hypotheses = hypotheses
    self.given = given
    self.batch = batch
    baseText = base.written()
    baseParts = PairSearch.texts(base)
    rows = hypotheses.map(Row.init)
    for (index, hypothesis) in hypotheses.enumerated() {
      if let replacement = hypothesis.replacement {
        replacing[replacement.given, default: []].append(index)
        longestReplacement = max(longestReplacement, replacement.text.count * 3)
      } else if let bytes = PairSearch.tail(hypothesis, base) {
        tails.append((index, bytes))
      } else {
        globals.append(index)
      }
    }
    commonTails = tails.filter { hypotheses[$0.index].likelihood == .common }
  }

  /// What the innermost loop needs of a hypothesis.
  private struct Row {
    var likelihood: Hypothesis.Likelihood
    var family: Int
    /// The place of the field that gets another text, or -1.
    var given: Int
    var text: Bytes
    var rewrites: Bool
    /// Whether another one of the family may go wrong, too.
    var isShared: Bool

    init(_ hypothesis: Hypothesis) {
      likelihood = hypothesis.likelihood
      family = hypothesis.family.rawValue
      given = hypothesis.replacement?.given ?? -1
      text = hypothesis.replacement?.text ?? []
      isShared = hypothesis.family.isShared
      rewrites = hypothesis.rewrite != nil || hypothesis.replacement?.rewrite != nil
    }
  }

  private static func texts(_ trial: Trial) -> [Int: Bytes] {
    Dictionary(trial.parts.map { ($0.given, $0.text) }) { first, _ in first }
  }

  /// What stands behind the pairs by a hypothesis that changes nothing else; nil when it does.
  private static func tail(_ hypothesis: Hypothesis, _ base: Trial) -> Bytes? {
    switch hypothesis.family {
    case .placement, .key, .ending: break
    case .rule, .edit, .fields, .numbers, .nested, .encoding, .empties, .order, .join, .charset,
      .digest:
      return nil
    }
    var trial = base
    hypothesis.apply(&trial)
    let isBehind = trial.front.isEmpty && trial.sortedKeyName == nil && base.sortedKeyName == nil
    return isBehind && base.front.isEmpty && LaneHash(base) != nil ? trial.tail : nil
  }

  /// The common ones that give one field another text.
  var commonFields: [Int] {
    replacing.values.flatMap { $0 }.filter { hypotheses[$0].likelihood == .common }.sorted()
  }

  /// One change of one field.
  func single() {
    replacements(in: base, by: nil)
    batch.flush()
  }

  /// Pairs of which none gives a field another text: quick, and the likeliest.
  func first() {
    behind()
    for index in globals { bodies(of: index) }
    // The lower family is applied first, and then once for all that follow.
    let ordered = globals.sorted {
      let (left, right) = (hypotheses[$0].family.rawValue, hypotheses[$1].family.rawValue)
      return left != right ? left < right : $0 < $1
    }
    for (place, one) in ordered.enumerated() {
      let trial = changed(one)
      for other in ordered[(place + 1)...] where areCompatible(one, other) {
        if batch.isSpent { return }
        whole(one, other, after: trial)
      }
    }
    batch.flush()
  }

  /// Pairs of which one is another digest.
  func digests() {
    for index in globals where hypotheses[index].family == .digest {
      let rest = tails.map(\.index) + globals + replacing.values.flatMap { $0 }
      for other in rest where areCompatible(index, other) {
        var trial = changed(other)
        hypotheses[index].apply(&trial)
        batch.add(.init(first: index, second: other), trial)
      }
    }
    batch.flush()
  }

  /// Pairs of which one gives a field another text.
  func second() {
    let fields = replacing.values.flatMap { $0 }.sorted()
    var heads: [Int: MD5Beginning] = [:]
    for index in fields { ends(of: index, &heads) }
    let globals = globals.sorted { hypotheses[$0].likelihood < hypotheses[$1].likelihood }
    for index in globals where hypotheses[index].likelihood == .common {
      replacements(in: changed(index), by: index)
    }
    for index in commonFields { replacements(in: changed(index), by: index) }
    for index in globals where hypotheses[index].likelihood != .common {
      replacements(in: changed(index), by: index)
    }
    batch.flush()
  }

  private func changed(_ index: Int) -> Trial {
    var trial = base
    hypotheses[index].apply(&trial)
    return trial
  }

  private func areCompatible(_ one: Int, _ other: Int) -> Bool {
    let (first, second) = (rows[one], rows[other])
    return (first.family != second.family || first.isShared)
      && min(first.likelihood, second.likelihood) == .common
      && max(first.likelihood, second.likelihood) <= .usual
  }

  // MARK: Whole texts

  /// Hashes the text of two hypotheses, the first of which made that trial.
  private func whole(_ one: Int, _ other: Int, after first: Trial) {
    var trial = first
    hypotheses[other].apply(&trial)
    batch.add(.init(first: one, second: other), trial)
    guard rows[one].family == rows[other].family, rows[one].rewrites || rows[other].rewrites else {
      return
    }
    trial = changed(other)
    hypotheses[one].apply(&trial)
    batch.add(.init(first: one, second: other), trial)
  }

  // MARK: What stands behind the pairs

  /// Two hypotheses that change only what stands behind the pairs.
  private func behind() {
    guard let hash = LaneHash(base) else { return }
    // They touch no field: a trial without any is quicker to copy.
    var bare = base
    bare.parts = []
    var ends: [(index: Int, bytes: Bytes)] = []
    var labels: [DigestBatch.Label] = []
    for one in tails {
      for other in tails where one.index != other.index && areCompatible(one.index, other.index) {
        // Within a family both orders count.
        guard rows[one.index].family <= rows[other.index].family else { continue }
        var trial = bare
        hypotheses[one.index].apply(&trial)
        hypotheses[other.index].apply(&trial)
        ends.append((labels.count, trial.tail))
        labels.append(.init(first: one.index, second: other.index))
      }
    }
    batch.begin(hash, longest: baseText.bytes.count + Self.roomBehind)
    add(ends, behind: baseText.bytes[..<baseText.bodyEnd]) { labels[$0] }
  }

  /// Most bytes behind the pairs.
  private static let roomBehind = 2048

  /// One hypothesis with each one that changes what stands behind the pairs.
  private func bodies(of index: Int) {
    let trial = changed(index)
    let isPlain =
      trial.front == base.front && trial.back == base.back && trial.key == base.key
      && trial.sortedKeyName == base.sortedKeyName && trial.hash != .hmacMD5
    let text = trial.written()
    guard let hash = LaneHash(trial), isPlain, !text.values.isEmpty else {
      for tail in tails where areCompatible(index, tail.index) {
        var both = trial
        if rows[index].family > rows[tail.index].family {
          both = changed(tail.index)
          hypotheses[index].apply(&both)
        } else {
          hypotheses[tail.index].apply(&both)
        }
        batch.add(.init(first: index, second: tail.index), both)
      }
      return
    }
    batch.begin(hash, longest: text.bytes.count + Self.roomBehind)
    ends(behind: text.bytes[..<text.bodyEnd], index, trial.charset)
  }

  /// Another text of one field with each hypothesis that changes what stands behind the pairs.
  /// - Parameter heads: what was hashed already of the text before a field, by the field's place.
  private func ends(of index: Int, _ heads: inout [Int: MD5Beginning]) {
    guard let replacement = hypotheses[index].replacement, let hash = LaneHash(base),
      let value = baseText.values.first(where: { $0.given == replacement.given })
    else { return }
    let body =
      baseText.bytes[..<value.range.lowerBound] + replacement.text
      + baseText.bytes[value.range.upperBound..<baseText.bodyEnd]
    batch.begin(hash, longest: body.count + Self.roomBehind)
    if heads[replacement.given] == nil {
      var head = batch.start
      baseText.bytes[..<value.range.lowerBound].withUnsafeBytes { head.absorb($0) }
      heads[replacement.given] = head
    }
    ends(behind: body, index, .utf8, from: heads[replacement.given])
  }

  private func ends(
    behind body: ArraySlice<UInt8>, _ index: Int, _ charset: Trial.Charset,
    from head: MD5Beginning? = nil
  ) {
    var ends = rows[index].likelihood == .common ? tails : commonTails
    if charset != .utf8 {
      for place in ends.indices { ends[place].bytes = charset.encode(ends[place].bytes) }
    }
    add(ends, behind: body, from: head) { DigestBatch.Label(first: index, second: $0) }
  }

  private func add(
    _ ends: [(index: Int, bytes: Bytes)], behind body: ArraySlice<UInt8>,
    from head: MD5Beginning? = nil, _ label: (Int) -> DigestBatch.Label
  ) {
    let taken = batch.start.count
    var beginning = head ?? batch.start
    body.withUnsafeBytes { body in
      beginning.absorb(UnsafeRawBufferPointer(rebasing: body[(beginning.count - taken)...]))
      let rest = UnsafeRawBufferPointer(rebasing: body[(beginning.count - taken)...])
      batch.go(on: beginning)
      for end in ends where end.bytes.count < Self.roomBehind {
        batch.add(label(end.index)) { place in
          if let start = rest.baseAddress { place.copyMemory(from: start, byteCount: rest.count) }
          return rest.count + end.bytes.copy(to: place + rest.count)
        }
      }
    }
  }

  // MARK: Fields

  /// Each other text of each field in a trial that another hypothesis has changed already.
  private func replacements(in trial: Trial, by index: Int?) {
    if batch.isSpent { return }
    // Sorted by value, another value stands elsewhere.
    guard let hash = LaneHash(trial), trial.order != .valueBytes || index == nil else {
      return slowly(trial, by: index)
    }
    let text = trial.written()
    let parts = index == nil ? baseParts : PairSearch.texts(trial)
    batch.begin(hash, longest: text.bytes.count + longestReplacement)
    var beginning = batch.start
    let taken = beginning.count
    text.bytes.withUnsafeBytes { bytes in
      for value in text.values {
        guard let list = replacing[value.given] else { continue }
        let (start, end) = (value.range.lowerBound, value.range.upperBound)
        beginning.absorb(
          UnsafeRawBufferPointer(rebasing: bytes[(beginning.count - taken)..<start]))
        batch.go(on: beginning)
        let head = UnsafeRawBufferPointer(rebasing: bytes[(beginning.count - taken)..<start])
        let tail = UnsafeRawBufferPointer(rebasing: bytes[end...])
        let current = parts[value.given] ?? []
        for other in list where isWorthwhile(index, other) {
          add(other, by: index, in: current, charset: trial.charset) { label, new in
            guard head.count + new.count + tail.count <= batch.longest else { return }
            batch.add(label) { Self.join(head, new, tail, $0) }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func join(
    _ head: UnsafeRawBufferPointer, _ new: Bytes, _ tail: UnsafeRawBufferPointer,
    _ place: UnsafeMutableRawPointer
  ) -> Int {
    var end = head.count
    if let start = head.baseAddress { place.copyMemory(from: start, byteCount: end) }
    end += new.copy(to: place + end)
    if let start = tail.baseAddress { (place + end).copyMemory(from: start, byteCount: tail.count) }
    return end + tail.count
  }

  /// Whether a pair with another text of a field is to be tried, and not twice.
  private func isWorthwhile(_ index: Int?, _ other: Int) -> Bool {
    guard let index else { return true }
    let (one, two) = (rows[index].likelihood, rows[other].likelihood)
    guard index != other, min(one, two) == .common, max(one, two) <= .usual else { return false }
    // Of two that are common each one takes a turn as the first.
    return rows[index].given < 0 || two != .common || index < other
  }

  /// Hands over the texts that a field may have when a hypothesis meets what another one left.
  @inline(__always)
  private func add(
    _ other: Int, by index: Int?, in current: Bytes, charset: Trial.Charset,
    _ take: (DigestBatch.Label, Bytes) -> Void
  ) {
    func give(_ text: Bytes) {
      let label = DigestBatch.Label(first: index ?? other, second: index == nil ? -1 : other)
      take(label, charset == .utf8 ? text : charset.encode(text))
    }
    guard let index else { return give(rows[other].text) }
    let isSame = rows[index].given == rows[other].given
    if !isSame, !rows[index].rewrites, !rows[other].rewrites { return give(rows[other].text) }
    let (first, row) = (rows[index], rows[other])
    let change = isSame ? hypotheses[index].replacement?.rewrite : hypotheses[index].rewrite
    var isGiven = false
    if first.family >= row.family, let change {
      give(Self.isPlain(row.text) ? row.text : change(row.text))
      isGiven = true
    }
    if first.family <= row.family, let rewrite = hypotheses[other].replacement?.rewrite {
      give(current == baseParts[row.given] ? row.text : rewrite(current))
    } else if !isGiven, !isSame {
      give(row.text)
    }
  }

  /// Digits, letters and points: nothing that any code escapes, encodes, trims or cuts off.
  private static func isPlain(_ text: Bytes) -> Bool {
    text.count < 16
      && text.allSatisfy {
        $0.isDigit || (UInt8.lowerLetters).contains($0 | 0x20) || $0 == .dot
      }
  }

  /// With digests that are computed one by one, and where values decide the order.
  private func slowly(_ trial: Trial, by index: Int?) {
    for list in replacing.values {
      for other in list where isWorthwhile(index, other) {
        if let index {
          guard base.hash == .md5 || hypotheses[index].likelihood == .common else { continue }
          let isTurned = hypotheses[other].family.rawValue < hypotheses[index].family.rawValue
          var both = isTurned ? changed(other) : trial
          hypotheses[isTurned ? index : other].apply(&both)
          batch.add(.init(first: index, second: other), both)
        } else {
          batch.add(.init(first: other, second: -1), changed(other))
        }
      }
    }
  }
}
