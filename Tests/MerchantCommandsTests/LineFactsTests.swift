import Gateways
import MerchantCommands
import PaymentValues
import Platform
import Synchronization
import Testing
import WireFormat

/// `verify --lines` names the order that was signed, and says of any other that it is claimed.
@Suite struct LineFactsTests {
  private let all = AllGateways()

  @Test func anUnsignedFieldOfAnotherMessageIsNeverTheOrder() {
    for message in AllGateways.callbacks {
      for other in AllGateways.messages where other.gateway.id != message.gateway.id {
        guard let row = other.message.field(.orderNumber), !message.fields.contains(row.name) else {
          continue
        }
        var mixed = message
        for field in other.fields.fields where !mixed.fields.contains(field.displayName) {
          mixed.fields.append(
            field.name == Array(row.name.utf8) ? Field(row.name, "VICTIM") : field)
        }
        for carrier in [SignedMessage.Carrier.form, .json] {
          let bytes = mixed.bytes(carrier)
          let line = all.line(bytes)
          let (word, outcome) = all.word(bytes)
          #expect(line?["verdict"]?.stringValue == word)
          #expect(line?["order"]?.stringValue == outcome.json?["order"]?.stringValue)
          if word == "valid" { #expect(line?["order"]?.stringValue == message.order) }
        }
      }
    }
  }

  @Test func anOrderThatNothingProvesIsClaimed() {
    for message in AllGateways.callbacks {
      let good = all.line(message.bytes(.form))
      #expect(good?["order"]?.stringValue == message.order)
      #expect(good?["claimed"] == nil)
      let bad = all.line(Array(message.form.replacing("=N", with: "=M").utf8))
      #expect(bad?["verdict"]?.stringValue == "invalid")
      #expect(bad?["claimed"]?.boolValue == true)
      let alone = all.word(Array(message.form.replacing("=N", with: "=M").utf8)).outcome
      #expect(alone.json?["claimed"]?.boolValue == true)
      #expect(alone.json?["order"]?.stringValue == bad?["order"]?.stringValue)
    }
  }

  @Test func blanksAtTheEndsAreReadAsVerifyReadsThem() {
    for message in AllGateways.messages {
      for text in [
        " \(message.form)", "\(message.form) ", "\t\(message.form)\t\r", message.form + "\r",
      ] {
        let line = all.line(Array(text.utf8))
        #expect(line?["verdict"]?.stringValue == all.word(Array(text.utf8)).word, "\(text)")
      }
    }
  }

  @Test func ownRequestsAreToldFromTheGatewaysWord() {
    for message in AllGateways.messages where !message.message.kind.comesFromGateway {
      let (word, outcome) = all.word(message.bytes(.form))
      #expect(word == "valid", "\(outcome.all)")
      #expect(outcome.output.contains("own_request"), "\(outcome.all)")
      #expect(all.line(message.bytes(.form))?["code"]?.stringValue == "own_request")
    }
  }

  @Test func everyRefusalHasAPlace() {
    let texts = [
      "x=1&y=2", "\n\n  z=1&yy=2", "{\"foo\":1,\"bar\":2}", "curl -d 'foo=1&bar=2' https://x/n",
      "memberd=1&orderd=2", "POST /n HTTP/1.1\nHost: x\n\nfoo=1&bar=2", "{", "hello",
    ]
    for text in texts {
      let outcome = all.word(Array(text.utf8)).outcome
      #expect(outcome.code == 65)
      let error = try? JSONValue.parse(Array(outcome.errors.utf8))["error"]
      let place = error?["place"]?.stringValue ?? ""
      #expect(place.split(separator: ":").count == 3, "\(text): \(outcome.errors)")
      #expect(error?["hint"]?.stringValue?.isEmpty == false)
      let line = all.line(Array(text.split(separator: "\n").joined(separator: " ").utf8))
      #expect(line?["place"]?.stringValue?.hasPrefix("byte ") == true, "\(text)")
    }
    #expect(all.word(Array("memberd=1&orderd=2".utf8)).outcome.errors.contains("did you mean"))
  }

  @Test(arguments: [
    "\u{1B}[2J", "\u{9B}2J", "\u{202E}", "\u{2066}", "\u{200B}", "\u{61C}", "\u{7}",
  ])
  func nothingRawReachesATerminal(text: String) throws {
    var message = AllGateways.callbacks[0]
    let name = message.message.field(.orderNumber)?.name ?? ""
    message.fields.set(name, .text(Array("N\(text)1".utf8)))
    message.signAnew()
    let path = all.bench.file("hostile.txt", message.bytes(.json) + [0x0A] + message.bytes(.form))
    let output = Mutex<[UInt8]>([])
    let folder = all.bench.folder
    let environment = CommandEnvironment(
      words: ["verify", "--lines", "--all", path].map { Array($0.utf8) },
      variable: { $0 == "XDG_CONFIG_HOME" ? folder + "/config" : nil },
      writeOutput: { bytes in output.withLock { $0 += bytes } }, writeError: { _ in },
      readInput: { _ in [] }, prompt: { _, _ in nil },
      isTerminal: (input: false, output: true, error: false), columns: 80, clock: .system,
      random: { 1 }, transport: { fatalError("nothing is sent") })
    _ = MerchantProgram.run(environment)
    let shown = String(decoding: output.withLock { $0 }, as: UTF8.self)
    #expect(!shown.contains(text))
    #expect(shown.contains("\\u"))
    for line in shown.split(separator: "\n") {
      #expect(throws: Never.self) { try JSONValue.parse(Array(line.utf8)) }
    }
    let piped = all.bench.run(["verify", "--lines", "--all", path]).output
    #expect(text.utf8.first.map { $0 < 0x20 } == true || piped.contains(text))
  }
}
