import GatewayEngine
import Gateways
import PaymentValues
import WireFormat

/// Works out from the names of a line what `MessageRecognizer` and `MessageVerifier` would do with
/// it, and makes it a shape if the fast path can do exactly the same.
struct ShapeCompiler: Sendable {
  let subjects: [BulkSubject]
  let table: NameTable

  /// Knows every name that can matter to the subjects' messages.
  init(subjects: [BulkSubject]) {
    var names: Set<[UInt8]> = []
    for subject in subjects {
      for message in subject.profile.gateway.messages {
        names.formUnion(Self.names(of: message).map { Array($0.utf8) })
      }
    }
    // Past what a set can hold there is no telling which names matter: the slow path does it all.
    let fits = names.count <= NameTable.capacity
    table = NameTable(fits ? names : [])
    self.subjects = fits ? subjects : []
  }

  private static func names(of message: MessageSpec) -> [String] {
    let rules = [message.signing].compactMap(\.self) + message.tolerances.map(\.rule)
    let listed = rules.flatMap { rule -> [String] in
      switch rule.selection {
      case .allExcept(let names), .listed(let names): return names
      case .marked: return []
      }
    }
    return message.fields.flatMap(\.spellings) + listed
  }

  /// The shape of the line that was read last.
  func shape(of line: borrowing ParsedLine, keptIn memory: ShapeMemory) -> LineShape {
    var shape = LineShape()
    shape.present = line.present
    shape.unknownCount = line.unknownCount
    let known = NameTable.ids(in: line.present).map {
      String(decoding: table.names[$0], as: UTF8.self)
    }
    // A record of a log has no names of a message itself; one may stand in it.
    guard known.count > 1 else { return shape }
    let unknown = (0..<line.unknownCount).map {
      String(decoding: line.unknownNames[$0].bytes, as: UTF8.self)
    }
    let list = FieldList((known + unknown).map { Field($0, "") })
    var parts: [MessagePart] = []
    var isComplete = true
    var keys: [[UInt8]] = []
    for subject in subjects {
      guard let choice = MessageJudge.message(of: list, for: subject) else { continue }
      if let key = subject.profile.key { keys.append(key.withBytes { $0 }) }
      let part =
        choice.finding?.severity != .error
        ? MessagePart(
          subject: subject, message: choice.message, score: choice.score, present: known,
          unknownCount: unknown.count, table: table) : nil
      if let part { parts.append(part) } else { isComplete = false }
    }
    // One key in two profiles can give two verdicts on one message; the slow path knows which counts.
    guard !parts.isEmpty, Set(keys).count == keys.count else { return shape }
    let rules = parts.map { $0.attempts(keptIn: memory) }
    let attempts = inFamilies(rules.flatMap(\.attempts))
    guard !attempts.isEmpty else { return shape }
    shape.required = parts.reduce(NameSet()) { $0 | $1.required }
    shape.oneOf = memory.keep(parts.flatMap(\.oneOf))
    shape.amounts = memory.keep(parts.flatMap(\.amounts))
    shape.claims = memory.keep(claims(of: parts, keptIn: memory))
    shape.attempts = memory.keep(attempts)
    shape.isComplete = isComplete && rules.allSatisfy(\.isComplete)
    shape.isFast = true
    return shape
  }

  /// The attempts, each with the number of the first that is like it.
  private func inFamilies(_ attempts: [Attempt]) -> [Attempt] {
    attempts.enumerated().map { index, attempt in
      var attempt = attempt
      attempt.family = attempts[..<index].firstIndex { $0.isTwin(of: attempt) } ?? index
      return attempt
    }
  }

  /// The parts in the order in which the slow path would take one when none signed the line.
  private func claims(of parts: [MessagePart], keptIn memory: ShapeMemory) -> [Claim] {
    parts.enumerated().sorted {
      $0.element.score != $1.element.score
        ? $0.element.score > $1.element.score : $0.offset < $1.offset
    }.map { _, part in
      Claim(
        identity: memory.keep(
          part.pins.map { Pin(id: $0.id, value: memory.keep(bytes: $0.value)) }),
        orders: memory.keep(part.orders))
    }
  }
}
