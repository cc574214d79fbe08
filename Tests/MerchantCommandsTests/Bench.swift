import Glibc
import HTTP
import MerchantCommands
import Platform
import Synchronization
import TestSupport
import WireFormat

/// One run of the program: what it said and how it ended.
struct Outcome: Sendable {
  var code: Int32
  var output: String
  var errors: String

  /// The result as JSON, or nil.
  var json: JSONValue? { try? JSONValue.parse(Array(output.utf8)) }
  /// The code of the error that standard error tells as JSON, or nil.
  var errorCode: String? {
    let line = errors.split(separator: "\n").last { $0.hasPrefix("{") } ?? ""
    return (try? JSONValue.parse(Array(line.utf8)))?["error"]?["code"]?.stringValue
  }
  /// Everything that anybody can read.
  var all: String { output + errors }
}

/// A place to run the program in: a folder of its own, its own variables, no network.
final class Bench: Sendable {
  private let scratch: ScratchFolder?
  let folder: String
  static let key = "kK9_kK9_kK9_kK9_"

  init() {
    scratch = try? ScratchFolder()
    folder = scratch?.path ?? "/tmp"
    _ = mkdir(folder + "/config", 0o700)
    _ = mkdir(folder + "/config/merchant", 0o700)
  }

  /// Writes a file of that mode below the folder and gives its path.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o600) -> String {
    let path = folder + "/" + name
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    chmod(path, mode)
    return path
  }

  @discardableResult
  func file(_ name: String, _ text: String, mode: mode_t = 0o600) -> String {
    file(name, Array(text.utf8), mode: mode)
  }

  /// The text of a file below the folder; empty if there is none.
  func text(_ name: String) -> String {
    let bytes = try? SecureFile.read(folder + "/" + name, limit: 1_048_576).bytes
    return String(decoding: bytes ?? [], as: UTF8.self)
  }

  /// Writes the configuration.
  func config(_ text: String, mode: mode_t = 0o600) {
    file("config/merchant/config", text, mode: mode)
  }

  /// One test profile of pay-center under the name `shop`.
  func shop(_ more: String = "", gateway: String = "pay-center", key: String = Bench.key) {
    config(
      """
      [shop]
      gateway = \(gateway)
      base-url = https://gateway.example
      merchant-id = 20001222
      app-id = 0ae8
      mode = test
      key = \(key)
      \(more)
      """)
  }

  /// Every file below a folder of this place, by its path in it.
  func files(under name: String) -> [String: [UInt8]] {
    let children = ScratchFolder.names(folder + "/" + name)
    guard children.isEmpty else {
      return children.reduce(into: [:]) { found, child in
        found.merge(files(under: name + "/" + child)) { first, _ in first }
      }
    }
    guard let bytes = try? SecureFile.read(folder + "/" + name, limit: 1 << 24).bytes else {
      return [:]
    }
    return [name: bytes]
  }

  /// Time that stands still.
  static let clock = TestClock.still(1_767_240_000_000)

  /// Runs the program, or a part of it. Without a transport the network is down.
  func run(
    _ words: [String], variables: [String: String] = [:], input: String? = nil, columns: Int = 80,
    transport: (any HTTPTransport)? = nil, clock: Clock = Bench.clock, answer: String? = nil,
    change: (inout CommandEnvironment) -> Void = { _ in },
    program: (CommandEnvironment) -> Int32 = MerchantProgram.run
  ) -> Outcome {
    let folder = folder
    let shared = Captured()
    var environment = CommandEnvironment(
      words: words.map { Array($0.utf8) },
      variable: { name in
        switch name {
        case "XDG_CONFIG_HOME": variables[name] ?? folder + "/config"
        case "XDG_STATE_HOME": variables[name] ?? folder + "/state"
        case "XDG_CACHE_HOME": variables[name] ?? folder + "/cache"
        case "HOME": variables[name] ?? folder
        default: variables[name]
        }
      },
      writeOutput: { bytes in shared.output.withLock { $0 += bytes } },
      writeError: { bytes in shared.errors.withLock { $0 += bytes } },
      readInput: { _ in Array((input ?? "").utf8) },
      prompt: { _, _ in answer },
      isTerminal: (input: input == nil, output: false, error: false),
      columns: columns,
      clock: clock,
      random: { 1_234_567_890_123 },
      transport: { transport ?? ScriptedGateway.unreachable })
    change(&environment)
    let code = program(environment)
    JSONContract(words: words, variable: environment.variable).check(
      output: shared.output.withLock { $0 }, errors: shared.errors.withLock { $0 })
    return Outcome(
      code: code,
      output: String(decoding: shared.output.withLock { $0 }, as: UTF8.self),
      errors: String(decoding: shared.errors.withLock { $0 }, as: UTF8.self))
  }
}

/// Where the output of one run goes.
private final class Captured: Sendable {
  let output = Mutex<[UInt8]>([])
  let errors = Mutex<[UInt8]>([])
}
