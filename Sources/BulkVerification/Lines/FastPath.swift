import ByteText
import Digests

/// Decides the lines that it can decide exactly as the slow path would, and says so of the others.
struct FastPath: ~Copyable {
  /// What is known of a line after the fast path.
  enum State: UInt8 {
    /// Waits for its digest.
    case pending
    case valid
    /// No rule gives the signature, and the line has one reading only.
    case mismatch
    /// No rule gives the signature of the plain reading; the slow path may know another reading.
    case doubtful
    /// The slow path must decide.
    case slow
    case blank
    case tooLong
  }

  var line: ParsedLine
  var shapes: ShapeTable
  var batch = DigestBatch()
  private var retries: [DigestBatch.Record] = []
  /// The attempt that fitted each line of the chunk that is valid.
  private var choices: UnsafeMutablePointer<Int32>
  /// What is known of each line of the chunk that nobody signed.
  var misfits: UnsafeMutablePointer<Misfit>
  private var capacity = 0

  deinit {
    choices.deallocate()
    misfits.deallocate()
  }

  init(compiler: ShapeCompiler) {
    line = ParsedLine(table: compiler.table)
    shapes = ShapeTable(compiler: compiler)
    choices = .allocate(capacity: 0)
    misfits = .allocate(capacity: 0)
  }

  /// Makes room for the lines of the next chunk.
  mutating func reserve(_ lines: Int) {
    guard lines > capacity else { return }
    choices.deallocate()
    misfits.deallocate()
    choices = .allocate(capacity: lines)
    misfits = .allocate(capacity: lines)
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
    let favourite = shape.pointee.favourite
    return shape.pointee.expectsMisfit
      ? enqueueAll(text, number, place, favourite, states)
      : enqueue(text, number, place, favourite, isLast: false, states)
  }

  @inline(__always)
  mutating func read(_ text: ByteRun) -> Bool {
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
  mutating func enqueue(
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

  /// The names of the line that was read last which no table has.
  var unknownNames: UnsafeBufferPointer<ByteRun> {
    UnsafeBufferPointer(start: line.unknownNames, count: line.unknownCount)
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

  func first(of ids: UnsafeBufferPointer<Int>, _ text: ByteRun) -> ByteRun {
    for id in ids where line.slots[id].value.count > 0 { return line.slots[id].value }
    return ByteRun(start: text.start, count: 0)
  }
}
