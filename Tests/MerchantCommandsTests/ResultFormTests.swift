import PaymentValues
import TestSupport
import Testing
import WireFormat

@testable import MerchantCommands

/// Every command that has a result gives it in every form, and ends the same way in each.
@Suite struct ResultFormTests {
  /// A command with a result, run in a place of its own for each form.
  struct Scene: Sendable, CustomTestStringConvertible {
    var name: String
    var code: Int32 = 0
    /// Whether the result is one value that `-o value` prints.
    var hasValue = true
    /// Whether JSON has the records' totals alone.
    var records: Records = .some
    var words: @Sendable (Till) -> [String]
    var testDescription: String { name }

    enum Records {
      case some
      /// The result is one object and has one record.
      case one
      /// There is no result in records.
      case none
    }
  }

  private static let callback = [
    "payOrderId=P1", "mchId=20001222", "appId=0ae8", "productId=8000", "mchOrderNo=M1",
    "amount=100",
    "status=2", "backType=1",
  ]

  private static func payout(_ till: Till, _ more: String...) -> [String] {
    till.batch()
    return [
      "payout", "--file", "\(till.bench.folder)/wages.csv", "--confirm-total", Till.total(3),
    ] + more
  }

  /// The first payout's number, after a batch was paid.
  private static func paid(_ till: Till) -> String {
    _ = till.run(payout(till))
    let report = till.run(["payout", "status", "wages", "-p", "shop", "-o", "json"]).json
    return report?["rows"]?.arrayElements?.first?["order"]?.stringValue ?? ""
  }

  static let scenes: [Scene] = [
    Scene(name: "sign", records: .one) { _ in ["sign", "-m", "order-callback"] + callback },
    Scene(name: "verify", code: 1, records: .one) { till in
      let text = callback.joined(separator: "&") + "&sign=00"
      return ["verify", "-p", "shop", till.bench.file("captured.txt", text)]
    },
    Scene(name: "bank-codes") { _ in ["bank-codes", "建设"] },
    Scene(name: "gateways") { _ in ["gateways"] },
    Scene(name: "gateways show", records: .one) { _ in ["gateways", "show", "lianhe"] },
    Scene(name: "gateways check", records: .one) { till in
      let text = till.run(["gateways", "export", "lianhe"]).output
      return ["gateways", "check", till.bench.file("mine.json", text)]
    },
    Scene(name: "config list") { _ in ["config", "list"] },
    Scene(name: "config show", records: .one) { _ in ["config", "show"] },
    Scene(name: "config check") { _ in ["config", "check"] },
    Scene(name: "version", records: .one) { _ in ["version"] },
    Scene(name: "completion", records: .one) { _ in ["completion", "bash", "--install"] },
    Scene(name: "payout") { till in payout(till) },
    Scene(name: "payout --dry-run") { till in payout(till, "--dry-run") },
    Scene(name: "payout plan") { till in
      till.batch()
      return ["payout", "plan", "--file", "\(till.bench.folder)/wages.csv"]
    },
    Scene(name: "payout status") { till in
      _ = paid(till)
      return ["payout", "status"]
    },
    Scene(name: "payout status NAME") { till in
      _ = paid(till)
      return ["payout", "status", "wages"]
    },
    Scene(name: "payout resolve") { till in
      _ = paid(till)
      return ["payout", "resolve", "wages"]
    },
    Scene(name: "query", records: .one) { till in ["query", "--payout", paid(till)] },
    Scene(name: "journal list", hasValue: false) { till in
      _ = paid(till)
      return ["journal", "list"]
    },
    Scene(name: "journal show", hasValue: false) { till in ["journal", "show", paid(till)] },
    Scene(name: "journal verify", records: .one) { till in
      _ = paid(till)
      return ["journal", "verify"]
    },
    Scene(name: "reconcile", code: 1) { till in
      let ours = till.bench.file("ours.csv", "order,amount,status\nA,1.00,paid\nB,2.00,paid\n")
      let theirs = till.bench.file("theirs.csv", "order,amount,status\nA,1.50,paid\n")
      return ["reconcile", "--ours", ours, "--theirs", theirs]
    },
    Scene(name: "notify", code: 1) { _ in
      ["notify", "-p", "shop", "--order", "A1", "--amount", "1.00", "http://127.0.0.1:9/notify"]
    },
  ]

  private func run(_ scene: Scene, _ form: [String]) -> Outcome {
    let till = Till()
    till.profile("shop", Till.payCenter)
    till.gateway.set { $0.state = "2" }
    return till.run(scene.words(till) + form)
  }

  @Test(arguments: scenes)
  func aResultHasEveryForm(_ scene: Scene) throws {
    let table = run(scene, [])
    #expect(table.code == scene.code, "\(table.all)")
    #expect(!table.output.isEmpty)
    let json = run(scene, ["-o", "json"])
    #expect(json.code == scene.code)
    #expect(json.json?["schema"]?.integerValue == 2, "\(json.output)")
    let lines = run(scene, ["-o", "ndjson"])
    #expect(lines.code == scene.code)
    let objects = try lines.output.split(separator: "\n").map {
      try JSONValue.parse(Array($0.utf8))
    }
    let rows = run(scene, ["-o", "tsv"]).output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    let heading = try #require(rows.first)
    #expect(rows.allSatisfy { $0.count == heading.count })
    #expect(rows.count == objects.count + 1)
    if scene.records == .one { #expect(objects.count == 1) }
    let names = Set(objects.flatMap { ($0.objectMembers ?? []).map(\.0) })
    for name in heading where scene.name != "reconcile" {
      let isThere = names.contains(String(name)) || names.contains("\(name)_fen")
      #expect(isThere, "\(name) is in no object")
    }
    let csv = run(scene, ["-o", "csv"])
    #expect(csv.code == scene.code)
    #expect(csv.output.hasPrefix(heading.joined(separator: ",") + "\r\n"))
  }

  @Test(arguments: scenes)
  func oneValueOrARefusalThatSaysWhatToDo(_ scene: Scene) {
    let value = run(scene, ["-o", "value"])
    #expect(value.code == (scene.hasValue ? scene.code : 64), "\(value.all)")
    #expect(value.output.isEmpty != scene.hasValue)
    if !scene.hasValue { #expect(value.errors.contains("--fields")) }
  }

  @Test(arguments: scenes)
  func fieldsChooseInEveryForm(_ scene: Scene) throws {
    let heading = run(scene, ["-o", "csv"]).output.prefix { $0 != "\r\n" }.split(separator: ",")
    let name = try String(#require(heading.first))
    for form in ["table", "csv", "tsv", "value"] {
      let chosen = run(scene, ["-o", form, "--fields", name])
      #expect(chosen.code == scene.code, "\(form): \(chosen.all)")
      let lines = chosen.output.split(whereSeparator: \.isNewline)
      #expect(form == "value" || lines.first.map(String.init) == name, "\(chosen.output)")
      #expect(form == "value" || lines.count > 1)
    }
    let template = run(scene, ["--template=<{\(name)}>"])
    #expect(template.code == scene.code)
    #expect(template.output.hasPrefix("<"))
    for form in ["table", "json", "ndjson", "csv", "tsv", "value"] {
      let wrong = run(scene, ["-o", form, "--fields", "nonsense"])
      #expect(wrong.code == 64, "\(form): \(wrong.all)")
      #expect(wrong.output.isEmpty)
      #expect(wrong.errors.contains("the members are"))
    }
  }

  static let failures: [([String], Int32, String)] = [
    (["sign", "-p", "nobody", "a=1"], 78, "unknown_profile"),
    (["sign", "a=1", "b"], 64, "not_a_field"),
    (["verify", "/nonexistent"], 66, "file_missing"),
    (["create-order", "-p", "shop"], 64, "missing_field"),
    (["query"], 64, "missing_required"), (["query", "M1"], 69, "connect_failed"),
    (["payout", "--file", "/nonexistent"], 66, "file_missing"),
    (["payout", "status", "none"], 65, "no_such_plan"),
    (["payout", "resolve", "none"], 65, "no_such_plan"),
    (["payout", "resend", "none"], 65, "no_such_plan"),
    (["payout", "approve", "none"], 65, "no_such_plan"),
    (["bank-codes", "nothing-like-it"], 1, "no_match"),
    (["gateways", "show", "none"], 78, "unknown_gateway"),
    (["gateways", "check", "/nonexistent"], 66, "gateway_file_unreadable"),
    (["config", "show", "-p", "nobody"], 78, "unknown_profile"),
    (["journal", "show", "M1"], 74, "journal_missing"),
    (["notify", "http://192.0.2.1/n", "--order", "A1"], 77, "remote_handler"),
    (["replay", "/nonexistent"], 74, "journal_missing"),
    (["reconcile", "--ours", "/nonexistent", "--theirs", "/nonexistent"], 66, "file_unreadable"),
    (["help", "nonsense"], 64, "unknown_topic"),
    (["sandbox", "--gateway-file", "/nonexistent"], 66, "gateway_file_unreadable"),
    (["rehearse", "--gateway-file", "/nonexistent"], 66, "gateway_file_unreadable"),
  ]

  @Test(arguments: failures)
  func aFailureSaysNothingOnStandardOutput(words: [String], code: Int32, error: String) {
    for form in ["table", "json", "ndjson", "csv", "tsv", "value"] {
      let till = Till()
      till.profile("shop", Till.payCenter)
      till.gateway.set { $0.isDown = true }
      let failed = till.run(words + ["-o", form])
      #expect(failed.code == code, "\(form): \(failed.all)")
      #expect(failed.output.isEmpty || error == "connect_failed", "\(form): \(failed.output)")
      if form.hasSuffix("json"), error != "connect_failed" {
        #expect(failed.errorCode == error, "\(failed.errors)")
      } else if error != "connect_failed" {
        #expect(failed.errors.hasPrefix("error: "), "\(failed.errors)")
      }
    }
  }

  /// A state file that others can change is refused with what to do about it, and nothing else.
  @Test func theSandboxSaysWhatToDoAboutItsFile() {
    let bench = Bench()
    let path = bench.file("state", "", mode: 0o666)
    let outcome = bench.run(["sandbox", "--port", "0", "--state", path])
    #expect(outcome.code == 77)
    #expect(outcome.errors.contains("chmod 600"), "\(outcome.all)")
    #expect(!outcome.errors.contains("loopback"))
  }

  @Test func aWrongFaultOfTheSandboxIsToldInWords() {
    let outcome = Bench().run(["sandbox", "--port", "0", "--faults", "x=1"])
    #expect(outcome.code == 64, "\(outcome.all)")
    #expect(outcome.errors.contains("there is no such fault"))
    #expect(!outcome.errors.contains("SandboxFaultsError"))
  }
}
