import ByteText
import Digests

/// Decides the lines that it can decide exactly as the slow path would, and says so of the others.
struct FastPath: ~Copyable {
  /// What is known of a line after the fast path.
  enum State: UInt8 {
    /// Waits for its digest.
    case pending
    case valid
    /// No rule gives the signature.
    case mismatch
    /// The slow path must decide.
    case slow
    case blank
    case tooLong
  }

  private var line: ParsedLine
  private var shapes: ShapeTable
  private var batch = DigestBatch()
  private var retries: [DigestBatch.Record] = []
  /// The attempt that fitted each line of the chunk that is valid.
  private var choices: UnsafeMutablePointer<Int32>
  /// The order number that each line of the chunk claims which nobody signed, where it stands in the
  /// line as it is; a count below zero where it does not.
  private var claimed: UnsafeMutablePointer<ByteRun>
  private var capacity = 0

  deinit {
    choices.deallocate()
    claimed.deallocate()
  }

  init(compiler: ShapeCompiler) {
    line = ParsedLine(table: compiler.table)
    shapes = ShapeTable(compiler: compiler)
    choices = .allocate(capacity: 0)
    claimed = .allocate(capacity: 0)
  }

  /// Makes room for the lines of the next chunk.
  mutating func reserve(_ lines: Int) {
    guard lines > capacity else { return }
    choices.deallocate()
    claimed.deallocate()
    choices = .allocate(capacity: lines)
    claimed = .allocate(capacity: lines)
    capacity = lines
  }

  /// Reads a line and puts its text to sign with the others; false sends it to the slow path.
  @inline(__always)
  mutating func take(
    _ text: ByteRun, number: Int, states: UnsafeMutablePointer<State>
  ) -> Bool {
    guard read(text) else { return false }
    let place = shapes.find(line)
    let shape = shapes.shape(place)
    guard shape.pointee.isFast, isWhole(shape), line.unknownCount == 0 || hasPlainNames() else {
      return false
    }
    return enqueue(text, number, place, shape.pointee.favourite, isLast: false, states)
  }

  @inline(__always)
  private mutating func read(_ text: ByteRun) -> Bool {
    guard text.count <= ParsedLine.maximumBytes else { return false }
    if text.start.pointee == UInt8(ascii: "{") {
      return line.readJSON(text.start, text.start + text.count)
    }
    // A URL is read from its `?` on; the slow path does that.
    let head = UnsafeRawPointer(text.start).loadUnaligned(as: UInt32.self)
    guard head != 0x7074_7468 else { return false }
    return line.readForm(text.start, text.start + text.count)
  }

  /// Whether the names that no table knows cannot be taken for others, as `NameCheck` has it.
  private func hasPlainNames() -> Bool {
    for index in 0..<line.unknownCount {
      let name = line.unknownNames[index]
      guard name.count <= 64, !line.table.hasInOtherCase(name) else { return false }
      for other in 0..<name.count {
        let byte = name.start[other]
        if byte == .openBracket || byte == .closeBracket || byte >= 0x80 { return false }
      }
      for other in 0..<index where line.unknownNames[other].isEqualIgnoringCase(to: name) {
        return false
      }
    }
    return true
  }

  /// What decides about money is filled, and amounts are amounts.
  @inline(__always)
  private func isWhole(_ shape: UnsafePointer<LineShape>) -> Bool {
    guard line.filled & shape.pointee.required == shape.pointee.required else { return false }
    for set in shape.pointee.oneOf where line.filled & set == NameSet() { return false }
    for amount in shape.pointee.amounts {
      let value = line.slots[amount.id].value
      if value.count > 0, !AmountText.isPlain(value, decimals: amount.decimals) {
        return false
      }
    }
    return true
  }

  /// Puts the text to sign of the line that was read last with the others.
  @inline(__always)
  private mutating func enqueue(
    _ text: ByteRun, _ number: Int, _ shape: Int, _ choice: Int, isLast: Bool,
    _ states: UnsafeMutablePointer<State>
  ) -> Bool {
    guard let attempts = shapes.shape(shape).pointee.attempts.baseAddress else { return false }
    let attempt = UnsafePointer(attempts + choice)
    let signature = line.slots[attempt.pointee.signID]
    guard signature.kind == .text, signature.value.count == HexDigest.count else { return false }
    // Another account's message under another key is signed by nobody here; what is signed although it
    // names another account is for the slow path.
    var isForeign = false
    for pin in attempt.pointee.pins {
      let value = line.slots[pin.id].value
      if value.count > 0, !value.isEqual(to: pin.value) { isForeign = true }
    }
    if isForeign, shapes.shape(shape).pointee.claims.count != 1 { return false }
    // Unknown names are part of the line, so its length covers them.
    let bound = text.count &+ attempt.pointee.overhead &+ Wide.slack
    var room = batch.room(for: bound)
    if room == nil {
      guard DigestBatch.canHold(bound) else { return false }
      flush(states)
      room = batch.room(for: bound)
    }
    guard let room, let written = CanonicalText(line).write(attempt, to: room) else { return false }
    batch.append(
      DigestBatch.Record(
        line: number, shape: shape, attempt: choice, isLast: isLast,
        takesLower: attempt.pointee.takesLower, takesUpper: attempt.pointee.takesUpper,
        isForeign: isForeign,
        blocks: 0, text: room),
      start: written.start, textCount: written.count, signature: signature.value.start)
    return true
  }

  private mutating func flush(_ states: UnsafeMutablePointer<State>) {
    var again: [DigestBatch.Record] = []
    swap(&again, &retries)
    batch.flush { record, fits, given in
      if fits {
        guard !record.pointee.isForeign else {
          states[record.pointee.line] = .slow
          return
        }
        states[record.pointee.line] = .valid
        choices[record.pointee.line] = Int32(truncatingIfNeeded: record.pointee.attempt)
        shapes.prefer(record.pointee.attempt, of: record.pointee.shape)
      } else if record.pointee.isLast {
        return
      } else if HexDigest.isHex(given) {
        again.append(record.pointee)
      } else {
        states[record.pointee.line] = .slow
      }
    }
    swap(&again, &retries)
  }

  /// Decides every line that still waits. `line` gives the text of a line by its number.
  mutating func finish(
    _ states: UnsafeMutablePointer<State>, line text: (Int) -> ByteRun
  ) {
    flush(states)
    var round: [DigestBatch.Record] = []
    swap(&round, &retries)
    for record in round { retry(record, text(record.line), states) }
    flush(states)
  }

  /// Tries every other attempt on a line whose first one did not fit.
  private mutating func retry(
    _ record: DigestBatch.Record, _ text: ByteRun, _ states: UnsafeMutablePointer<State>
  ) {
    states[record.line] = .slow
    guard read(text) else { return }
    let place = shapes.find(line)
    // Stands until one of the attempts fits.
    if shapes.shape(place).pointee.isComplete {
      states[record.line] = .mismatch
      let order = claim(place, text)
      let isInPlace = order.start >= text.start && order.start < text.start + text.count
      claimed[record.line] = isInPlace ? order : ByteRun(start: text.start, count: -1)
    }
    for choice in 0..<shapes.shape(place).pointee.attempts.count where choice != record.attempt {
      if !enqueue(text, record.line, place, choice, isLast: true, states) {
        states[record.line] = .slow
      }
    }
  }

  /// What a valid line says by the attempt that signed it: the order number, empty without one, and
  /// whether it is a request of the merchant's own.
  mutating func facts(of text: ByteRun, number: Int) -> (order: ByteRun, isOwnRequest: Bool) {
    let nothing = ByteRun(start: text.start, count: 0)
    guard read(text) else { return (nothing, false) }
    let attempts = shapes.shape(shapes.find(line)).pointee.attempts
    let choice = Int(choices[number])
    guard choice < attempts.count else { return (nothing, false) }
    return (first(of: attempts[choice].orders, text), attempts[choice].isOwnRequest)
  }

  /// The order number that an unsigned line claims: where the message has it that fits best.
  mutating func claimedOrder(of text: ByteRun, number: Int) -> ByteRun {
    if claimed[number].count >= 0 { return claimed[number] }
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

  /// Whether the long way could read a line otherwise whose plain reading nobody signed.
  func hasOtherReadings(_ text: ByteRun) -> Bool {
    guard text.count > 0 else { return false }
    if text.start.pointee == UInt8(ascii: "{") { return text.objectHasOtherReadings }
    guard name(at: 0, in: text) else { return true }
    var tail = text.count
    while tail > 0 {
      tail -= 1
      guard tail == 0 || text.start[tail - 1] == UInt8(ascii: "&") else { continue }
      if name(at: tail, in: text) { return text.formHasOtherReadings(tail: tail) }
    }
    return true
  }

  /// Whether a known name and an equals sign stand there.
  private func name(at place: Int, in text: ByteRun) -> Bool {
    var end = place
    while end < text.count, ParsedLine.isPlain(text.start[end]) { end += 1 }
    guard end < text.count, text.start[end] == UInt8(ascii: "=") else { return false }
    return line.table.id(of: ByteRun(start: text.start + place, count: end - place)) >= 0
  }

  private func first(of ids: UnsafeBufferPointer<Int>, _ text: ByteRun) -> ByteRun {
    for id in ids where line.slots[id].value.count > 0 { return line.slots[id].value }
    return ByteRun(start: text.start, count: 0)
  }
}
