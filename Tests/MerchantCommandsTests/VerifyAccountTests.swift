import Gateways
import MerchantCommands
import PaymentValues
import Testing
import WireFormat

/// Whose message it is: by a key alone, by the account that the message names, by a key command that
/// is asked once.
@Suite struct VerifyAccountTests {
  private let bench = Bench()

  private func verify(
    _ message: SignedMessage, _ more: [String], input: String? = nil,
    variables: [String: String] = [:]
  ) -> Outcome {
    let path = bench.file("message.txt", message.bytes(.form))
    return bench.run(["verify", "--json"] + more + [path], variables: variables, input: input)
  }

  @Test func aKeyAloneIsEnough() {
    for message in AllGateways.messages {
      let key = SignedMessage.key(message.gateway)
      let file = bench.file("key", key)
      let runs = [
        verify(message, ["--key-file", file]),
        verify(message, ["--key-env", "SHOP_KEY"], variables: ["SHOP_KEY": key]),
        verify(message, ["--key-stdin"], input: key),
      ]
      for outcome in runs {
        #expect(outcome.code == 0, "\(message.message.source) \(outcome.all)")
        #expect(outcome.json?["order"]?.stringValue ?? "" == message.order)
        let codes = (outcome.json?["findings"]?.arrayElements ?? []).compactMap {
          $0["code"]?.stringValue
        }
        #expect(codes.contains("account_not_pinned"))
      }
      let lines = bench.file("lines.txt", message.bytes(.form) + [0x0A])
      #expect(bench.run(["verify", "--lines", "--key-file", file, lines]).code == 0)
    }
  }

  @Test func theGatewayIsToldByTheRuleThatFits() {
    for message in AllGateways.callbacks {
      let file = bench.file("key", SignedMessage.key(message.gateway))
      let outcome = verify(message, ["--key-file", file])
      #expect(outcome.json?["gateway"]?.stringValue == message.gateway.id)
    }
  }

  @Test func aKeyThatCannotBeReadIsToBlameItself() {
    bench.config("[shop]\ngateway = lianhe\nmode = test\nkey-file = /nonexistent/other\n")
    let message = AllGateways.callbacks[0]
    let runs: [(String, Outcome)] = [
      ("--key-file", verify(message, ["--key-file", "/nonexistent/key"])),
      ("--key-env", verify(message, ["--key-env", "NO_SUCH_VARIABLE"])),
      ("--key-stdin", verify(message, ["--key-stdin"], input: "")),
    ]
    for (option, outcome) in runs {
      #expect(outcome.code == 78, "\(outcome.all)")
      let error = outcome.errors.split(separator: "\n").last { $0.hasPrefix("{") } ?? ""
      let place = try? JSONValue.parse(Array(error.utf8))["error"]?["place"]?.stringValue
      #expect(place == option, "\(outcome.errors)")
    }
  }

  @Test func standardInputIsNotBothKeyAndMessage() {
    for words in [["verify"], ["verify", "--lines"], ["sign", "-g", "lianhe"]] {
      let outcome = bench.run(words + ["--key-stdin", "-"], input: "secret-secret-secret")
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains("both the key and the message"))
    }
  }

  @Test func withoutAnyAccountTheHintNamesTheKey() {
    let outcome = verify(AllGateways.callbacks[0], [])
    #expect(outcome.code == 78)
    #expect(outcome.errors.contains("--key-file"))
  }

  /// Two accounts with one key: the one whose number stands in the message counts.
  @Test func theNamedAccountCounts() {
    for message in AllGateways.callbacks {
      let key = SignedMessage.key(message.gateway)
      let id =
        message.message.field(.merchantID).map { _ in
          SignedMessage.identity[.merchantID] ?? ""
        } ?? ""
      func section(_ name: String, _ id: String) -> String {
        "[\(name)]\ngateway = \(message.gateway.id)\nmode = test\nkey = \(key)\nmerchant-id = \(id)\n"
      }
      let sections = [section("mine", id), section("other", "777")]
      for order in [sections, sections.reversed()] {
        bench.config(order.joined())
        let outcome = verify(message, [])
        #expect(outcome.code == 0)
        #expect(outcome.json?["profile"]?.stringValue == "mine")
        var cut = message
        cut.fields.fields.removeLast()
        #expect(verify(cut, []).json?["profile"]?.stringValue == "mine")
      }
    }
  }

  @Test func aKeyCommandIsAskedOnce() {
    let message = AllGateways.callbacks[0]
    let count = bench.folder + "/asked"
    let script = bench.file(
      "ask.sh", "#!/bin/sh\necho x >>\(count)\nprintf %s \(SignedMessage.key(message.gateway))\n",
      mode: 0o700)
    bench.config(
      "[shop]\ngateway = \(message.gateway.id)\nmode = test\nkey-command = [\"\(script)\"]\n")
    for more in [[], ["-p", "shop"]] {
      bench.file("asked", "")
      #expect(verify(message, more).code == 0)
      #expect(bench.text("asked") == "x\n")
    }
    let names = message.fields.fields.map(\.displayName).joined(separator: ",")
    let row = message.fields.fields.map(\.value.display).joined(separator: ",")
    let path = bench.file("rows.csv", ([names] + (0..<5).map { _ in row }).joined(separator: "\n"))
    bench.file("asked", "")
    #expect(bench.run(["verify", "-p", "shop", path]).code == 0)
    #expect(bench.text("asked") == "x\n")
  }

  @Test func aRefusedMessageSaysWhetherItsDigestFits() {
    let all = AllGateways()
    for message in AllGateways.callbacks {
      // Unsigned fields that decide do not exist; a field that is dropped after signing is absent.
      let decisive = message.message.field(.orderNumber)?.name ?? ""
      var cut = message
      cut.fields.remove(decisive)
      let (word, outcome) = all.word(cut.bytes(.form))
      #expect(word == "refused", "\(outcome.all)")
      let findings = outcome.json?["findings"]?.arrayElements ?? []
      let codes = findings.compactMap { $0["code"]?.stringValue }
      #expect(codes.contains("digest_misfit"))
      #expect(
        findings.contains {
          $0["code"]?.stringValue == "signed_field_absent" && $0["place"]?.stringValue == decisive
        })
      #expect(outcome.json?["sign_expected"]?.stringValue != nil)
      // Signed without it, the digest fits what came, and the message is refused all the same.
      cut.signAnew()
      let again = all.word(cut.bytes(.form))
      #expect(again.word == "refused")
      #expect(again.outcome.output.contains("digest_fits"), "\(again.outcome.all)")
    }
  }

  @Test func anAbsentSignedFieldIsNamedAndKeepsItsProfile() {
    let all = AllGateways()
    for message in AllGateways.callbacks {
      // Gateways share their names; the account that the message names tells them apart.
      all.bench.config(
        GatewayCatalog.builtIn.map { gateway in
          let isIts = gateway.id == message.gateway.id
          return "[\(gateway.id)]\ngateway = \(gateway.id)\nmode = test\n"
            + "key = \(SignedMessage.key(gateway))\nmerchant-id = "
            + (isIts ? SignedMessage.identity[.merchantID] ?? "" : "777") + "\n"
        }.joined())
      for row in message.message.fields where row.role != .signature && row.parent == nil {
        guard message.fields.contains(row.name), row.signed == true else { continue }
        var cut = message
        cut.fields.remove(row.name)
        let outcome = all.word(cut.bytes(.form)).outcome
        #expect(outcome.output.contains("\(row.name) is signed by the document and absent"))
        #expect(
          outcome.json?["profile"]?.stringValue == message.gateway.id
            || row.role == .merchantID, "\(outcome.all)")
      }
    }
  }

  @Test func aMistypedFieldIsNamedBySign() {
    bench.shop(gateway: "pay-index")
    let words = ["sign", "-p", "shop", "-m", "query"]
    let typed = bench.run(words + ["-F", "pay_memberid=1", "-F", "pay_ordrid=2"])
    #expect(typed.code == 0, "\(typed.all)")
    #expect(typed.errors.contains("did you mean pay_orderid?"), "\(typed.all)")
    let piped = bench.run(["sign", "-p", "shop", "-"], input: "pay_memebrid=1")
    #expect(piped.code == 65, "\(piped.all)")
    #expect(piped.errors.contains("did you mean pay_memberid?"), "\(piped.all)")
    let right = bench.run(words + ["-F", "pay_memberid=1", "-F", "pay_orderid=2"])
    #expect(right.code == 0)
    #expect(!right.errors.contains("is no field"))
  }
}
