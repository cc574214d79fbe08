import ByteText
import Gateways

/// Writes the text to sign of a line into memory that the caller has made large enough.
struct CanonicalText {
  let slots: UnsafeMutablePointer<ParsedLine.Slot>
  let unknownNames: UnsafeMutablePointer<ByteRun>
  let unknownCount: Int

  init(_ line: borrowing ParsedLine) {
    slots = line.slots
    unknownNames = line.unknownNames
    unknownCount = line.unknownCount
  }

  /// Writes to `target` and gives the text; nil when the slow path must decide.
  @inline(__always)
  func write(
    _ attempt: UnsafePointer<Attempt>, to target: UnsafeMutablePointer<UInt8>
  ) -> (start: UnsafeMutablePointer<UInt8>, count: Int)? {
    var end = target
    if attempt.pointee.mergesUnknown {
      guard writeMerged(attempt, &end) else { return nil }
    } else {
      for step in attempt.pointee.steps {
        guard put(step, attempt, &end) else { return nil }
      }
    }
    // A message without any pair is signed as the key alone, in a way of its own.
    guard end > target else { return nil }
    Self.put(attempt.pointee.tail, &end)
    let start = target + attempt.pointee.separator.count
    return (start, end - start)
  }

  @inline(__always)
  private func put(
    _ step: Step, _ attempt: UnsafePointer<Attempt>, _ end: inout UnsafeMutablePointer<UInt8>
  ) -> Bool {
    if step.id < 0 {
      Self.put(step.prefix, &end)
      return true
    }
    let slot = slots[step.id]
    if slot.value.count == 0 || attempt.pointee.empties == .droppedAsPHP,
      Self.isLeftOut(slot, attempt.pointee.empties)
    {
      return slot.value.count == 0 || !step.decides
    }
    guard Self.isExact(slot, attempt) else { return false }
    Self.put(step.prefix, &end)
    Self.put(slot.value, &end)
    return true
  }

  /// Whether the value is hashed as it stands and cannot be read as two fields.
  @inline(__always)
  private static func isExact(_ slot: ParsedLine.Slot, _ attempt: UnsafePointer<Attempt>) -> Bool {
    switch slot.kind {
    case .text:
      !slot.hasAmpersand || !hidesField(slot.value, equals: attempt.pointee.equals.start.pointee)
    case .number: !attempt.pointee.javaNumbers || isDigits(slot.value)
    case .nested:
      attempt.pointee.takesNested && attempt.pointee.empties != .droppedAsPHP
        && !hidesField(slot.value, equals: attempt.pointee.equals.start.pointee)
    case .boolean, .null: true
    }
  }

  private static func isLeftOut(_ slot: ParsedLine.Slot, _ empties: SigningRule.Empties) -> Bool {
    switch empties {
    case .kept, .nullAsWord: return false
    case .nullDropped: return slot.kind == .null
    case .dropped: return slot.value.count == 0
    case .droppedAsPHP: break
    }
    let value = slot.value
    switch slot.kind {
    case .text: return value.count == 0 || value.count == 1 && value.start.pointee == .digitZero
    case .boolean: return value.start.pointee == UInt8(ascii: "f")
    case .null: return true
    case .nested: return false
    case .number:
      for index in 0..<value.count where ![.digitZero, .dot, .dash].contains(value.start[index]) {
        return false
      }
      return true
    }
  }

  private static func isDigits(_ run: ByteRun) -> Bool {
    for index in 0..<run.count where !run.start[index].isDigit { return false }
    return true
  }

  /// Whether the value holds `&name=`; the slow path names the reading.
  private static func hidesField(_ run: ByteRun, equals: UInt8) -> Bool {
    var index = 0
    while index < run.count {
      guard run.start[index] == UInt8(ascii: "&") else {
        index += 1
        continue
      }
      index += 1
      let name = index
      while index < run.count, run.start[index] >= 0x80 || ParsedLine.isPlain(run.start[index]) {
        index += 1
      }
      if index > name, index < run.count, run.start[index] == equals { return true }
    }
    return false
  }

  /// Fields that the tables do not name stand among the others by the bytes of their names.
  private func writeMerged(
    _ attempt: UnsafePointer<Attempt>, _ end: inout UnsafeMutablePointer<UInt8>
  ) -> Bool {
    var left = (1 << unknownCount) - 1
    func putUnknown(before name: ByteRun?) -> Bool {
      while let next = smallest(left), name.map(unknownNames[next].precedes) ?? true {
        left &= ~(1 << next)
        let slot = slots[NameTable.capacity + next]
        if Self.isLeftOut(slot, attempt.pointee.empties) { continue }
        guard Self.isExact(slot, attempt) else { return false }
        Self.put(attempt.pointee.separator, &end)
        Self.put(unknownNames[next], &end)
        Self.put(attempt.pointee.equals, &end)
        Self.put(slot.value, &end)
      }
      return true
    }
    for step in attempt.pointee.steps {
      guard putUnknown(before: step.name), put(step, attempt, &end) else { return false }
    }
    return putUnknown(before: nil)
  }

  @inline(__always)
  private static func put(_ run: ByteRun, _ end: inout UnsafeMutablePointer<UInt8>) {
    Wide.copy(run.start, to: end, count: run.count)
    end += run.count
  }

  private func smallest(_ left: Int) -> Int? {
    var best: Int?
    for index in 0..<unknownCount where left >> index & 1 == 1 {
      if best.map({ unknownNames[index].precedes(unknownNames[$0]) }) ?? true { best = index }
    }
    return best
  }
}
