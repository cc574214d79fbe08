import ByteText
import Digests

/// What is known of a line that nobody signed.
struct Misfit {
  /// The order number that it claims, where it stands in the line as it is; a count below zero where
  /// it does not.
  var order: ByteRun
  /// The known names, and the number of others.
  var names: NameSet
  var unknownCount: Int
  /// Fields of a form, the slot of the first, and whether the last of them is the signature.
  var fieldCount: Int
  var firstID: Int
  var endsWithSign: Bool
}

// Lines whose first attempt does not fit, or is not expected to.
extension FastPath {
  /// Makes every attempt at once on the line that was read last: the one before it of its shape fitted
  /// none, and files of nothing but such lines must not be read twice.
  mutating func enqueueAll(
    _ text: ByteRun, _ number: Int, _ place: Int, _ first: Int,
    _ states: UnsafeMutablePointer<State>
  ) -> Bool {
    guard enqueue(text, number, place, first, isLast: true, states) else { return false }
    let signature = line.slots[shapes.shape(place).pointee.attempts[first].signID].value
    guard HexDigest.isHex(signature.start) else {
      states[number] = .slow
      return true
    }
    enqueueOthers(text, number, place, first, states)
    return true
  }

  /// Tries every other attempt on a line whose first one did not fit.
  mutating func retry(
    _ record: DigestBatch.Record, _ text: ByteRun, _ states: UnsafeMutablePointer<State>
  ) {
    states[record.line] = .slow
    guard read(text) else { return }
    let place = shapes.find(line)
    shapes.expectMisfit(of: place)
    enqueueOthers(text, record.line, place, record.attempt, states)
  }

  /// Notes what the line that was read last is if nothing fits, and puts its other texts with the others.
  private mutating func enqueueOthers(
    _ text: ByteRun, _ number: Int, _ place: Int, _ first: Int,
    _ states: UnsafeMutablePointer<State>
  ) {
    let shape = shapes.shape(place)
    // Stands until one of the attempts fits.
    states[number] =
      !shape.pointee.isComplete ? .slow : hasOtherReadings(text) ? .doubtful : .mismatch
    let attempts = shape.pointee.attempts
    note(claim(place, text), of: text, number, sign: attempts[first].signID)
    let doubted = namesThatMayCountAsEmpty
    for choice in attempts.indices where choice != first {
      // What wrote the same text and did not fit does not fit again.
      let family = attempts[choice].family
      let isRepeated = family != choice || family == attempts[first].family
      if isRepeated, writesTheSame(attempts[choice], doubted) { continue }
      if !enqueue(text, number, place, choice, isLast: true, states) { states[number] = .slow }
    }
  }

  /// Fields whose value some rule leaves out.
  private var namesThatMayCountAsEmpty: NameSet {
    var found = line.present & ~line.filled
    for word in 0..<line.filled.scalarCount {
      var rest = line.filled[word]
      while rest != 0 {
        let id = word &* 64 &+ rest.trailingZeroBitCount
        let slot = line.slots[id]
        let isClear =
          slot.kind == .text && slot.value.count > 1
          || (slot.kind == .text || slot.kind == .number) && slot.value.start.pointee > .digitZero
        if !isClear { found |= line.table.bits[id] }
        rest &= rest &- 1
      }
    }
    return found
  }

  /// Whether the attempt writes the text that the first of its family writes.
  private func writesTheSame(_ attempt: Attempt, _ doubted: NameSet) -> Bool {
    attempt.names & doubted == NameSet() && !(attempt.mergesUnknown && line.unknownCount > 0)
  }

  private func note(_ order: ByteRun, of text: ByteRun, _ number: Int, sign: Int) {
    let isInPlace = order.start >= text.start && order.start < text.start + text.count
    misfits[number] = Misfit(
      order: isInPlace ? order : ByteRun(start: text.start, count: -1), names: line.present,
      unknownCount: line.unknownCount, fieldCount: line.fieldCount, firstID: line.firstID,
      endsWithSign: line.lastID == sign)
  }

  /// The order number that an unsigned line claims: where the message has it that fits best.
  mutating func claimedOrder(of text: ByteRun, number: Int) -> ByteRun {
    if misfits[number].order.count >= 0 { return misfits[number].order }
    guard read(text) else { return ByteRun(start: text.start, count: 0) }
    return claim(shapes.find(line), text)
  }

  /// The same of the line that was read last.
  private func claim(_ shape: Int, _ text: ByteRun) -> ByteRun {
    let claims = shapes.shape(shape).pointee.claims
    let named = claims.first { claim in
      claim.identity.contains { line.slots[$0.id].value.count > 0 }
    }
    guard let claim = named ?? claims.first else { return ByteRun(start: text.start, count: 0) }
    return first(of: claim.orders, text)
  }

  /// Whether the long way could read the line that was read last otherwise.
  private func hasOtherReadings(_ text: ByteRun) -> Bool {
    if text.start.pointee == UInt8(ascii: "{") { return text.objectHasOtherReadings }
    return !line.beginsKnown || text.formHasOtherReadings(tail: line.lastKnown)
  }
}
