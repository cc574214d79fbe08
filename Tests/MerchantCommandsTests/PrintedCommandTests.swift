import Gateways
import Glibc
import HTTP
import MerchantCommands
import Platform
import TestSupport
import Testing
import WireFormat

/// A command that is printed sends the request that is meant, or is not printed.
@Suite struct PrintedCommandTests {
  /// The words that a shell makes of a command line.
  private static func words(_ command: String, in bench: Bench) -> [String] {
    let script =
      "curl() { for word in \"$@\"; do printf '%s\\n--\\n' \"$word\"; done; }\n" + command
    let path = bench.file("command.sh", script)
    guard let stream = popen("bash '\(path)'", "r") else { return [] }
    defer { pclose(stream) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    var words: [String] = []
    var word: [Substring] = []
    for line in String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line == "--" {
        words.append(word.joined(separator: "\n"))
        word = []
      } else {
        word.append(line)
      }
    }
    return words
  }

  private static func value(_ option: String, _ words: [String]) -> String? {
    words.firstIndex(of: option).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
  }

  @Test(arguments: GatewayVoice.all.map(\.gateway.id))
  func thePrintedCommandIsTheRequest(id: String) throws {
    let voice = GatewayVoice.of(id)
    let bench = voice.bench()
    let kinds = [MessageKind.order, .query, .payout, .payoutQuery]
    for kind in kinds where voice.gateway.operation(kind) != nil {
      let base = voice.words(kind, ["--dry-run"]).map {
        $0 == "tea" ? "it's \"tea\" $HOME `x` 茶" : $0
      }
      let whole = bench.run(base + ["--unmask", "--json"])
      let json = try #require(whole.json, "\(whole.all)")
      let masked = bench.run(base + ["--json"]).json
      let isMasked = masked?["masked"]?.boolValue ?? false
      #expect(isMasked == (kind == .payout))
      for form in [["--as", "curl"], ["-o", "value"]] {
        let plain = bench.run(base + form)
        #expect(plain.code == (isMasked ? 77 : 0), "\(plain.all)")
        if isMasked {
          #expect(plain.output.isEmpty)
          #expect(plain.errors.contains("--unmask"))
          #expect(plain.errors.contains("--values-file"))
        }
        let command = isMasked ? bench.run(base + form + ["--unmask"]).output : plain.output
        let words = Self.words(command, in: bench)
        #expect(words.contains(try #require(json["url"]?.stringValue)), "\(words)")
        #expect(Self.value("--request", words) == json["method"]?.stringValue)
        #expect((Self.value("--data-raw", words) ?? "") == json["body"]?.stringValue)
      }
      #expect(isMasked == (masked?["curl"]?.stringValue == nil))
    }
  }

  @Test(arguments: ["pay-center", "lianhe"])
  func theValuesMayStandInAFile(id: String) throws {
    let voice = GatewayVoice.of(id)
    let bench = voice.bench()
    let path = bench.folder + "/values"
    let base = voice.words(.payout, ["--dry-run"])
    let body = bench.run(base + ["--unmask", "--json"]).json?["body"]?.stringValue
    let outcome = bench.run(base + ["--as", "curl", "--values-file", path])
    #expect(outcome.code == 0, "\(outcome.all)")
    #expect(!outcome.output.contains("6222020200112233445"))
    #expect(!outcome.output.contains("测试人"))
    #expect(Self.value("--data-binary", Self.words(outcome.output, in: bench)) == "@" + path)
    let file = try SecureFile.read(path, limit: 100_000)
    #expect(file.status.mode == 0o600)
    #expect(String(decoding: file.bytes, as: UTF8.self) == body)
    #expect(bench.run(base + ["--as", "curl", "--values-file", path]).code == 74)
  }

  @Test func aMaskedPayerIsNotPrintedIntoACommand() {
    let voice = GatewayVoice.of("lianhe")
    let base = voice.words(.order, ["--payer", "张三丰", "--dry-run", "--as", "curl"])
    #expect(voice.bench().run(base).code == 77)
    let whole = voice.bench().run(base + ["--unmask"])
    #expect(whole.code == 0)
    #expect(whole.output.contains("张三丰"))
  }
}
