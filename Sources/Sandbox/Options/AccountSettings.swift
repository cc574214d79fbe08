import ByteText
import PaymentValues
import WireFormat

/// What can be set for one gateway while the sandbox runs.
struct AccountSettings: Sendable, Equatable {
  /// Whether what real servers take passes, too.
  var isLenient = false
  /// What payouts may still spend; nil for enough.
  var balance: Money?

  /// As JSON; the balance in yuan, null for enough.
  var json: JSONValue {
    .object([
      ("lenient", .bool(isLenient)), ("balance", balance.map { .string($0.yuan) } ?? .null),
    ])
  }
}

/// A change of settings: what is nil stays.
struct AccountChange: Sendable, Equatable {
  var isLenient: Bool?
  /// The inner nil stands for enough.
  var balance: Money??

  /// Reads `{"lenient": true, "balance": "1000.00"}`, or the same as form fields; a balance of null or
  /// an empty text is enough for everything. Throws what is wrong with it.
  init(_ body: Bytes) throws(AccountChangeError) {
    if let json = try? JSONValue.parse(body) {
      guard let members = json.objectMembers else {
        throw AccountChangeError("a JSON object is wanted, not \(json.kindName)")
      }
      for (name, value) in members {
        let text = value.numberLiteral ?? value.stringValue ?? value.boolValue.map { "\($0)" }
        guard let text = value.isNull ? "" : text else {
          throw AccountChangeError("\(name): a text, a number, true, false or null is wanted")
        }
        try set(name, text)
      }
    } else {
      let fields = (try? FormCodec.decode(body, maximumFields: 10))?.fields ?? []
      for field in fields {
        try set(field.displayName, field.value.display.filter { !$0.isWhitespace })
      }
    }
    guard isLenient != nil || balance != nil else {
      throw AccountChangeError("say lenient=true, lenient=false or balance=YUAN")
    }
  }

  private mutating func set(_ name: String, _ text: String) throws(AccountChangeError) {
    switch (name, text) {
    case ("lenient", "true"): isLenient = true
    case ("lenient", "false"): isLenient = false
    case ("lenient", _): throw AccountChangeError("lenient: '\(text)' is neither true nor false")
    case ("balance", ""): balance = .some(nil)
    case ("balance", _):
      guard let money = try? Money(operatorText: text) else {
        throw AccountChangeError("balance: '\(text)' is no amount in yuan")
      }
      balance = .some(money)
    default: throw AccountChangeError("\(name): there are lenient and balance")
    }
  }
}

/// Why settings are not changed.
struct AccountChangeError: Error, Equatable {
  /// One sentence.
  var reason: String

  init(_ reason: String) { self.reason = reason }
}
