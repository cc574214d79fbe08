import Gateways
import PaymentValues
import WireFormat

/// Tells by its field names which gateway's which message a capture is.
///
/// A message is the kind that fits it best, or none: every kind of a gateway is compared before
/// anybody may say which one he wants (docs/decisions/0008).
public enum MessageRecognizer {
  /// A gateway and one of its messages.
  public struct Candidate: Sendable {
    /// The gateway.
    public var gateway: GatewaySpec
    /// The message's table.
    public var message: MessageSpec
    /// Higher fits better.
    public var score: Int
  }

  /// The messages that the fields may be, best first; equal scores keep the order of the gateways.
  /// Empty when no table knows even the signature and one more field.
  public static func candidates(
    for fields: FieldList, among gateways: [GatewaySpec]
  ) -> [Candidate] {
    let found = gateways.flatMap { scored(fields, $0) }
    return found.enumerated().sorted {
      $0.element.score != $1.element.score
        ? $0.element.score > $1.element.score : $0.offset < $1.offset
    }.map(\.element)
  }

  /// What the fields are at one gateway.
  /// - Parameter asked: the kind that somebody names; nil when the fields alone shall tell.
  public static func recognise(
    _ fields: FieldList, at gateway: GatewaySpec, as asked: MessageKind? = nil
  ) -> Recognition {
    let scored = scored(fields, gateway)
    let top = scored.map(\.score).max()
    let best = scored.filter { $0.score == top }
    guard let first = best.first else {
      // Nothing fits: whoever names a kind gets its table, whose own checks then refuse.
      let named = asked.flatMap(gateway.message).map {
        Candidate(gateway: gateway, message: $0, score: 0)
      }
      return Recognition(best: [], candidate: named, finding: nil)
    }
    if let asked {
      if let named = best.first(where: { $0.message.kind == asked }) {
        return Recognition(best: best, candidate: named, finding: nil)
      }
      return Recognition(
        best: best, candidate: first, finding: wrongKind(first.message, asked: asked))
    }
    guard best.count > 1 else { return Recognition(best: best, candidate: first, finding: nil) }
    return Recognition(best: best, candidate: first, finding: unclear(best.map(\.message)))
  }

  private static func wrongKind(_ message: MessageSpec, asked: MessageKind) -> Finding {
    Finding(
      .error, "wrong_kind",
      "\(asked.rawValue) was asked for; the fields are those of \(message.kind.rawValue) "
        + "(\(message.source))",
      hint: "what a message says counts for the kind that it is, never for another")
  }

  private static func unclear(_ messages: [MessageSpec]) -> Finding {
    let names = messages.map(\.kind.rawValue).joined(separator: " or ")
    // Nobody acts on a request of his own or on an unsigned answer; the rest must not be guessed.
    let decides = messages.contains { $0.kind.comesFromGateway && $0.signing != nil }
    return Finding(
      decides ? .error : .warning, "kind_unclear", "by its fields it may be \(names)",
      hint: "say which one with --message, or let the callback's path name it")
  }

  private static func scored(_ fields: FieldList, _ gateway: GatewaySpec) -> [Candidate] {
    gateway.messages.compactMap { message in
      score(fields, message).map { Candidate(gateway: gateway, message: message, score: $0) }
    }
  }

  /// Known names count for a message, missing required ones and unknown names against it; a field that
  /// only real servers send weighs less than one of the document.
  private static func score(_ fields: FieldList, _ message: MessageSpec) -> Int? {
    let present = Set(fields.fields.map(\.displayName))
    guard message.canBeAnswer(present) else { return nil }
    let rows = message.fields.filter { $0.parent == nil }
    var score = 0
    var known = 0
    for row in rows {
      let isPresent = row.spellings.contains { present.contains($0) }
      if isPresent {
        known += 1
        score += row.isDocumented ? (present.contains(row.name) ? 4 : 3) : 2
      } else if row.isDocumented, row.requirement == .required || row.requirement == .unstated {
        score -= row.role == .signature ? 1 : 3
      }
    }
    let spellings = Set(rows.flatMap(\.spellings))
    score -= present.filter { !spellings.contains($0) }.count * 2
    return known >= 2 && score > 0 ? score : nil
  }
}

/// What fields are at a gateway.
public struct Recognition: Sendable {
  /// The kinds that fit best, all equally well; empty when none fits.
  public var best: [MessageRecognizer.Candidate]
  /// The kind to check the message as; nil when none fits and none was named.
  public var candidate: MessageRecognizer.Candidate?
  /// Why the message is not what it is asked to be (`wrong_kind`), or why it cannot be told what it
  /// is (`kind_unclear`). An error forbids to act on it whatever its signature says.
  public var finding: Finding?
}

extension MessageSpec {
  /// Whether an answer with those names at the top says yes or no at all. What lacks the word that
  /// every answer of this kind has is no answer: it is a callback without some of its fields.
  func canBeAnswer(_ names: Set<String>) -> Bool {
    guard let success else { return true }
    func has(_ role: Role) -> Bool {
      let rows = fields.filter { $0.role == role }
      return rows.isEmpty
        || rows.contains { row in
          let top = row.parent.flatMap { parent in field(named: parent) } ?? row
          let wanted = top.spellings.map { $0.lowercased() }
          return names.contains { wanted.contains($0.lowercased()) }
        }
    }
    return has(success.role) || success.payURLDecides && has(.payURL)
  }
}
