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

  /// All choices, with the commonest places of the key.
  func narrow() -> [Match] {
    guard case .md5 = base.hash, base.charset == .utf8 else { return [] }
    let own = Ending(index: nil, bytes: base.tail)
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
    guard case .md5 = base.hash, base.charset == .utf8 else { return [] }
    let endings = pairs.tails.map { Ending(index: $0.index, bytes: $0.bytes) }
    var found = search(Way(trial: base, indices: [], choices: .near, endings: endings))
    for index in pairs.globals where pairs.hypotheses[index].isCommon && found.isEmpty {
      if pairs.hypotheses[index].family != .fields { found = search(way(index, .near)) }
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
  private enum Choices { case all, near }

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

    var longest: Int { head.count + fields.reduce(0) { $0 + $1.count + separator.count } }
  }

  /// The choices that fit, the fewest changes first.
  private func search(_ way: Way) -> [Match] {
    let free = freeParts(way.trial)
    guard free.count > 1, let hash = LaneHash(way.trial),
      let segments = segments(way.trial, free: free)
    else { return [] }
    let known = batch.hits.count
    let choices = choices(way, free)
    let longest = segments.longest + (way.endings.map(\.bytes.count).max() ?? 0)
    batch.begin(hash, longest: longest)
    if way.endings.count > 1 {
      parted(segments, choices, way.endings, longest)
    } else if let ending = way.endings.first?.bytes {
      let ending = way.trial.charset.encode(ending)
      for choice in choices {
        batch.add(.init(first: choice, second: 0)) { place in
          let count = SubsetSearch.write(segments, choice, to: place)
          return count + ending.copy(to: place + count)
        }
      }
    }
    batch.flush()
    let matches = batch.hits[known...].map { hit -> Match in
      var chosen = way.trial
      for (bit, index) in free.enumerated() {
        chosen.parts[index].isSigned = hit.first >> bit & 1 == 1
      }
      let indices = way.indices + [way.endings[hit.second].index].compactMap { $0 }
      if let index = way.endings[hit.second].index { pairs.hypotheses[index].apply(&chosen) }
      return Match(
        trial: chosen,
        causes: [cause(chosen)] + indices.flatMap { pairs.hypotheses[$0].causes })
    }
    let fewest = matches.map { $0.causes[0].fields.count }.min()
    return matches.filter { $0.causes[0].fields.count == fewest }
  }

  /// The pairs of each choice are hashed once for all that may stand behind them.
  private func parted(
    _ segments: Segments, _ choices: [Int], _ endings: [Ending], _ longest: Int
  ) {
    withUnsafeTemporaryAllocation(byteCount: longest, alignment: 64) { room in
      guard let start = room.baseAddress else { return }
      for choice in choices {
        if batch.isSpent { return }
        let count = SubsetSearch.write(segments, choice, to: start)
        var beginning = batch.start
        let taken = beginning.count
        beginning.absorb(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<count]))
        batch.go(on: beginning)
        let hashed = beginning.count - taken
        for (place, ending) in endings.enumerated() {
          batch.add(.init(first: choice, second: place)) { lane in
            lane.copyMemory(from: start + hashed, byteCount: count - hashed)
            return count - hashed + ending.bytes.copy(to: lane + count - hashed)
          }
        }
      }
    }
  }

  /// Bit patterns over the free parts.
  private func choices(_ way: Way, _ free: [Int]) -> [Int] {
    let all = 1 << free.count
    if way.choices == .all { return Array(0..<all) }
    var own = 0
    for (bit, index) in free.enumerated() where way.trial.parts[index].isSigned { own |= 1 << bit }
    return (1..<all).filter { choice in
      let distance = (choice ^ own).nonzeroBitCount
      return distance == 2 || distance == 3 || distance > 3 && choice.nonzeroBitCount <= 3
    }
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

  /// Writes the pairs of a choice and returns their length.
  private static func write(
    _ segments: Segments, _ choice: Int, to place: UnsafeMutableRawPointer
  ) -> Int {
    var end = segments.head.copy(to: place)
    var isFirst = true
    for (index, field) in segments.fields.enumerated() {
      if let bit = segments.bits[index], choice >> bit & 1 == 0 { continue }
      if !isFirst { end += segments.separator.copy(to: place + end) }
      isFirst = false
      end += field.copy(to: place + end)
    }
    return end
  }
}
