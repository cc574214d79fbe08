import Gateways
import HTTP
import MerchantCommands
import Messages
import PaymentValues
import Platform
import Signing
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

/// One message of a gateway's table with plausible values, paid where it says so, unsigned.
struct Specimen: Sendable, CustomTestStringConvertible {
  var gateway: GatewaySpec
  var message: MessageSpec

  static let key = "M3rchantKey0123456789abcdefABCDEF"
  static let order = "ORD20260101000001"
  static let merchant = "20001222"
  static let app = "0ae8be35ff634e2abe94f5f32f6d5c4f"

  /// Every message of every gateway.
  static let all: [Specimen] = GatewayCatalog.builtIn.flatMap { gateway in
    gateway.messages.map { Specimen(gateway: gateway, message: $0) }
  }

  static func of(_ gateway: String, _ kind: MessageKind) -> Specimen? {
    all.first { $0.gateway.id == gateway && $0.message.kind == kind }
  }

  var testDescription: String { "\(gateway.id)/\(message.kind.rawValue)" }

  /// The document's rule and every tolerance.
  var rules: [SigningRule] {
    [message.signing].compactMap { $0 } + message.tolerances.map(\.rule)
  }

  private var table: TableMessage {
    var table = TableMessage(gateway, message)
    table.order = Self.order
    return table
  }

  /// The documented fields without a signature.
  var fields: FieldList { table.fields }

  /// The fields with a signature at their end, by a rule of theirs.
  func signed(_ fields: FieldList, by rule: SigningRule? = nil) -> FieldList {
    table.signed(fields, by: rule, key: Secret(Array(Self.key.utf8)))
  }

  /// The fields as a JSON object, literals kept.
  static func json(_ list: FieldList) -> Bytes { TableMessage.json(list) }
}

extension Bench {
  /// A profile `shop` of that gateway with the specimens' account and key.
  func shop(_ gateway: GatewaySpec) {
    config(
      """
      [shop]
      gateway = \(gateway.id)
      base-url = https://gateway.example
      merchant-id = \(Specimen.merchant)
      app-id = \(Specimen.app)
      mode = test
      key = \(Specimen.key)
      """)
  }

  /// `verify` of a message in JSON.
  func verify(_ fields: FieldList, _ words: [String] = []) -> Outcome {
    run(
      ["verify", "-p", "shop", "--json", "--no-explain", "--no-journal"] + words,
      input: String(decoding: Specimen.json(fields), as: UTF8.self))
  }

  /// The verdict of `verify --lines` on one message.
  func line(_ bytes: Bytes) -> String? {
    let path = file("one-line.txt", bytes + [0x0A])
    let outcome = run(["verify", "-p", "shop", "--lines", "--all", path])
    let line = outcome.output.split(separator: "\n").first ?? ""
    return (try? JSONValue.parse(Array(line.utf8)))?["verdict"]?.stringValue
  }

  /// `query` of the specimens' order, answered with those bytes.
  func query(_ words: [String] = [], answer: Bytes) -> Outcome {
    run(["query", "-p", "shop", "--json", "--no-journal", Specimen.order] + words, answer: answer)
  }

  /// Runs the program with a gateway that gives one answer to everything.
  func run(_ words: [String], answer: Bytes) -> Outcome {
    let json = HTTPHeaders([("Content-Type", "application/json")])
    return run(words, transport: ScriptedGateway(answer, headers: json))
  }
}

extension Specimen {
  /// What `listen` keeps of an order's callback with those fields.
  func record(_ index: Int, _ order: String, _ verdict: CallbackVerdict, _ fields: FieldList)
    -> CallbackRecord
  {
    var record = CallbackRecord(.callback)
    record.sequence = UInt64(index + 1)
    record.time = 1_767_240_000_000
    record.verdict = verdict
    record.profile = "shop"
    record.gateway = gateway.id
    record.kind = .orderCallback
    record.order = order
    record.message = RawCallback(
      method: "POST", path: "/callback/shop", contentType: "application/x-www-form-urlencoded",
      body: FormCodec.encode(fields))
    return record
  }
}

/// The receiver of `listen` over a record of its own.
struct Listener {
  let receiver: CallbackReceiver
  let recorder: CallbackRecorder
  let bench: Bench
  let profiles: [Profile]

  init(_ gateways: [GatewaySpec], _ bench: Bench = Bench()) throws {
    var calls = FileCalls.system
    calls.sync = { _ in 0 }
    self.bench = bench
    recorder = try CallbackRecorder(bench.folder + "/callbacks.jsonl", calls: calls)
    profiles = gateways.enumerated().map { index, gateway in
      Profile(
        name: index == 0 ? "shop" : gateway.id, gateway: gateway,
        key: Secret(Array(Specimen.key.utf8)),
        values: [.merchantID: Specimen.merchant, .appID: Specimen.app])
    }
    receiver = try CallbackReceiver(profiles: profiles, recorder: recorder)
  }

  func post(_ body: Bytes, type: String, path: String = "/callback/shop") -> CallbackEvent {
    receiver.receive(
      HTTPRequest(
        method: "POST", url: path, headers: HTTPHeaders([("Content-Type", type)]), body: body),
      peer: "127.0.0.1"
    ).1
  }

  func postForm(_ fields: FieldList, path: String = "/callback/shop") -> CallbackEvent {
    post(FormCodec.encode(fields), type: "application/x-www-form-urlencoded", path: path)
  }

  func postJSON(_ fields: FieldList, path: String = "/callback/shop") -> CallbackEvent {
    post(Specimen.json(fields), type: "application/json", path: path)
  }

  var records: [CallbackRecord] {
    bench.text("callbacks.jsonl").split(separator: "\n").compactMap {
      CallbackRecord(line: Array($0.utf8))
    }
  }
}
