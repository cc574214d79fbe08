import ByteText
import WireFormat

/// Looks for the repairs without which a text cannot be read.
///
/// A reading is better if somebody whose key is known signed it, if there is one at all, or if it
/// finds more known names. The repairs are added one after another; the shortest run of them that
/// reads best is kept, and of it whatever can be left out is left out. Last of all, text around the
/// message is left out.
struct RepairSearch {
  /// What came of a text: the best reading, the repairs that it needed, and where its bytes begin.
  struct Outcome {
    var reading: ShapeDetector.Reading
    var repairs: [Repair] = []
    var base = 0
  }

  let detector: ShapeDetector
  /// Whether somebody whose key is known signed these fields; nil when nobody can tell.
  let accepts: MessageTest?

  /// The best reading of the text and the repairs that it needed, in order.
  func read(_ text: Bytes) -> Outcome {
    let plain = detector.detect(text)
    if isAccepted(plain) {
      // Text in front of a field that nobody signs becomes part of its name, and the digest fits.
      return hasStrangeNames(plain)
        ? withoutSurroundings(text, Outcome(reading: plain))
        : Outcome(reading: plain)
    }
    // A text that was refused for its size, or for what it says twice, is not mended.
    if plain.score < 0, plain.best?.error.isFinal == true { return Outcome(reading: plain) }
    let own = isComplete(plain) ? Outcome(reading: plain) : repaired(text, plain)
    if isAccepted(own.reading) { return own }
    return withoutSurroundings(text, own)
  }

  /// Whether a field's name has bytes that no gateway's name has.
  private func hasStrangeNames(_ reading: ShapeDetector.Reading) -> Bool {
    reading.captures.contains { capture in
      capture.fields.fields.contains { field in !field.name.allSatisfy(\.isNameByte) }
    }
  }

  private func isAccepted(_ reading: ShapeDetector.Reading) -> Bool {
    guard let accepts else { return false }
    return reading.captures.contains { accepts($0.fields) }
  }

  /// The best reading under the repairs that change characters.
  private func repaired(_ text: Bytes, _ plain: ShapeDetector.Reading) -> Outcome {
    var best = plain
    var chosen: [TextRepair] = []
    var current = text
    var applied: [TextRepair] = []
    for repair in TextRepair.allCases {
      guard let next = repair.apply(current, detector.session.knownNames) else { continue }
      current = next
      applied.append(repair)
      let reading = detector.detect(current)
      let isSigned = isAccepted(reading)
      if isSigned || reading.score > best.score {
        best = reading
        chosen = applied
      }
      if isSigned { break }
    }
    if best.score < 0 { (best, chosen) = single(text, best) }
    return pruned(text, best, chosen)
  }

  /// The best reading under one repair: some damage must stay, for it was signed.
  private func single(_ text: Bytes, _ plain: ShapeDetector.Reading)
    -> (ShapeDetector.Reading, [TextRepair])
  {
    var best = plain
    var chosen: [TextRepair] = []
    for repair in TextRepair.allCases {
      guard let next = repair.apply(text, detector.session.knownNames) else { continue }
      let reading = detector.detect(next)
      if reading.score > best.score { (best, chosen) = (reading, [repair]) }
    }
    return (best, chosen)
  }

  /// Whether no repair could find more: there are no names to look for, or all were found.
  private func isComplete(_ reading: ShapeDetector.Reading) -> Bool {
    guard reading.score >= 0 else { return false }
    let known = detector.session.knownNames
    return known.isEmpty
      || reading.captures.allSatisfy { capture in
        !capture.fields.fields.isEmpty
          && capture.fields.fields.allSatisfy { known.contains($0.name) && isPlain($0.value) }
      }
  }

  /// Whether no separator can hide in the value: ASCII without marks.
  private func isPlain(_ value: FieldValue) -> Bool {
    value.literal.allSatisfy {
      $0 < 0x80 && $0 != .quote && $0 != .lessThan && $0 != .greaterThan && $0 > 0x1F
    }
  }

  private func pruned(
    _ text: Bytes, _ reading: ShapeDetector.Reading, _ repairs: [TextRepair]
  ) -> Outcome {
    var best = reading
    var kept = repairs
    let isSigned = isAccepted(reading)
    for repair in repairs where kept.count > 1 {
      let fewer = kept.filter { $0 != repair }
      let attempt = detector.detect(apply(fewer, to: text))
      if attempt.score >= best.score, !isSigned || isAccepted(attempt) {
        best = attempt
        kept = fewer
      }
    }
    return Outcome(reading: best, repairs: kept.map(\.repair))
  }

  private func apply(_ repairs: [TextRepair], to text: Bytes) -> Bytes {
    repairs.reduce(text) { $1.apply($0, detector.session.knownNames) ?? $0 }
  }
}

// What stands around a message.
extension RepairSearch {
  private struct Find {
    var island: Surroundings.Island
    var outcome: Outcome
    var isSigned: Bool
  }

  /// The outcome for a part of the text, if one reads better than the whole.
  private func withoutSurroundings(_ text: Bytes, _ own: Outcome) -> Outcome {
    let shape = own.reading.captures.first?.shape
    // A shape with an end of its own is whole: what is inside it is part of it. Only a record of a
    // log, which has no names of a message itself, may hold one.
    let isMessage = own.reading.score >= CaptureReader.fewestNames
    if let shape, isMessage, !Self.openShapes.contains(shape) { return own }
    let surroundings = Surroundings(
      text, detector.session.knownNames,
      keepsStart: shape == .httpRequest || shape == .httpResponse)
    var best: Find?
    var others: [Find] = []
    var refused: [(start: Int, shape: CaptureShape, error: WireError)] = []
    for island in surroundings.islands {
      if let best, best.isSigned, !best.island.isApart(from: island) { continue }
      let plain = reading(of: island, in: surroundings, shape)
      if let failure = plain.failures.first(where: { $0.error.isContradiction }) {
        refused.append((island.start, failure.shape, failure.error))
        continue
      }
      // A line that needed no repair as a whole needs none with less behind it.
      let isWhole = isMessage && own.repairs.isEmpty && !text.contains(.lineFeed)
      let found =
        isAccepted(plain) || isComplete(plain) || isWhole
        ? Outcome(reading: plain) : repaired(island.text, plain)
      let find = Find(island: island, outcome: found, isSigned: isAccepted(found.reading))
      guard found.reading.score >= CaptureReader.fewestNames else { continue }
      others.append(find)
      if isBetter(find, than: best) { best = find }
    }
    // What contradicts itself with the text behind it may not without; what does so alone is refused,
    // whatever else stands in the text.
    if let first = refused.first(where: { refusal in
      !others.contains { $0.island.start == refusal.start }
    }) {
      return refusal(first.shape, first.error, first.start)
    }
    guard let best, best.isSigned || best.outcome.reading.score > own.reading.score else {
      return own
    }
    let rival = others.first { other in
      other.island.isApart(from: best.island)
        && other.outcome.reading.score * 2 >= best.outcome.reading.score
    }
    if let rival {
      let first = min(rival.island.start, best.island.start)
      let second = max(rival.island.start, best.island.start)
      return refusal(
        best.outcome.reading.captures[0].shape,
        WireError(
          code: "two_messages", offset: second - first,
          reason:
            "The text holds two messages, at bytes \(first + 1) and \(second + 1); two readers "
            + "would take two of them."), first)
    }
    if let refusal = leftover(best, surroundings.text) { return refusal }
    return Outcome(
      reading: best.outcome.reading,
      repairs: surroundings.repairs + [best.island.repair(in: surroundings.text.count)]
        + best.outcome.repairs, base: surroundings.repairs.isEmpty ? best.island.start : 0)
  }

  /// The refusal of a find beside which a field was left out.
  private func leftover(_ find: Find, _ text: Bytes) -> Outcome? {
    let captures = find.outcome.reading.captures
    let leftover = Leftover(
      text: text, range: find.island.start..<find.island.end,
      ownNames: Set(captures.flatMap(\.fields.fields).map(\.name)),
      knownNames: detector.session.knownNames)
    guard let field = leftover.field, let shape = captures.first?.shape else { return nil }
    return refusal(
      shape,
      WireError(
        code: "two_messages", offset: field,
        reason:
          "A message ends or begins beside another field, at byte \(field + 1), that is not part "
          + "of it; two readers would take two messages."), 0)
  }

  /// Shapes that take whatever follows them for their own.
  private static let openShapes: Set<CaptureShape> = [
    .form, .formParams, .query, .url, .lines, .csv, .httpRequest, .httpResponse,
  ]

  /// A form of one line with less behind it is a form again: the other shapes were tried on the whole.
  private func reading(
    of island: Surroundings.Island, in surroundings: Surroundings, _ shape: CaptureShape?
  ) -> ShapeDetector.Reading {
    guard shape == .form, island.start == 0, !surroundings.text.contains(.lineFeed) else {
      return detector.detect(island.text)
    }
    return detector.detectForm(island.text)
  }

  private func isBetter(_ find: Find, than best: Find?) -> Bool {
    guard let best else { return true }
    if find.isSigned != best.isSigned { return find.isSigned }
    return find.outcome.reading.score > best.outcome.reading.score
  }

  private func refusal(_ shape: CaptureShape, _ error: WireError, _ base: Int) -> Outcome {
    var reading = ShapeDetector.Reading()
    reading.failures = [(shape, error)]
    return Outcome(reading: reading, base: base)
  }
}
