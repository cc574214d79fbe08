import Digests
import WireFormat

/// Tries every choice of fields, up to 2^14 of them, in a few ways of joining.
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
  let given: GivenDigest
  let limit: Int
  private(set) var searched = 0

  init(
    base: Trial, isSignature: @escaping (Bytes) -> Bool, given: GivenDigest, limit: Int
  ) {
    self.base = base
    self.isSignature = isSignature
    self.given = given
    self.limit = limit
  }

  /// The choices that fit, in the first way of joining that has any, the fewest changes first.
  mutating func run() -> [Match] {
    guard case .md5 = base.hash, base.charset == .utf8 else { return [] }
    for (causes, trial) in variants() {
      var matches: [Match] = []
      for choice in fitting(trial) {
        matches.append(
          Match(trial: choice.trial, causes: [cause(choice.trial)] + causes))
      }
      let fewest = matches.map { $0.causes[0].fields.count }.min()
      if let fewest { return matches.filter { $0.causes[0].fields.count == fewest } }
      if searched >= limit { return [] }
    }
    return []
  }

  /// The rule's own way first, then the commonest mistakes.
  private func variants() -> [([Cause], Trial)] {
    func variant(_ code: DiagnosisCode, _ change: (inout Trial) -> Void) -> ([Cause], Trial) {
      var trial = base
      change(&trial)
      return ([Cause(code: code, fields: [], detail: nil)], trial)
    }
    return [
      ([], base),
      variant(.emptiesSigned) { $0.empties = .kept },
      variant(.keyBare) { $0.back = [.key] },
      variant(.orderNameBytes) { $0.order = .nameBytes },
      variant(.orderAsGiven) { $0.order = .asGiven },
      variant(.keyMissing) { $0.back = [] },
    ]
  }

  /// The fields that differ from the rule's choice, those left out with a minus sign.
  private func cause(_ trial: Trial) -> Cause {
    let differing = zip(base.parts, trial.parts).filter { $0.isSigned != $1.isSigned }
    return Cause(
      code: .fieldSubset,
      fields: differing.map { String(decoding: $0.0.name, as: UTF8.self) },
      detail: differing.map { was, _ in
        (was.isSigned ? "without " : "with ") + String(decoding: was.name, as: UTF8.self)
      }.joined(separator: ", "))
  }
}

extension SubsetSearch {
  private struct Choice {
    var trial: Trial
  }

  /// A text cut into the segments of its fields, so that a choice only copies bytes.
  private struct Segments {
    var head: Bytes
    var fields: [Bytes]
    var tail: Bytes
    var separator: Bytes
    /// For each segment its bit in a choice; nil for one that is always there.
    var bits: [Int?]

    var longest: Int {
      head.count + tail.count + fields.reduce(0) { $0 + $1.count + separator.count }
    }
  }

  private mutating func fitting(_ trial: Trial) -> [Choice] {
    let free = freeParts(trial)
    guard free.count > 1, let segments = segments(trial, free: free) else { return [] }
    let count = min(1 << free.count, limit - searched)
    guard count > 0 else { return [] }
    searched += count
    return hits(segments, count: count).map { choice in
      var chosen = trial
      for (bit, index) in free.enumerated() {
        chosen.parts[index].isSigned = choice >> bit & 1 == 1
      }
      return Choice(trial: chosen)
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
    guard trial.sortedKeyName == nil else { return nil }
    var all = trial
    for index in free { all.parts[index].isSigned = true }
    var bare = all
    bare.front = []
    bare.back = []
    let pairs = bare.pairs(key: [])
    func bytes(_ pieces: [Trial.Piece]) -> Bytes {
      pieces.flatMap { piece -> Bytes in
        switch piece {
        case .text(let text): text
        case .key: trial.key
        case .otherKey(let key): key
        }
      }
    }
    return Segments(
      head: bytes(trial.front),
      fields: pairs.map { trial.includesNames ? $0.name + trial.joiner + $0.value : $0.value },
      tail: bytes(trial.back), separator: trial.separator,
      bits: pairs.map { pair in free.firstIndex { trial.parts[$0].name == pair.name } })
  }

  /// Hashes the choices eight at a time; the numbers of those that fit.
  private func hits(_ segments: Segments, count: Int) -> [Int] {
    let width = MD5Lanes.width
    let room = segments.longest + MD5Lanes.slack
    var hits: [Int] = []
    withUnsafeTemporaryAllocation(byteCount: room * width, alignment: 64) { texts in
      withUnsafeTemporaryAllocation(byteCount: 16 * width, alignment: 16) { digests in
        guard let start = texts.baseAddress, let out = digests.baseAddress else { return }
        for first in stride(from: 0, to: count, by: width) {
          let group = (first..<min(first + width, count)).map { choice in
            let place = start + (choice - first) * room
            return MD5Lanes.Message(
              start: place, count: SubsetSearch.write(segments, choice, to: place))
          }
          MD5Lanes.digest(group, into: out)
          for lane in group.indices {
            let digest = UnsafeRawBufferPointer(start: out + lane * 16, count: 16)
            if given.mayMatch(digest), given.match(Array(digest)) != nil {
              hits.append(first + lane)
            }
          }
        }
      }
    }
    return hits
  }

  /// Writes the text of a choice and returns its length.
  private static func write(
    _ segments: Segments, _ choice: Int, to place: UnsafeMutableRawPointer
  ) -> Int {
    var end = 0
    func append(_ bytes: Bytes) {
      bytes.withUnsafeBytes { source in
        guard let from = source.baseAddress else { return }
        (place + end).copyMemory(from: from, byteCount: source.count)
      }
      end += bytes.count
    }
    append(segments.head)
    var isFirst = true
    for (index, field) in segments.fields.enumerated() {
      if let bit = segments.bits[index], choice >> bit & 1 == 0 { continue }
      if !isFirst { append(segments.separator) }
      isFirst = false
      append(field)
    }
    append(segments.tail)
    return end
  }
}
