import Gateways
import PaymentValues
import WireFormat

/// The text whose digest is the signature, kept apart from the key that belongs in it.
public struct StringToSign: Sendable, Equatable {
  /// One `name=value` of the text.
  public struct Pair: Sendable, Equatable {
    /// The field's name.
    public var name: Bytes
    /// The value as hashed, after every transform.
    public var value: Bytes

    package init(name: Bytes, value: Bytes) {
      self.name = name
      self.value = value
    }
  }

  /// The pairs in the order in which they are hashed.
  public let pairs: [Pair]
  private let rule: SigningRule

  /// Builds the text of a message. Where a name is doubled the last value counts, as in PHP and Java.
  /// - Parameters:
  ///   - fields: the message as it came or will go, the signature field included or not.
  ///   - message: the message's table: the marked rows and their other spellings.
  ///   - rule: the message's rule, a tolerance's, or a hypothesis'.
  public init(_ fields: FieldList, message: MessageSpec, rule: SigningRule) {
    self.init(chosen: FieldSelection.fields(fields, message: message, rule: rule), rule: rule)
  }

  /// Builds the text of fields that were chosen already: only empties, order and joining are left to do.
  public init(chosen: [Field], rule: SigningRule) {
    let writer = ValueWriter(rule: rule)
    let pairs = chosen.compactMap { field -> Pair? in
      writer.text(of: field).map { Pair(name: field.name, value: $0) }
    }
    self.pairs = PairOrder.sorted(
      pairs, by: rule.order, nameValueSeparator: rule.nameValueSeparator)
    self.rule = rule
  }

  /// The bytes that are hashed, with that key in its place.
  public func bytes(key: Bytes) -> Bytes {
    switch rule.key {
    case .outside:
      return joined(pairs)
    case .appended(let prefix):
      // With no pair left there is nothing to part from: the text is `key=…`, as the servers have it.
      let separator = Array(rule.pairSeparator.utf8)
      var head = Array(prefix.utf8)
      if pairs.isEmpty, !separator.isEmpty, head.starts(with: separator) {
        head.removeFirst(separator.count)
      }
      return joined(pairs) + head + key
    case .prepended(let suffix):
      return key + Array(suffix.utf8) + joined(pairs)
    case .surrounding(let before, let after):
      return key + Array(before.utf8) + joined(pairs) + Array(after.utf8) + key
    case .sorted(let name):
      let withKey = pairs + [Pair(name: Array(name.utf8), value: key)]
      return joined(
        PairOrder.sorted(withKey, by: rule.order, nameValueSeparator: rule.nameValueSeparator))
    }
  }

  /// The text with `‹key›` where the key belongs, for people.
  public var masked: String {
    String(decoding: bytes(key: Array(Secret.placeholder.utf8)), as: UTF8.self)
  }

  /// The masked text with every value as `display` shows it, for values that are personal.
  public func masked(display: (_ name: Bytes, _ value: Bytes) -> Bytes) -> String {
    let shown = pairs.map { Pair(name: $0.name, value: display($0.name, $0.value)) }
    return StringToSign(ordered: shown, rule: rule).masked
  }

  /// Builds the text of pairs that were chosen, written and sorted already.
  package init(ordered pairs: [Pair], rule: SigningRule) {
    self.pairs = pairs
    self.rule = rule
  }

  private func joined(_ pairs: [Pair]) -> Bytes {
    var result: Bytes = []
    for (index, pair) in pairs.enumerated() {
      if index > 0 { result += Array(rule.pairSeparator.utf8) }
      if rule.includesNames { result += pair.name + Array(rule.nameValueSeparator.utf8) }
      result += pair.value
    }
    return result
  }
}
