import ArgumentParsing
import Gateways
import Glibc
import MerchantCommands
import Testing

@testable import MerchantCommands

/// What the program answers to a shell.
@Suite struct CompletionTests {
  private let bench = Bench()

  /// Asks as zsh does; the last word is being typed unless `cword` says otherwise.
  private func ask(
    _ words: [String], cword: Int? = nil, variables: [String: String] = [:], shell: String = "zsh"
  ) -> Outcome {
    let index = String(cword ?? words.count)
    return bench.run(
      ["__complete", "--shell", shell, "--cword", index, "--", "merchant"] + words,
      variables: variables)
  }

  private func values(_ outcome: Outcome) -> [String] {
    outcome.output.split(separator: "\n").dropLast().map { line in
      String(line.prefix { $0 != "\t" })
    }
  }

  private func writeProfiles() {
    bench.config(
      """
      default-profile = shop
      [shop]
      gateway = pay-center
      mode = test
      key = \(Bench.key)
      [real]
      gateway = lianhe
      protected = yes
      key = \(Bench.key)
      [old]
      gateway = pay-index
      mode = live
      """)
  }

  @Test func profilesSayGatewayAndModeAndWhichAreLive() {
    writeProfiles()
    let text = "shop\tpay-center, test\nreal\tlianhe, live, protected\nold\tpay-index, live\n:36\n"
    for words in [
      ["-p", ""], ["--profile", ""], ["query", "-p", ""], ["listen", "--profiles", ""],
    ] {
      let outcome = ask(words)
      #expect(outcome.output == text)
      #expect(outcome.errors.isEmpty)
      #expect(outcome.code == 0)
    }
    #expect(values(ask(["--profile=o"])) == ["--profile=old"])
    #expect(values(ask(["listen", "--profiles", "shop,"])) == ["shop,real", "shop,old"])
  }

  @Test func anotherConfigurationIsReadAndNoneIfNoneIsWanted() {
    writeProfiles()
    let path = bench.file("other.conf", "[there]\ngateway = lianhe\n")
    #expect(values(ask(["--config", path, "-p", ""])) == ["there"])
    #expect(values(ask(["--config", "~/other.conf", "-p", ""])) == ["there"])
    #expect(values(ask(["-p", "", "--config=\(path)"], cword: 2)) == ["there"])
    #expect(values(ask(["-p", ""], variables: ["MERCHANT_CONFIG": path])) == ["there"])
    #expect(values(ask(["--no-config", "-p", ""])).isEmpty)
    #expect(values(ask(["--config", "/nonexistent", "-p", ""])).isEmpty)
  }

  @Test(arguments: [
    "[shop\n", "no equals sign\n", "unknown = 1\n[a]\n", "\u{0}\u{1}", "[a]\nkey = 1\nkey = 2\n",
  ])
  func aBrokenConfigurationOnlyMakesAListShorter(config: String) {
    bench.config(config)
    for words in [["-p", ""], ["create-order", "--channel", "80"], ["query", "--out"]] {
      let outcome = ask(words)
      #expect(outcome.code == 0)
      #expect(outcome.errors.isEmpty)
      #expect(outcome.output.split(separator: "\n").last?.first == ":")
    }
    #expect(values(ask(["-p", ""])).isEmpty)
    #expect(!values(ask(["query", "--out"])).isEmpty)
  }

  @Test func aWrongVariableDoesNotStopTheAnswer() {
    let outcome = ask(["--output", ""], variables: ["MERCHANT_OUTPUT": "x", "MERCHANT_JSON": "y"])
    #expect(values(outcome) == ["table", "json", "ndjson", "csv", "tsv", "value"])
  }

  @Test(
    arguments: [
      (["pay"], ["payout"]), (["下单"], ["create-order"]), (["ban"], ["bank-codes"]),
      (["banks"], ["banks"]), (["__"], []), (["gateways", "show", "l"], ["lianhe"]),
      (["sign", "--message", "order-c"], ["order-callback"]),
      (["sign", "-m", "q"], ["query", "query-answer"]),
      (["--json", "--lang", ""], ["en", "zh"]), (["completion", ""], ["bash", "zsh", "fish"]),
      (["help", "exit"], ["exit-codes"]),
      (["help", "config", ""], ["init", "list", "show", "check"]),
      (["help", "conf"], ["config"]), (["verify", "--no-e"], ["--no-explain"]),
      (["verify", "--expl"], ["--explain"]), (["verify", "--no-explain", "--expl"], []),
      (["query", "--key-env", "K", "--key-"], []),
      (["query", "--key-e"], ["--key-env"]), (["create-order", "--live", ""], []),
      (["create-order", "--key", ""], []), (["create-order", "--", ""], []),
      (["payout", "re"], ["resolve", "resend"]),
      (
        ["create-order", "-g", "lianhe", "--channel", "1"],
        ["1", "10", "11", "12", "13", "14", "15"]
      ),
      (["payout", "-g", "pay-center", "--bank", "HPT0000"], (1...9).map { "HPT0000\($0)" }),
      (
        ["payout", "-g", "pay-center", "--bank", "农商"],
        ["HPT00032", "HPT00033", "HPT00055", "HPT00064"]
      ),
      (["payout", "--bank=gsyh"], ["--bank=HPT00002"]),
      (["payout", "-g", "lianhe", "--bank", ""], []),
      (["create-order", "-g", "lianhe", "-F", "pay"], ["payer="]),
      (["create-order", "-g", "lianhe", "--channel", "fxms"], ["12"]),
    ] as [([String], [String])])
  func whatIsOffered(words: [String], offered: [String]) {
    #expect(values(ask(words)) == offered)
  }

  @Test(
    arguments: [
      (["verify", ""], 0), (["create-order", "--key-file", ""], 0), (["replay", ""], 0),
      (["payout", "--file="], 0), (["gateways", "check", ""], 8), (["--config", ""], 0),
      (["gateways", "show", "mine"], 32), (["sign", "nosuch"], 34), (["query", ""], 4),
      (["create-order", "-F", "a"], 38), (["sandbox", "--write-config", ""], 0),
    ] as [([String], Int)])
  func filesAreOfferedWhereAFileMayStand(words: [String], directive: Int) {
    #expect(ask(words).output.split(separator: "\n").last == ":\(directive)")
  }

  @Test func theProfileDecidesWhichCodesThereAre() {
    writeProfiles()
    #expect(values(ask(["payout", "--bank", ""])).count == 97)
    #expect(values(ask(["create-order", "-p", "real", "--channel", ""])).count == 15)
    let names = ask(["create-order", "-p", "old", "--channel", "微信扫"])
    #expect(names.output == "902\t微信扫码支付\n:36\n")
    #expect(ask(["payout", "--bank", "中信"], shell: "fish").output == "中信银行\tHPT00007\n:36\n")
  }

  @Test func gatewaysOfOnesOwnAreOfferedToo() {
    let exported = bench.run(["gateways", "export", "lianhe"]).output
    mkdir(bench.folder + "/config/merchant/gateways", 0o700)
    bench.file("config/merchant/gateways/mine.json", exported)
    #expect(
      values(ask(["query", "-g", ""])) == ["pay-index", "wessyun", "pay-center", "lianhe", "mine"])
    #expect(values(ask(["create-order", "-g", "mine", "--channel", "15"])) == ["15"])
  }

  @Test func descriptionsComeInTheLanguageOfTheHelp() {
    #expect(ask(["comp"]).output.contains("Teach a shell"))
    #expect(ask(["comp"], variables: ["LANG": "zh_CN.UTF-8"]).output.contains("补全"))
    #expect(ask(["--lang", "zh", "comp"]).output.contains("补全"))
  }

  @Test func noKeyIsEverInAnAnswerOrInTheLog() {
    writeProfiles()
    let log = bench.folder + "/log"
    for words in [["-p", ""], ["--key", "hunter2", "-p", ""], ["sign", "-F", "key=hunter2", ""]] {
      let outcome = ask(words, variables: ["MERCHANT_COMP_DEBUG": log])
      #expect(!outcome.all.contains(Bench.key))
      #expect(outcome.errors.isEmpty)
    }
    let text = bench.text("log")
    #expect(text.contains("zsh: merchant -p []\nshop\t"))
    #expect(text.contains("key=***"))
    #expect(!text.contains("hunter2"))
    #expect(!text.contains(Bench.key))
    var info = stat()
    #expect(stat(log, &info) == 0)
    #expect(info.st_mode & 0o777 == 0o600)
  }

  @Test(arguments: [
    ["__complete"], ["__complete", "x"],
    ["__complete", "--shell", "tcsh", "--cword", "1", "--", "a"],
    ["__complete", "--shell", "bash", "--cword", "-1", "--", "merchant"],
    ["__complete", "--shell", "bash", "--cword", "9", "--", "merchant"],
    ["__complete", "--shell", "bash", "--cword", "0", "--", "merchant"],
    ["__complete", "--shell", "bash", "--cword", "1", "--"],
    ["__complete", "--nonsense"],
    ["__complete", "--shell", "bash", "--cword", "99999999999999999999"],
  ])
  func aQuestionThatIsNoneGetsTheErrorBitAlone(words: [String]) {
    let outcome = bench.run(words)
    #expect(outcome.output == ":1\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: UInt64(0)..<8)
  func anyLineHasAnAnswerThatEndsWithADirective(seed: UInt64) {
    writeProfiles()
    var generator = SplitMix64(state: seed)
    let pieces =
      ["", "-", "--", "=", ":", "\"", "--json", "--profile=", "-pF", "--gateway", "建", "--no-"]
      + CommandTree.root.subcommands.map(\.name)
      + CommandTree.root.subcommands.flatMap(\.options).map { "--" + $0.name }
    for _ in 0..<60 {
      let words = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }
      for shell in ["bash", "zsh", "fish"] {
        let outcome = ask(words, cword: Int.random(in: 0...6, using: &generator), shell: shell)
        let last = outcome.output.split(separator: "\n").last ?? ""
        #expect(outcome.errors.isEmpty)
        #expect(last.first == ":")
        #expect(Int(last.dropFirst()) != nil)
      }
    }
  }

  @Test func everyListThatADefinitionNamesExists() {
    var named: Set<String> = []
    func visit(_ node: CommandSpec) {
      let kinds = node.options.map(\.completion) + node.arguments.map(\.completion)
      for case .list(let name) in kinds { named.insert(name) }
      node.subcommands.forEach(visit)
    }
    visit(CommandTree.root)
    #expect(named == Set(CompletionSources.names))
  }

  @Test func everyCharacterOfABankOrChannelHasAnInitial() {
    for gateway in GatewayCatalog.builtIn {
      for kind in [CodeTable.Kind.channel, .payoutBank] {
        for row in gateway.codeTable(kind)?.rows ?? [] {
          #expect(PinyinInitials.of(row.name) != nil, "\(row.name)")
        }
      }
    }
    #expect(PinyinInitials.of("中国工商银行") == "zggsyh")
    #expect(PinyinInitials.of("重庆三峡银行") == "cqsxyh")
    #expect(PinyinInitials.of("QQ 手机支付") == "qqsjzf")
    #expect(PinyinInitials.of("龘") == nil)
  }
}

/// A small generator whose numbers depend on the seed alone.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
