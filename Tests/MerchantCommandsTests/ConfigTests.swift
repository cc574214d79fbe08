import Glibc
import MerchantCommands
import Testing
import WireFormat

@Suite struct ConfigFaultTests {
  private let head = "[shop]\ngateway = pay-center\nmode = test\n"
  private let words = ["sign", "-p", "shop", "mchId=1", "amount=100", "--json"]

  @Test(arguments: [
    ("[shop]\ngateway = pay-center\nallow-palin-http = yes\nkey = 12345678", "config_unknown_key"),
    ("[shop]\ngateway = pay-center\nkey = 12345678\nkey = 12345678", "config_duplicate"),
    ("[shop]\ngateway = pay-center\nkey = 12345678\n[shop]\n", "config_duplicate"),
    ("[shop]\ngateway = pay-center\nkey 12345678", "config_syntax"),
    ("[sh op]\ngateway = pay-center", "config_profile_name"), ("[../shop]", "config_profile_name"),
    ("[]", "config_profile_name"), ("[shop", "config_profile_name"),
    ("[shop]\ngateway = pay-center\nkey = 1234\u{1}5678", "config_control_character"),
    ("[shop]\ngateway = pay-center\nkey = 12345678\nkey-file = /x", "key_given_twice"),
    ("[shop]\ngateway = pay-center\nkey = 12345678\nmode = lvie", "config_bad_value"),
    ("[shop]\ngateway = pay-center\nkey = 12345678\nprotected = maybe", "config_bad_value"),
    ("[shop]\ngateway = pay-center\nkey = 12345678\ndeadline = soon", "config_bad_value"),
    ("[shop]\ngateway = pay-centre\nkey = 12345678", "unknown_gateway"),
    ("[shop]\nkey = 12345678", "no_gateway"), ("[shop]\ngateway = pay-center", "no_key"),
    ("[shop]\ngateway = pay-center\nkey =", "no_key"),
    ("[shop]\ngateway = pay-center\nkey = 1234 5678", "key_blank"),
    ("[shop]\ngateway = pay-center\nkey-command = pass show", "key_command_syntax"),
    ("[other]\ngateway = pay-center\nkey = 12345678", "unknown_profile"),
  ])
  func aFaultIsNamedAndNothingIsSigned(text: String, code: String) {
    let bench = Bench()
    bench.config(text)
    let outcome = bench.run(words)
    let accepted: Set<String> = code == "no_key" ? ["no_key", "key_empty"] : [code]
    #expect(outcome.code == 78, "\(outcome.errors)")
    #expect(accepted.contains(outcome.errorCode ?? ""), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.contains("12345678"))
  }

  @Test func bytesThatAreNoTextAreAFault() {
    let bench = Bench()
    bench.file("config/merchant/config", Array("[shop]\ngateway = ".utf8) + [0xB2, 0xE8])
    #expect(bench.run(words).errorCode == "config_not_utf8")
  }

  @Test func aTypoBeforeTheFirstProfileIsAFaultToo() {
    let bench = Bench()
    bench.config(
      "defualt-profile = shop\n[shop]\ngateway = pay-center\nmode = test\nkey = 12345678")
    #expect(bench.run(["sign", "mchId=1", "amount=100"]).code == 78)
  }

  @Test(
    arguments: [(0o644, 77), (0o640, 77), (0o604, 77), (0o600, 0), (0o400, 0)] as [(UInt32, Int32)])
  func aLiveKeyStandsInAClosedFile(mode: UInt32, code: Int32) {
    let bench = Bench()
    bench.config("[shop]\ngateway = pay-center\nkey = kK9_kK9_kK9_kK9_", mode: mode)
    #expect(bench.run(words).code == code)
    bench.config("[shop]\ngateway = pay-center\nmode = test\nkey = kK9_kK9_kK9_kK9_", mode: mode)
    let test = bench.run(words)
    #expect(test.code == 0)
    #expect(test.errors.contains("chmod 600") == (code != 0))
  }

  @Test func aMissingConfigurationThatWasNamedIsNoInput() {
    #expect(Bench().run(words + ["--config", "/nonexistent/x"]).code == 66)
    #expect(Bench().run(words).code == 78)
  }

  // MARK: Key files

  private func sign(_ bench: Bench, keyFile: String) -> Outcome {
    bench.config(head + "key-file = \(keyFile)")
    return bench.run(words)
  }

  private let good = "48DD4DBF8FA76DA476F3A46009AE5020"

  @Test(arguments: ["", "\n", "\r\n"])
  func oneLineEndIsCutOff(end: String) {
    let bench = Bench()
    let outcome = sign(bench, keyFile: bench.file("key", Bench.key + end))
    #expect(outcome.code == 0)
    #expect(outcome.json?["sign"]?.stringValue == good)
    #expect(outcome.errors.contains("line end") == !end.isEmpty)
  }

  @Test(arguments: [
    ("", "key_empty"), ("\n", "key_empty"), (" kK9_kK9_", "key_blank"), ("kK9_kK9_ ", "key_blank"),
    ("kK9_ kK9_", "key_blank"), ("kK9_kK9_\n\n", "key_blank"), ("kK9_\nkK9_", "key_blank"),
    ("kK9_\tkK9_", "key_blank"), ("\u{FEFF}kK9_kK9_", "key_bom"), ("kK9_\u{0}kK9_", "key_blank"),
  ])
  func whatIsAroundAKeyIsNotGuessedAt(text: String, code: String) {
    let bench = Bench()
    let outcome = sign(bench, keyFile: bench.file("key", text))
    #expect(outcome.code == 78)
    #expect(outcome.errorCode == code)
    #expect(!outcome.all.contains("kK9_"))
  }

  @Test(arguments: [0o644, 0o640, 0o660, 0o601, 0o602, 0o777] as [UInt32])
  func anOpenKeyFileIsRefused(mode: UInt32) {
    let bench = Bench()
    let outcome = sign(bench, keyFile: bench.file("key", Bench.key, mode: mode))
    #expect(outcome.code == 77)
    #expect(outcome.errorCode == "key_file_mode")
    #expect(outcome.errors.contains("chmod 600"))
  }

  @Test func aKeyFileIsAFile() {
    let bench = Bench()
    let target = bench.file("target", Bench.key)
    symlink(target, bench.folder + "/link")
    mkfifo(bench.folder + "/fifo", 0o600)
    bench.file("large", String(repeating: "k", count: 70_000))
    for name in ["link", "fifo", "large", "config", "missing"] {
      let outcome = sign(bench, keyFile: bench.folder + "/" + name)
      #expect(outcome.code == 78, "\(name)")
      #expect(outcome.errorCode == "key_file_unreadable", "\(name)")
    }
    #expect(sign(bench, keyFile: "/dev/zero").code == 78)
    bench.file("home.key", Bench.key)
    #expect(sign(bench, keyFile: "~/home.key").code == 0)
  }

  @Test(arguments: ["key", "商户密钥", "your_key", "secret"])
  func aPlaceholderSignsNothing(key: String) {
    let bench = Bench()
    bench.shop(key: key)
    #expect(bench.run(words).code == 78)
    #expect(bench.run(["verify", "-p", "shop"], input: "mchId=1&amount=1&sign=x").code != 0)
    #expect(bench.run(["config", "check"]).code == 78)
  }

  @Test func aShortKeyIsWarnedOf() {
    let bench = Bench()
    bench.shop(key: "1234567")
    let outcome = bench.run(words)
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("shorter"))
  }

  // MARK: Where a key may come from

  @Test func aKeyIsNeverAWord() {
    let bench = Bench()
    bench.shop()
    for words in [["--key", "CANARY-1234"], ["--key=CANARY-1234"]] {
      for more in [[], ["--json"]] {
        let outcome = bench.run(["sign", "-p", "shop", "mchId=1"] + words + more)
        #expect(outcome.code == 64)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.all.contains("CANARY"))
        #expect(outcome.errors.contains("--key-file"))
      }
    }
  }

  @Test func optionsBringAKey() {
    let bench = Bench()
    let message = ["sign", "-g", "pay-center", "--no-config", "mchId=1", "amount=100", "--json"]
    let path = bench.file("key", Bench.key)
    #expect(bench.run(message + ["--key-file", path]).json?["sign"]?.stringValue == good)
    let named = bench.run(message + ["--key-env", "K"], variables: ["K": Bench.key])
    #expect(named.json?["sign"]?.stringValue == good)
    #expect(bench.run(message + ["--key-env", "K"]).code == 78)
    #expect(
      bench.run(message + ["--key-stdin"], input: Bench.key + "\n").json?["sign"]?.stringValue
        == good)
    #expect(bench.run(message + ["--key-stdin", "--key-env", "K"], input: "x").code == 64)
  }
}

@Suite struct PrecedenceTests {
  private func merchantID(_ words: [String], _ variables: [String: String], inFile: Bool = true)
    -> JSONValue?
  {
    let bench = Bench()
    bench.config(
      "[shop]\ngateway = pay-center\nmode = test\nkey = 12345678\n"
        + (inFile ? "merchant-id = file" : ""))
    return bench.run(
      ["config", "show", "-p", "shop", "--origin", "--json"] + words, variables: variables
    )
    .json?["settings"]?["merchant-id"]
  }

  @Test func optionThenVariableThenFile() {
    let variable = ["MERCHANT_MERCHANT_ID": "variable"]
    #expect(merchantID(["--merchant-id", "option"], variable)?["value"]?.stringValue == "option")
    #expect(merchantID(["--merchant-id", "option"], [:])?["value"]?.stringValue == "option")
    #expect(merchantID([], variable)?["value"]?.stringValue == "variable")
    #expect(merchantID([], variable)?["origin"]?.stringValue == "MERCHANT_MERCHANT_ID")
    #expect(merchantID([], [:])?["value"]?.stringValue == "file")
    #expect(merchantID([], [:])?["origin"]?.stringValue?.hasSuffix(":5") == true)
    #expect(merchantID([], [:], inFile: false) == nil)
  }

  @Test func anEmptyVariableIsNotSet() {
    #expect(merchantID([], ["MERCHANT_MERCHANT_ID": ""])?["value"]?.stringValue == "file")
  }

  @Test func aVariableThatOverridesAProfileIsTold() {
    let bench = Bench()
    bench.shop()
    let outcome = bench.run(
      ["config", "show", "-p", "shop"], variables: ["MERCHANT_MERCHANT_ID": "x"])
    #expect(outcome.errors.contains("MERCHANT_MERCHANT_ID"))
  }

  @Test func theProfileMayComeFromAVariable() {
    let bench = Bench()
    bench.shop("[second]\ngateway = lianhe\nmode = test\nkey = 12345678")
    let words = ["config", "show", "--json"]
    #expect(
      bench.run(words, variables: ["MERCHANT_PROFILE": "second"]).json?["profile"]?.stringValue
        == "second")
    #expect(
      bench.run(words + ["-p", "shop"], variables: ["MERCHANT_PROFILE": "second"])
        .json?["profile"]?.stringValue == "shop")
    #expect(bench.run(words).code == 78)
  }
}
