import Gateways
import PaymentValues
import Signing
import WireFormat

/// Keeps one gateway's kinds of messages apart. They are signed with one key and often by one rule, so
/// a good signature says who wrote a message, and not which one it is (docs/decisions/0008).
package struct KindCheck: Sendable {
  let gateway: GatewaySpec
  let message: MessageSpec

  /// Checks messages of that kind.
  package init(gateway: GatewaySpec, message: MessageSpec) {
    self.gateway = gateway
    self.message = message
  }

  /// Names, in small letters, that show another message: answers and callbacks have them at the top, or
  /// they decide in any message, and this one lacks them. What only the merchant's own requests have and
  /// decides nothing is no such name: gateways echo it in their callbacks, signed with the rest.
  package var foreignNames: Set<String> {
    let sent = others.filter(\.kind.comesFromGateway).flatMap { Self.names($0) }
    let deciding = others.flatMap { Self.names($0, where: \.decidesAnywhere) }
    return Set(sent + deciding).subtracting(Self.names(message))
  }

  /// A callback that holds another message's fields is that message, whatever rule signs it: a
  /// tolerance never widens the kind.
  func foreignFields(_ fields: [Field], _ names: MessageNames) -> [Finding] {
    guard message.kind.isCallback else { return [] }
    return fields.filter { names.foreign.contains(MessageNames.folded($0.name)) }.map { field in
      let name = field.displayName
      let owners = others.filter { Self.names($0).contains(name.lowercased()) }
      let owner = owners.first(where: \.kind.comesFromGateway) ?? owners.first
      return Finding(
        .error, "foreign_field", place: name,
        "\(name) is a field of \(owner?.kind.rawValue ?? "?"), \(message.kind.rawValue) "
          + "has none (\(message.source))",
        hint: "ask the gateway with a query; a field that its callbacks really carry belongs "
          + "into the callback's table")
    }
  }

  /// Why what was signed proves the message to be another kind just as well; nil when it does not.
  func unclear(_ check: SignatureCheck, _ names: MessageNames) -> Finding? {
    guard message.kind.isCallback else { return nil }
    for rival in names.rivals {
      let pairs = check.stringToSign.pairs
      guard pairs.allSatisfy({ rival.top.contains($0.name) }) else { continue }
      let signed = Set(pairs.map { String(decoding: $0.name, as: UTF8.self) })
      guard rival.message.canBeAnswer(signed) else { continue }
      return Finding(
        .error, "kind_unclear", place: message.signatureField,
        "every signed field is one of \(rival.message.kind.rawValue), too: nothing proves that it is "
          + message.kind.rawValue,
        hint: "a genuine message of this kind also signs "
          + (tellingNames(from: rival.message).first ?? "more")
      )
    }
    return nil
  }

  /// For each kind that a callback with those names could be mistaken for, the names that tell it
  /// apart: one of them has to be there and filled. The bulk engine asks the same question.
  package func tellingNames(with present: Set<String>) -> [[String]] {
    rivals.filter { $0.canBeAnswer(present) }.map(tellingNames(from:))
  }

  private func tellingNames(from rival: MessageSpec) -> [String] {
    let known = Set(rival.fields.filter { $0.parent == nil }.flatMap(\.spellings))
    let signed = message.fields.filter { row in
      guard row.parent == nil, row.role != .signature else { return false }
      switch message.signing?.selection {
      case .allExcept(let names): return !row.spellings.contains(where: names.contains)
      case .marked: return row.signed == true
      case .listed(let names): return names.contains(row.name)
      case nil: return false
      }
    }
    return signed.flatMap(\.spellings).filter { !known.contains($0) }
  }

  /// Kinds whose rule can give the same text. A template always signs all its names, so it can be
  /// taken for nothing else.
  var rivals: [MessageSpec] {
    guard message.kind.isCallback, !message.signsTemplate else { return [] }
    return others.filter { $0.signing != nil && !$0.signsTemplate }
  }

  private var others: [MessageSpec] { gateway.messages.filter { $0.kind != message.kind } }

  private static func names(
    _ message: MessageSpec, where isWanted: (FieldSpec) -> Bool = { _ in true }
  ) -> Set<String> {
    Set(
      message.fields.filter { $0.parent == nil && isWanted($0) }.flatMap(\.spellings)
        .map { $0.lowercased() })
  }
}

extension MessageSpec {
  fileprivate var signsTemplate: Bool {
    if case .listed = signing?.selection { return true }
    return false
  }
}
