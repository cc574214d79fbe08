import ArgumentParsing
import Gateways
import WireFormat

/// The message that comes nearest to fields which are none: what to say beside "no message".
struct NearestMessage {
  let gateway: GatewaySpec
  let message: MessageSpec
  /// Names that the message does not know, each with a known one like it.
  let unknown: [(name: String, suggestion: String?)]
  /// Fields that the document wants and that are absent.
  let missing: [String]

  /// The best of all messages of the gateways; nil when none knows a name, nor one like it.
  init?(_ fields: FieldList, among gateways: [GatewaySpec], kind: MessageKind? = nil) {
    let names = fields.fields.map(\.displayName)
    var best: (score: Int, found: NearestMessage)?
    for gateway in gateways {
      for message in gateway.messages where kind == nil || kind == message.kind {
        let found = NearestMessage(names, gateway, message)
        let likely = found.unknown.filter { $0.suggestion != nil }.count
        let known = names.count - found.unknown.count
        guard known + likely > 0 else { continue }
        let score =
          known * 8 + likely * 4 - (found.unknown.count - likely) * 2 - found.missing.count
        if best.map({ score > $0.score }) ?? true { best = (score, found) }
      }
    }
    guard let best else { return nil }
    self = best.found
  }

  private init(_ names: [String], _ gateway: GatewaySpec, _ message: MessageSpec) {
    self.gateway = gateway
    self.message = message
    let rows = message.fields.filter { $0.parent == nil }
    let known = rows.flatMap(\.spellings)
    let present = Set(names)
    let open = known.filter { !present.contains($0) }
    unknown = names.filter { !known.contains($0) }.map { name in
      (name, Suggester.nearest(to: name, among: open).first)
    }
    missing = rows.filter {
      $0.isDocumented && ($0.requirement == .required || $0.requirement == .unstated)
        && present.isDisjoint(with: $0.spellings)
    }.map(\.name)
  }

  /// `memberd is no field of … ; did you mean memberid?`
  static func sentence(_ name: String, _ suggestion: String?, of message: String) -> String {
    "\(name) is no field of \(message)" + (suggestion.map { "; did you mean \($0)?" } ?? "")
  }

  /// One sentence for a hint.
  var sentence: String {
    let subject = "\(message.kind.rawValue) of \(gateway.id)"
    let misspelt = unknown.filter { $0.suggestion != nil }
    if let first = misspelt.first {
      return Self.sentence(first.name, first.suggestion, of: subject)
    }
    var parts: [String] = []
    if !missing.isEmpty { parts.append("lacks \(Self.list(missing))") }
    if !unknown.isEmpty { parts.append("does not know \(Self.list(unknown.map(\.name)))") }
    return "nearest is \(subject)"
      + (parts.isEmpty ? "" : "; it " + parts.joined(separator: ", and "))
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
  }
}
