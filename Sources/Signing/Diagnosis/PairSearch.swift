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
  /// Those that give one field another text, by the field's place in the message.
  private var replacing: [Int: [Int]] = [:]
  /// All others.
  private(set) var globals: [Int] = []
  /// Bytes of the longest other text of a field, in the widest charset.
  private var longestReplacement = 0
  private let baseText: WrittenText
  private let baseParts: [Int: Bytes]

  init(base: Trial, hypotheses: [Hypothesis], given: GivenDigest, batch: DigestBatch) {
    self.base = base
    self.hypotheses = hypotheses
    self.given = given
    self.batch = batch
    baseText = base.written()
    baseParts = PairSearch.texts(base)
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

  /// One change of one field.
  func single() {
    replacements(in: base, by: nil)
    batch.flush()
  }

  /// Pairs of which none gives a field another text: quick, and the likeliest.
  func first() {
    for (place, one) in tails.enumerated() {
      for other in tails[(place + 1)...] where areCompatible(one.index, other.index) {
        whole(one.index, other.index)
      }
    }
    for index in globals { bodies(of: index) }
    for (place, one) in globals.enumerated() {
      for other in globals[(place + 1)...]
      where areCompatible(one, other)
        && (hypotheses[one].isCommon || hypotheses[other].isCommon)
      {
        whole(one, other)
      }
    }
    batch.flush()
  }

  /// Pairs of which one gives a field another text.
  func second() {
    let fields = replacing.values.flatMap { $0 }.sorted()
    for index in fields { ends(of: index) }
    for isCommon in [true, false] {
      for index in globals where hypotheses[index].isCommon == isCommon {
        var trial = base
        hypotheses[index].apply(&trial)
        replacements(in: trial, by: index)
      }
      guard isCommon else { break }
      for index in fields where hypotheses[index].isCommon {
        var trial = base
        hypotheses[index].apply(&trial)
        replacements(in: trial, by: index)
      }
    }
    batch.flush()
  }

  private func areCompatible(_ one: Int, _ other: Int) -> Bool {
    let family = hypotheses[one].family
    return family != hypotheses[other].family || family.isShared
  }

  // MARK: Whole texts

  /// Hashes the text of two hypotheses that are both applied in full.
  private func whole(_ one: Int, _ other: Int) {
    if batch.isSpent { return }
    let (first, second) = (hypotheses[one], hypotheses[other])
    let isTurned = second.family.rawValue < first.family.rawValue
    var trial = base
    (isTurned ? second : first).apply(&trial)
    (isTurned ? first : second).apply(&trial)
    batch.add(.init(first: one, second: other), trial)
    guard first.family == second.family, first.rewrite != nil || second.rewrite != nil else {
      return
    }
    trial = base
    second.apply(&trial)
    first.apply(&trial)
    batch.add(.init(first: one, second: other), trial)
  }

  // MARK: What stands behind the pairs

  /// One hypothesis with each one that changes what stands behind the pairs.
  private func bodies(of index: Int) {
    var trial = base
    hypotheses[index].apply(&trial)
    let isPlain =
      trial.front == base.front && trial.back == base.back && trial.key == base.key
      && trial.sortedKeyName == base.sortedKeyName
    let isKeyed = trial.hash == .hmacMD5
    let text = trial.written()
    guard let hash = LaneHash(trial), isPlain, !isKeyed, !text.values.isEmpty else {
      for tail in tails { whole(index, tail.index) }
      return
    }
    batch.begin(hash, longest: text.bytes.count + 1024)
    ends(behind: text.bytes[..<text.bodyEnd], index, trial.charset)
  }

  /// Another text of one field with each hypothesis that changes what stands behind the pairs.
  private func ends(of index: Int) {
    guard let replacement = hypotheses[index].replacement, let hash = LaneHash(base),
      let value = baseText.values.first(where: { $0.given == replacement.given })
    else { return }
    let body =
      baseText.bytes[..<value.range.lowerBound] + replacement.text
      + baseText.bytes[value.range.upperBound..<baseText.bodyEnd]
    batch.begin(hash, longest: body.count + 1024)
    ends(behind: body, index, .utf8)
  }

  private func ends(behind body: ArraySlice<UInt8>, _ index: Int, _ charset: Trial.Charset) {
    var beginning = batch.start
    let taken = beginning.count
    body.withUnsafeBytes { beginning.absorb($0) }
    let rest = Array(body.dropFirst(beginning.count - taken))
    batch.go(on: beginning)
    let isCommon = hypotheses[index].isCommon
    for tail in tails where isCommon || hypotheses[tail.index].isCommon {
      let end = charset == .utf8 ? tail.bytes : charset.encode(tail.bytes)
      guard end.count < 1024 - 64 else { continue }
      batch.add(.init(first: index, second: tail.index)) { place in
        let count = rest.copy(to: place)
        return count + end.copy(to: place + count)
      }
    }
  }

  // MARK: Fields

  /// Each other text of each field in a trial that another hypothesis has changed already.
  private func replacements(in trial: Trial, by index: Int?) {
    if batch.isSpent { return }
    guard let hash = LaneHash(trial) else {
      if let index { slowly(index) } else { slowly() }
      return
    }
    // Sorted by value, another value stands elsewhere.
    if trial.order == .valueBytes, let index {
      slowly(index)
      return
    }
    let text = trial.written()
    let parts = index == nil ? baseParts : PairSearch.texts(trial)
    batch.begin(hash, longest: text.bytes.count + longestReplacement)
    var beginning = batch.start
    let taken = beginning.count
    text.bytes.withUnsafeBufferPointer { bytes in
      for value in text.values {
        guard let list = replacing[value.given] else { continue }
        let from = beginning.count - taken
        beginning.absorb(
          UnsafeRawBufferPointer(
            rebasing: UnsafeRawBufferPointer(bytes)[from..<value.range.lowerBound]))
        batch.go(on: beginning)
        let head = UnsafeRawBufferPointer(
          rebasing: UnsafeRawBufferPointer(bytes)[
            (beginning.count - taken)..<value.range.lowerBound])
        let tail = UnsafeRawBufferPointer(
          rebasing: UnsafeRawBufferPointer(bytes)[value.range.upperBound...])
        for other in list where isWorthwhile(index, other) {
          for new in values(of: other, in: parts[value.given] ?? [], by: index) {
            let new = trial.charset == .utf8 ? new : trial.charset.encode(new)
            guard head.count + new.count + tail.count <= batch.longest else { continue }
            batch.add(.init(first: index ?? other, second: index == nil ? -1 : other)) { place in
              Self.join(head, new, tail, place)
            }
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
    let (one, two) = (hypotheses[index], hypotheses[other])
    guard index != other, one.isCommon || two.isCommon else { return false }
    // Of two that are common each one takes a turn as the first.
    return one.replacement == nil || !two.isCommon || index < other
  }

  /// The texts that a field may have when the second hypothesis meets what the first one left.
  private func values(of other: Int, in current: Bytes, by index: Int?) -> [Bytes] {
    guard let replacement = hypotheses[other].replacement else { return [] }
    guard let index else { return [replacement.text] }
    let first = hypotheses[index]
    let isSameField = first.replacement?.given == replacement.given
    let change = isSameField ? first.replacement?.rewrite : first.rewrite
    let isUntouched = current == baseParts[replacement.given]
    var texts: [Bytes] = []
    if first.family.rawValue >= hypotheses[other].family.rawValue, let change {
      texts.append(Self.isPlain(replacement.text) ? replacement.text : change(replacement.text))
    }
    if let rewrite = replacement.rewrite,
      first.family.rawValue <= hypotheses[other].family.rawValue
    {
      texts.append(isUntouched ? replacement.text : rewrite(current))
    } else if texts.isEmpty, !isSameField {
      texts.append(replacement.text)
    }
    return texts
  }

  /// Digits, letters and points: nothing that any code escapes, encodes or trims.
  private static func isPlain(_ text: Bytes) -> Bool {
    text.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2E
    }
  }

  /// With digests that are computed one by one, and where values decide the order.
  private func slowly(_ index: Int) {
    for other in replacing.values.flatMap({ $0 }).sorted()
    where isWorthwhile(index, other) && (hypotheses[other].isCommon || base.hash == .md5) {
      whole(index, other)
    }
  }

  private func slowly() {
    for index in replacing.values.flatMap({ $0 }).sorted() {
      var trial = base
      hypotheses[index].apply(&trial)
      batch.add(.init(first: index, second: -1), trial)
    }
  }
}
