import ByteText
import Digests
import Gateways
import PaymentValues
import WireFormat

/// One line of the record file.
package struct CallbackRecord: Sendable, Equatable {
  /// What the line tells.
  package enum Event: String, Sendable {
    /// A message came.
    case callback
    /// The shop's handler has taken the message whose `reference` it names.
    case handled
    /// So many refused messages were not recorded one by one.
    case refusals
    /// Bytes before this line were cut short by a crash; nobody had been told that they were safe.
    case torn
  }

  /// What the line tells.
  package var event: Event
  /// Counts the records, from 1; given by the recorder.
  package var sequence: UInt64 = 0
  /// Milliseconds since 1970 UTC; given by the recorder.
  package var time: Int64 = 0
  /// The verdict on a message.
  package var verdict: CallbackVerdict?
  /// Codes of what was noticed.
  package var codes: [String] = []
  /// The profile, as far as one fitted.
  package var profile: String?
  /// The gateway's identifier.
  package var gateway: String?
  /// The kind of callback.
  package var kind: MessageKind?
  /// The merchant's order number; unproven unless the verdict is a signed one.
  package var order: String?
  /// What the message says about money, when it was signed.
  package var facts: CallbackFacts?
  /// Names the signed text.
  package var signed: CallbackDigest?
  /// Whether the same was acknowledged before.
  package var isRepeated = false
  /// Whether a handler has to take it before it is acknowledged.
  package var isForwarded = false
  /// The sender's address, without port.
  package var peer: String?
  /// The message; absent for identical repeats and for refused ones that no holder of the key signed.
  package var message: RawCallback?
  /// For `handled`: the sequence of the callback. For `refusals`: how many. For `torn`: the offset.
  package var reference: UInt64?

  /// Makes an empty record.
  package init(_ event: Event) { self.event = event }
}

// MARK: - Lines

extension CallbackRecord {
  private static let checksumMark = Array(",\"c\":\"".utf8)
  private static let checksumLength = 6 + 8 + 2

  /// The line with its LF: JSON of ASCII bytes that ends with the CRC-32 of what stands before it.
  var line: Bytes {
    var bytes = JSONWriter(nonASCII: .escaped).bytes(.object(members))
    bytes.removeLast()
    let sum = CRC32.checksum(bytes)
    bytes += Self.checksumMark + Self.hex(sum) + Array("\"}\n".utf8)
    return bytes
  }

  /// Reads a line without its LF; nil when it is none of ours or does not fit its checksum.
  init?(line: Bytes) {
    guard line.count > Self.checksumLength else { return nil }
    let head = Array(line.dropLast(Self.checksumLength))
    let tail = Self.checksumMark + Self.hex(CRC32.checksum(head)) + Array("\"}".utf8)
    guard line.suffix(Self.checksumLength).elementsEqual(tail),
      let value = try? JSONValue.parse(line), value["v"]?.integerValue == 1,
      let event = value["event"]?.stringValue.flatMap(Event.init),
      let sequence = value["n"]?.numberLiteral.flatMap({ UInt64($0) }),
      let time = value["t"]?.integerValue
    else { return nil }
    self.init(event)
    self.sequence = sequence
    self.time = time
    read(value)
  }

  private static func hex(_ sum: UInt32) -> Bytes {
    Hex.encode((0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * UInt32($0))) })
  }

  private var members: [(String, JSONValue)] {
    var list: [(String, JSONValue)] = [
      ("v", 1), ("n", JSONValue(sequence)), ("t", JSONValue(time)),
      ("event", .string(event.rawValue)),
    ]
    func add(_ name: String, _ text: String?) {
      if let text { list.append((name, .string(text))) }
    }
    add("verdict", verdict?.rawValue)
    if !codes.isEmpty { list.append(("codes", .array(codes.map { .string($0) }))) }
    add("profile", profile)
    add("gateway", gateway)
    add("kind", kind?.rawValue)
    add("order", order)
    if let facts {
      add("gatewayOrder", facts.gatewayOrder)
      add("state", facts.state)
      add("status", facts.status.rawValue)
      if let amount = facts.amount { list.append(("amount", JSONValue(amount.fen))) }
      if let paid = facts.paid { list.append(("paid", JSONValue(paid.fen))) }
    }
    add("signed", signed?.hex)
    if isRepeated { list.append(("repeated", true)) }
    if isForwarded { list.append(("forwarded", true)) }
    add("peer", peer)
    if let message {
      add("method", message.method)
      add("path", message.path)
      add("type", message.contentType)
      if let query = message.query { list.append(Self.member("query", query)) }
      list.append(Self.member("body", message.body))
    }
    if let reference { list.append(("reference", JSONValue(reference))) }
    return list
  }

  /// Bytes as text where they are UTF-8, else as hexadecimal digits under another name.
  private static func member(_ name: String, _ bytes: Bytes) -> (String, JSONValue) {
    UTF8Validation.isValid(bytes)
      ? (name, .string(String(decoding: bytes, as: UTF8.self)))
      : (name + "Hex", .string(String(decoding: Hex.encode(bytes), as: UTF8.self)))
  }

  private static func bytes(_ name: String, _ value: JSONValue) -> Bytes? {
    if let text = value[name]?.stringValue { return Array(text.utf8) }
    return value[name + "Hex"]?.stringValue.flatMap { Hex.decode(Array($0.utf8)) }
  }

  private mutating func read(_ value: JSONValue) {
    verdict = value["verdict"]?.stringValue.flatMap(CallbackVerdict.init)
    codes = (value["codes"]?.arrayElements ?? []).compactMap(\.stringValue)
    profile = value["profile"]?.stringValue
    gateway = value["gateway"]?.stringValue
    kind = value["kind"]?.stringValue.flatMap(MessageKind.init)
    order = value["order"]?.stringValue
    if let profile, let kind, let order,
      let status = value["status"]?.stringValue.flatMap(Status.init)
    {
      facts = CallbackFacts(
        profile: profile, kind: kind, order: order,
        gatewayOrder: value["gatewayOrder"]?.stringValue, state: value["state"]?.stringValue,
        status: status, amount: value["amount"]?.integerValue.map { Money(fen: $0) },
        paid: value["paid"]?.integerValue.map { Money(fen: $0) })
    }
    signed = value["signed"]?.stringValue.flatMap { CallbackDigest(hex: $0) }
    isRepeated = value["repeated"]?.boolValue ?? false
    isForwarded = value["forwarded"]?.boolValue ?? false
    peer = value["peer"]?.stringValue
    if let method = value["method"]?.stringValue, let path = value["path"]?.stringValue,
      let body = Self.bytes("body", value)
    {
      message = RawCallback(
        method: method, path: path, query: Self.bytes("query", value),
        contentType: value["type"]?.stringValue, body: body)
    }
    reference = value["reference"]?.numberLiteral.flatMap { UInt64($0) }
  }
}
