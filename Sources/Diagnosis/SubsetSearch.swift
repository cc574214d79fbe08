import Digests
import WireFormat

/// Tries choices of fields, all 2^14 of them in the likeliest ways of joining, the near ones with
/// every other mistake.
struct SubsetSearch {
  /// A choice that gives the digest.
  struct Match {
    var trial: Trial
    var causes: [Cause]
  }

  /// Most fields whose presence is free; further ones stay as the rule has them.
  static let mostFields = 14

  let base: Trial
  let isSignature: (Bytes) -> Bool
  let pairs: PairSearch
  let batch: DigestBatch
  private let made = MadeChoices()

  init(
    base: Trial, isSignature: @escaping (Bytes) -> Bool, pairs: PairSearch, batch: DigestBatch
  ) {
    self.base = base
    self.isSignature = isSignature
    self.pairs = pairs
    self.batch = batch
  }

  /// Lists of choices by what they were made of: most ways ask for the same ones.
  private final class MadeChoices {
    var lists: [[Int]: [Int]] = [:]
  }

  /// All choices, with the commonest places of the key.
  func narrow() -> [Match] {
    let own = Ending(index: nil, bytes: base.tail)
    guard LaneHash(base) != nil else {
      return search(Way(trial: base, indices: [], choices: .near, endings: [own]))
    }
    let likely = pairs.tails.filter { tail in
      switch pairs.hypotheses[tail.index].code {
      case .keyMissing, .keyBare, .keyAmpersand: true
      default: false
      }
    }
    let endings = [own] + likely.prefix(7).map { Ending(index: $0.index, bytes: $0.bytes) }
    let found = search(Way(trial: base, indices: [], choices: .all, endings: endings))
    if !found.isEmpty { return found }
    for index in pairs.globals {
      switch pairs.hypotheses[index].code {
      case .emptiesSigned, .orderAsGiven:
        let matches = search(way(index, .all))
        if !matches.isEmpty { return matches }
      default: break
      }
    }
    return []
  }

  /// Choices that are near the rule's or that keep few fields, with any other mistake.
  func wide() -> [Match] {
    guard LaneHash(base) != nil else { return [] }
    let endings = pairs.tails.map { Ending(index: $0.index, bytes: $0.bytes) }
    var found = search(Way(trial: base, indices: [], choices: .near, endings: endings))
    for index in pairs.globals where pairs.hypotheses[index].likelihood == .common && found.isEmpty
    {
      if pairs.hypotheses[index].family != .fields { found = search(way(index, .nearest)) }
    }
    for index in pairs.commonFields.prefix(40) where found.isEmpty {
      found = search(way(index, .nearest))
    }
    return found
  }

  private func way(_ index: Int, _ choices: Choices) -> Way {
    var trial = base
    pairs.hypotheses[index].apply(&trial)
    return Way(
      trial: trial, indices: [index], choices: choices,
      endings: [Ending(index: nil, bytes: trial.tail)])
  }

  /// The fields that differ from the rule's choice, those left out with a minus sign.
  private func cause(_ trial: Trial) -> Cause {
    let signed = Set(trial.parts.filter(\.isSigned).map(\.given))
    let differing = base.parts.filter { $0.isSigned != signed.contains($0.given) }
    return Cause(
      code: .fieldSubset,
      fields: differing.map { String(decoding: $0.name, as: UTF8.self) },
      detail: differing.map { part in
        (part.isSigned ? "without " : "with ") + String(decoding: part.name, as: UTF8.self)
      }.joined(separator: ", "))
  }
}

extension SubsetSearch {
  /// Which choices are tried.
  private enum Choices {
    case all
    /// Those that differ from the rule's in two or three fields, and those that keep three at most.
    case near
    /// Those that differ from the rule's in two or three fields, and those that keep two at most.
    case nearest
  }

  /// What may stand behind the pairs, and which hypothesis puts it there.
  private struct Ending {
    var index: Int?
    var bytes: Bytes
  }

  private struct Way {
    var trial: Trial
    var indices: [Int]
    var choices: Choices
    var endings: [Ending]
  }

  /// A text cut into the segments of its fields, so that a choice only copies bytes.
  private struct Segments {
    var head: Bytes
    var fields: [Bytes]
    var separator: Bytes
    /// For each segment its bit in a choice; nil for one that is always there.
    var bits: [Int?]

    /// Writes some of the segments as a choice has them, the head before the first one, and returns
    /// their length.
    func write(
      _ range: Range<Int>, _ choice: Int, _ isFirst: inout Bool, to place: UnsafeMutableRawPointer
    ) -> Int {
      var end = range.lowerBound == 0 ? head.copy(to: place) : 0
      for index in range {
        if let bit = bits[index], choice >> bit & 1 == 0 { continue }
        if !isFirst { end += separator.copy(to: place + end) }
        isFirst = false
        end += fields[index].copy(to: place + end)
      }
      return end
    }

    var longest: Int { head.count + fields.reduce(0) { $0 + $1.count + separator.count } }
  }

  /// The choices that fit, the fewest changes first.
  private func search(_ way: Way) -> [Match] {
    let free = freeParts(way.trial)
    guard free.count > 1, let segments = segments(way.trial, free: free) else { return [] }
    let known = batch.hits.count
    add(way.choices == .all ? [] : choices(way, free), of: way, segments, free)
    batch.flush()
    let matches = batch.hits[known...].map { hit -> Match in
      var trial = chosen(hit.first, way.trial, free)
      let ending = way.endings[hit.second].index
      if let ending { pairs.hypotheses[ending].apply(&trial) }
      let indices = way.indices + [ending].compactMap { $0 }
      return Match(
        trial: trial,
        causes: [cause(trial)] + indices.flatMap { pairs.hypotheses[$0].causes })
    }
    let fewest = matches.map { $0.causes[0].fields.count }.min()
    return matches.filter { $0.causes[0].fields.count == fewest }
  }

  private func chosen(_ choice: Int, _ trial: Trial, _ free: [Int]) -> Trial {
    var trial = trial
    for (bit, index) in free.enumerated() { trial.parts[index].isSigned = choice >> bit & 1 == 1 }
    return trial
  }

  private func add(_ choices: [Int], of way: Way, _ segments: Segments, _ free: [Int]) {
    guard let hash = LaneHash(way.trial) else {
      for choice in choices {
        batch.add(.init(first: choice, second: 0), chosen(choice, way.trial, free))
      }
      return
    }
    // A charset may double what stands behind the pairs.
    let ends = way.endings.map { way.trial.charset.encode($0.bytes) }
    let longest = segments.longest + (ends.map(\.count).max() ?? 0)
    batch.begin(hash, longest: longest)
    if way.choices == .all { return all(segments, ends) }
    for choice in choices {
      for (place, end) in ends.enumerated() {
        batch.add(.init(first: choice, second: place)) { lane in
          var isFirst = true
          let count = segments.write(segments.fields.indices, choice, &isFirst, to: lane)
          return count + end.copy(to: lane + count)
        }
      }
    }
  }

  /// What begins a text: the state behind its whole blocks, and the bytes that fill none.
  private struct Prefix {
    var state: MD5Beginning
    var rest = Bytes()
    var isFirst = true
  }

  /// Each beginning that the segments before `split` can make; the choice of the first free one is the
  /// lowest bit of its place in the list. One is hashed from another that is a segment shorter, so a
  /// long value is hashed once for all choices behind it.
  private func prefixes(_ segments: Segments, _ split: Int) -> [Prefix] {
    // Where nothing stands before them, the last segments bring the head themselves.
    var all = [Prefix(state: batch.start, rest: split == 0 ? [] : segments.head)]
    for index in 0..<split {
      let segment = segments.fields[index]
      let longer = all.map { prefix -> Prefix in
        var next = prefix
        if !next.isFirst { next.rest += segments.separator }
        next.isFirst = false
        next.rest += segment
        guard next.rest.count >= MD5Beginning.blockSize else { return next }
        next.rest.withUnsafeBytes { next.state.absorb($0) }
        next.rest.removeFirst(next.rest.count / MD5Beginning.blockSize * MD5Beginning.blockSize)
        return next
      }
      all = segments.bits[index] == nil ? longer : all + longer
    }
    return all
  }

  /// All choices: what begins a text is hashed once for all choices of the last three fields.
  private func all(_ segments: Segments, _ ends: [Bytes]) {
    let places = segments.fields.indices.filter { segments.bits[$0] != nil }
    let split = places.count > 3 ? places[places.count - 3] : 0
    let (front, back) = (places.filter { $0 < split }, places.filter { $0 >= split })
    func choice(_ number: Int, _ places: [Int]) -> Int {
      places.enumerated().reduce(0) { sum, place in
        number >> place.offset & 1 == 1 ? sum | 1 << (segments.bits[place.element] ?? 0) : sum
      }
    }
    let backs = (0..<1 << back.count).map { choice($0, back) }
    for (number, prefix) in prefixes(segments, split).enumerated() {
      if batch.isSpent { return }
      let chosen = choice(number, front)
      batch.go(on: prefix.state)
      for (place, end) in ends.enumerated() {
        for more in backs {
          batch.add(.init(first: chosen | more, second: place)) { lane in
            var isFirst = prefix.isFirst
            var length = prefix.rest.copy(to: lane)
            length += segments.write(
              split..<segments.fields.count, chosen | more, &isFirst, to: lane + length)
            return length + end.copy(to: lane + length)
          }
        }
      }
    }
  }

  /// Bit patterns over the free parts.
  private func choices(_ way: Way, _ free: [Int]) -> [Int] {
    var own = 0
    for (bit, index) in free.enumerated() where way.trial.parts[index].isSigned { own |= 1 << bit }
    let most = way.choices == .near ? 3 : 2
    let made = [free.count, own, most]
    if let known = self.made.lists[made] { return known }
    let few = SubsetSearch.few(of: free.count)
    var near = few.filter { $0.nonzeroBitCount > 1 }.map { own ^ $0 }.filter { $0 != 0 }
    near += few.filter { $0.nonzeroBitCount <= most && ($0 ^ own).nonzeroBitCount > 3 }
    // Eight texts side by side take as long as the longest of them.
    near.sort { left, right in
      let (first, second) = (left.nonzeroBitCount, right.nonzeroBitCount)
      return first != second ? first < second : left < right
    }
    self.made.lists[made] = near
    return near
  }

  /// All patterns of one, two and three bits.
  private static func few(of count: Int) -> [Int] {
    var patterns: [Int] = []
    for first in 0..<count {
      patterns.append(1 << first)
      for second in 0..<first {
        let two = 1 << first | 1 << second
        patterns.append(two)
        for third in 0..<second { patterns.append(two | 1 << third) }
      }
    }
    return patterns
  }

  private func freeParts(_ trial: Trial) -> [Int] {
    var names: Set<Bytes> = []
    return Array(
      trial.parts.indices.filter { index in
        let part = trial.parts[index]
        return !isSignature(part.name) && !trial.isLeftOut(part)
          && names.insert(part.name).inserted
      }.prefix(SubsetSearch.mostFields))
  }

  private func segments(_ trial: Trial, free: [Int]) -> Segments? {
    guard trial.sortedKeyName == nil, trial.charset != .utf16WithMark else { return nil }
    var all = trial
    for index in free { all.parts[index].isSigned = true }
    let pairs = all.pairs(key: [])
    all.back = []
    for index in all.parts.indices { all.parts[index].isSigned = false }
    let encode = trial.charset.encode
    return Segments(
      head: all.text().isEmpty ? [] : encode(all.text()),
      fields: pairs.map {
        encode(trial.includesNames ? $0.name + trial.joiner + $0.value : $0.value)
      },
      separator: encode(trial.separator),
      bits: pairs.map { pair in free.firstIndex { trial.parts[$0].name == pair.name } })
  }
}
