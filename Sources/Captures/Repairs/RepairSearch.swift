import WireFormat

/// Looks for the repairs without which a text cannot be read.
///
/// A reading is better if there is one at all, or if it finds more known names. The repairs are
/// added one after another; the shortest run of them that reads best is kept, and of it whatever
/// can be left out is left out.
struct RepairSearch {
  let detector: ShapeDetector

  /// The best reading of the text and the repairs that it needed, in order.
  func read(_ text: Bytes) -> (reading: ShapeDetector.Reading, repairs: [TextRepair]) {
    let plain = detector.detect(text)
    if plain.score >= 0, isComplete(plain) { return (plain, []) }
    // A text that was refused for its size is not made smaller by repairing it.
    if plain.score < 0, plain.best?.error.isFinal == true { return (plain, []) }
    var best = plain
    var chosen: [TextRepair] = []
    var current = text
    var applied: [TextRepair] = []
    for repair in TextRepair.allCases {
      guard let next = repair.apply(current, detector.session.knownNames) else { continue }
      current = next
      applied.append(repair)
      let reading = detector.detect(current)
      if reading.score > best.score {
        best = reading
        chosen = applied
      }
    }
    return pruned(text, best, chosen)
  }

  /// Whether no repair could find more: there are no names to look for, or all were found.
  private func isComplete(_ reading: ShapeDetector.Reading) -> Bool {
    let known = detector.session.knownNames
    return known.isEmpty
      || reading.captures.allSatisfy { capture in
        !capture.fields.fields.isEmpty
          && capture.fields.fields.allSatisfy { known.contains($0.name) && isPlain($0.value) }
      }
  }

  /// Whether no separator can hide in the value: ASCII without marks.
  private func isPlain(_ value: FieldValue) -> Bool {
    value.literal.allSatisfy { $0 < 0x80 && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E && $0 > 0x1F }
  }

  private func pruned(
    _ text: Bytes, _ reading: ShapeDetector.Reading, _ repairs: [TextRepair]
  ) -> (reading: ShapeDetector.Reading, repairs: [TextRepair]) {
    var best = reading
    var kept = repairs
    for repair in repairs where kept.count > 1 {
      let fewer = kept.filter { $0 != repair }
      let attempt = detector.detect(apply(fewer, to: text))
      if attempt.score >= best.score {
        best = attempt
        kept = fewer
      }
    }
    return (best, kept)
  }

  private func apply(_ repairs: [TextRepair], to text: Bytes) -> Bytes {
    repairs.reduce(text) { $1.apply($0, detector.session.knownNames) ?? $0 }
  }
}
