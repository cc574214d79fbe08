import Gateways
import MerchantCommands
import PaymentValues
import Platform
import WireFormat

/// A bench with an account at every built-in gateway, and signed messages of them.
struct AllGateways {
  let bench = Bench()

  init(more: String = "") {
    bench.config(
      GatewayCatalog.builtIn.map { gateway in
        "[\(gateway.id)]\ngateway = \(gateway.id)\nmode = test\nkey = \(SignedMessage.key(gateway))\n"
          + "merchant-id = \(SignedMessage.identity[.merchantID] ?? "")\n"
          + "app-id = \(SignedMessage.identity[.appID] ?? "")\n"
      }.joined() + more)
  }

  /// A message of every signed kind, by its document's rule.
  static let messages: [SignedMessage] = {
    var random = SplitMix64(seed: 3)
    return SignedMessage.kinds.indices.map { number in
      var message = SignedMessage(number, &random)
      message.signAnew()
      return message
    }
  }()

  /// One callback of every kind that has one.
  static let callbacks = messages.filter(\.message.kind.isCallback)

  /// The callbacks and a third of the others: enough to show a rule.
  static let some = messages.enumerated().filter {
    $0.element.message.kind.isCallback || $0.offset % 3 == 0
  }.map(\.element)

  /// What `verify` says of a text: its word, `unreadable` with the code without a report.
  func word(_ text: Bytes, _ more: [String] = []) -> (word: String, outcome: Outcome) {
    let path = bench.file("capture.txt", text)
    let outcome = bench.run(["verify", "--no-explain", "--no-journal", "--json"] + more + [path])
    let json = outcome.json
    let report = json?["messages"]?.arrayElements?.first ?? json
    return (report?["verdict"]?.stringValue ?? outcome.errorCode ?? "exit \(outcome.code)", outcome)
  }

  /// What `verify --lines` says of a text without line feeds.
  func line(_ text: Bytes, _ more: [String] = []) -> JSONValue? {
    let path = bench.file("lines.txt", text + [0x0A])
    let outcome = bench.run(["verify", "--lines", "--all"] + more + [path])
    return outcome.output.split(separator: "\n").first.flatMap {
      try? JSONValue.parse(Array($0.utf8))
    }
  }
}

extension SignedMessage {
  /// Replaces the signature by the document's.
  mutating func signAnew() {
    guard let rule = message.signing, let name = message.signatureField else { return }
    fields.remove(name)
    let key = Secret(Array(Self.key(gateway).utf8))
    fields.append(name, Self.sign(fields, message, rule, key))
  }

  /// The form as text.
  var form: String { String(decoding: bytes(.form), as: UTF8.self) }

  /// The JSON object as text.
  var json: String { String(decoding: bytes(.json), as: UTF8.self) }

  /// The order number.
  var order: String {
    message.field(.orderNumber).flatMap { fields[$0.name]?.display } ?? ""
  }
}
