import Gateways
import PaymentValues
import WireFormat

/// What happened; the state is the sum of these, and the state file is the list of them.
enum SandboxEvent: Sendable {
  case booked(BookingKey, gatewayOrder: String, Money, texts: [Role: String], at: Int64)
  case bookedAgain(BookingKey, at: Int64)
  case settled(BookingKey, Status, paid: Money, at: Int64)
  case called(BookingKey, CallbackAttempt)

  /// One line of JSON without its line end.
  var line: Bytes { JSONWriter(nonASCII: .escaped).bytes(json) }

  private var json: JSONValue {
    switch self {
    case .booked(let key, let gatewayOrder, let amount, let texts, let at):
      let members = texts.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { ($0.key.rawValue, JSONValue.string($0.value)) }
      return Self.object(
        "booked", key, at,
        [
          ("gateway-order", .string(gatewayOrder)), ("fen", JSONValue(amount.fen)),
          ("texts", .object(members)),
        ])
    case .bookedAgain(let key, let at):
      return Self.object("booked-again", key, at, [])
    case .settled(let key, let status, let paid, let at):
      return Self.object(
        "settled", key, at, [("status", .string(status.rawValue)), ("fen", JSONValue(paid.fen))])
    case .called(let key, let attempt):
      return Self.object(
        "called", key, attempt.unixMilliseconds,
        [
          ("number", JSONValue(attempt.number)), ("url", .string(attempt.url)),
          ("told", .string(attempt.told.rawValue)),
          ("http", attempt.httpStatus.map { JSONValue($0) } ?? .null),
          ("ack", .string(attempt.acknowledgement)), ("accepted", .bool(attempt.isAccepted)),
        ])
    }
  }

  private static func object(
    _ name: String, _ key: BookingKey, _ at: Int64, _ more: [(String, JSONValue)]
  ) -> JSONValue {
    .object(
      [
        ("event", .string(name)), ("at", JSONValue(at)), ("gateway", .string(key.gateway)),
        ("kind", .string(key.kind.rawValue)), ("order", .string(key.order)),
      ] + more)
  }

  /// Reads a line back; nil when it is none of ours.
  init?(line: Bytes) {
    guard let json = try? JSONValue.parse(line), let at = json["at"]?.integerValue,
      let gateway = json["gateway"]?.stringValue, let order = json["order"]?.stringValue,
      let kind = json["kind"]?.stringValue.flatMap(BookingKind.init)
    else { return nil }
    let key = BookingKey(gateway: gateway, kind: kind, order: order)
    let fen = json["fen"]?.integerValue.map { Money(fen: $0) }
    switch json["event"]?.stringValue {
    case "booked":
      guard let fen, let number = json["gateway-order"]?.stringValue,
        let members = json["texts"]?.objectMembers
      else { return nil }
      var texts: [Role: String] = [:]
      for (name, value) in members {
        guard let role = Role(rawValue: name), let text = value.stringValue else { return nil }
        texts[role] = text
      }
      self = .booked(key, gatewayOrder: number, fen, texts: texts, at: at)
    case "booked-again": self = .bookedAgain(key, at: at)
    case "settled":
      guard let fen, let status = json["status"]?.stringValue.flatMap(Status.init) else {
        return nil
      }
      self = .settled(key, status, paid: fen, at: at)
    case "called":
      guard let attempt = Self.attempt(json, at) else { return nil }
      self = .called(key, attempt)
    default: return nil
    }
  }

  private static func attempt(_ json: JSONValue, _ at: Int64) -> CallbackAttempt? {
    guard let number = json["number"]?.integerValue, let url = json["url"]?.stringValue,
      let told = json["told"]?.stringValue.flatMap(Status.init),
      let text = json["ack"]?.stringValue, let isAccepted = json["accepted"]?.boolValue
    else { return nil }
    return CallbackAttempt(
      number: Int(clamping: number), url: url, told: told,
      httpStatus: json["http"]?.integerValue.map { Int(clamping: $0) }, acknowledgement: text,
      isAccepted: isAccepted, unixMilliseconds: at)
  }
}
