import Gateways
import WireFormat

/// Tells by its field names which gateway's which message a capture is.
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
    for fields: FieldList, among gateways: [GatewaySpec], kind: MessageKind? = nil
  ) -> [Candidate] {
    var found: [Candidate] = []
    for gateway in gateways {
      for message in gateway.messages where kind == nil || kind == message.kind {
        if let score = score(fields, message) {
          found.append(Candidate(gateway: gateway, message: message, score: score))
        }
      }
    }
    return found.enumerated().sorted {
      $0.element.score != $1.element.score
        ? $0.element.score > $1.element.score : $0.offset < $1.offset
    }.map(\.element)
  }

  /// Known names count for a message, missing required ones and unknown names against it; a field that
  /// only real servers send weighs less than one of the document.
  private static func score(_ fields: FieldList, _ message: MessageSpec) -> Int? {
    let present = Set(fields.fields.map(\.displayName))
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
