import WireFormat

/// What the sandbox does wrong on purpose: how often, and for how long.
package struct SandboxFaults: Sendable, Equatable {
  /// Faults that come with a probability.
  package enum Chance: String, Sendable, CaseIterable {
    /// The connection ends before anything is booked.
    case lostRequest = "lost-request"
    /// The connection is reset before anything is booked.
    case reset
    /// The port is closed for `outage-ms`; this request ends unbooked, others are refused.
    case outage
    /// Booked, and no answer comes.
    case lostAnswer = "lost-answer"
    /// No answer comes, and the booking is made `late-ms` later.
    case lateBooking = "late-booking"
    /// Booked, and the answer breaks off.
    case halfAnswer = "half-answer"
    /// Booked, and the answer is HTTP 500.
    case error500 = "error-500"
    /// Booked, and the answer is a page of a proxy.
    case html
    /// Booked, and the answer says that the number was used before.
    case falseDuplicate = "false-duplicate"
    /// Booked, and an unsigned answer says that it was refused or has failed.
    case forgedFailure = "forged-failure"
    /// One digit of the signature of an answer or a callback is wrong.
    case badSignature = "bad-signature"
    /// The answer comes `delay-ms` later.
    case delay
    /// Paid at once: the callback is sent before the answer.
    case earlyCallback = "early-callback"
    /// Callbacks are shuffled, and one about an older state follows.
    case outOfOrder = "out-of-order"
  }

  /// Faults that are a time in milliseconds.
  package enum Span: String, Sendable, CaseIterable {
    /// How long a delayed answer waits.
    case delay = "delay-ms"
    /// How much later a late booking is made.
    case late = "late-ms"
    /// How long the port stays closed.
    case outage = "outage-ms"
    /// For how long after its booking a query does not know a number.
    case queryGrace = "query-grace-ms"
  }

  /// Probabilities; what is not named never happens.
  package var chances: [Chance: Ratio] = [:]
  /// Times; what is not named has its default.
  package var spans: [Span: Int64] = [:]

  /// No fault at all.
  package init() {}

  /// Reads `lost-answer=0.02,late-booking=0.02,late-ms=500`.
  package init(_ text: String) throws(SandboxFaultsError) {
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else { throw SandboxFaultsError(String(part), "it lacks a '='") }
      try set(String(sides[0]), String(sides[1]))
    }
  }

  /// Reads a JSON object of the same names; numbers may be written as numbers or texts.
  package init(json: JSONValue) throws(SandboxFaultsError) {
    guard let members = json.objectMembers else {
      throw SandboxFaultsError("faults", "a JSON object is wanted, not \(json.kindName)")
    }
    for (name, value) in members {
      try set(name, value.numberLiteral ?? value.stringValue ?? "")
    }
  }

  /// Sets one fault by name; the short names `drop`, `late` and `half` are known, too.
  package mutating func set(_ name: String, _ value: String) throws(SandboxFaultsError) {
    let short = ["drop": "lost-answer", "late": "late-booking", "half": "half-answer"]
    let full = short[name] ?? name
    if let chance = Chance(rawValue: full) {
      guard let ratio = Ratio(value), ratio.millionths <= Ratio.one.millionths else {
        throw SandboxFaultsError(name, "'\(value)' is no probability from 0 to 1")
      }
      chances[chance] = ratio
    } else if let span = Span(rawValue: full) {
      guard let milliseconds = Int64(value), (0...3_600_000).contains(milliseconds) else {
        throw SandboxFaultsError(name, "'\(value)' is no time from 0 to 3600000 milliseconds")
      }
      spans[span] = milliseconds
    } else {
      throw SandboxFaultsError(
        name, "there is no such fault; there are " + Self.names.joined(separator: ", "))
    }
  }

  /// Every name that `set` knows in full.
  package static let names = Chance.allCases.map(\.rawValue) + Span.allCases.map(\.rawValue)

  /// What is set, as a JSON object.
  package var json: JSONValue {
    let ratios = Chance.allCases.compactMap { chance in
      chances[chance].map { (chance.rawValue, JSONValue.number($0.description)) }
    }
    let times = Span.allCases.compactMap { span in
      spans[span].map { (span.rawValue, JSONValue($0)) }
    }
    return .object(ratios + times)
  }

  func milliseconds(_ span: Span) -> Int64 {
    spans[span] ?? (span == .queryGrace ? 0 : 300)
  }
}

/// Why a text names no fault.
package struct SandboxFaultsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name that was given.
  package var name: String
  /// One sentence.
  package var reason: String

  init(_ name: String, _ reason: String) {
    self.name = name
    self.reason = reason
  }

  /// The name and what is wrong with it.
  package var description: String { "\(name): \(reason)" }
}
