import HTTP
import Platform

/// Everything outside the program, as values: a test puts its own in their place.
package struct CommandEnvironment: Sendable {
  /// The words after the program's name, as bytes.
  package var words: [[UInt8]]
  /// Looks an environment variable up.
  package var variable: @Sendable (String) -> String?
  /// Writes to standard output; throws when it cannot. Within the program it never throws: what is lost
  /// is remembered, and tells in the exit code.
  package var writeOutput: @Sendable ([UInt8]) throws -> Void
  /// Writes to standard error; failures are of no interest.
  package var writeError: @Sendable ([UInt8]) -> Void
  /// Reads standard input to its end, up to a limit.
  package var readInput: @Sendable (_ limit: Int) throws -> [UInt8]
  /// Asks on the terminal and reads a line; nil when there is no terminal.
  package var prompt: @Sendable (_ question: String, _ echo: Bool) -> String?
  /// Whether standard input, output and error are terminals.
  package var isTerminal: (input: Bool, output: Bool, error: Bool)
  /// Columns of the terminal.
  package var columns: Int
  /// The clocks.
  package var clock: Clock
  /// 64 random bits.
  package var random: @Sendable () -> UInt64
  /// The way to the gateways, made on first use.
  package var transport: @Sendable () -> any HTTPTransport
  /// Who plans and approves: the user's name on this machine.
  package var user: @Sendable () -> String = { UserName.current }

  /// What of standard output was lost; set by the program itself.
  var lostOutput: @Sendable () -> OutputGuard.Loss? = { nil }
  /// Sends one of the program's own sequences, and a text behind it, to a terminal; set likewise.
  var control: @Sendable (TerminalSequence, String) -> Void = { _, _ in }

  /// Makes an environment of its parts.
  package init(
    words: [[UInt8]], variable: @escaping @Sendable (String) -> String?,
    writeOutput: @escaping @Sendable ([UInt8]) throws -> Void,
    writeError: @escaping @Sendable ([UInt8]) -> Void,
    readInput: @escaping @Sendable (Int) throws -> [UInt8],
    prompt: @escaping @Sendable (String, Bool) -> String?,
    isTerminal: (input: Bool, output: Bool, error: Bool), columns: Int, clock: Clock,
    random: @escaping @Sendable () -> UInt64,
    transport: @escaping @Sendable () -> any HTTPTransport
  ) {
    self.words = words
    self.variable = variable
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.readInput = readInput
    self.prompt = prompt
    self.isTerminal = isTerminal
    self.columns = columns
    self.clock = clock
    self.random = random
    self.transport = transport
  }
}
