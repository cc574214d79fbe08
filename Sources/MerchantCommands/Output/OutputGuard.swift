import PaymentValues
import Platform
import Synchronization
import TextLayout

/// Stands between the program and its two streams, whatever command runs.
///
/// Nothing from outside reaches a terminal raw: controls, direction marks and zero-width characters
/// become `\u….`, which in JSON means the same text. Files and pipes get the bytes as they are.
///
/// A write that fails does not end the command: what was begun is carried to its verdict, the journal is
/// written, and how the program ends is decided once, at the end, from both.
final class OutputGuard: Sendable {
  /// What became of standard output.
  enum Loss: Equatable, Sendable {
    /// The reader has gone, as `head` does: its own choice, and the verdict stands.
    case readerGone
    /// It could not be written: a disk that is full, a descriptor that is closed.
    case unwritable(String)
  }

  private let state = Mutex<Loss?>(nil)
  private let output: @Sendable ([UInt8]) throws -> Void
  private let error: @Sendable ([UInt8]) -> Void
  private let isTerminal: (input: Bool, output: Bool, error: Bool)

  init(_ environment: CommandEnvironment) {
    output = environment.writeOutput
    error = environment.writeError
    isTerminal = environment.isTerminal
  }

  /// What was lost so far; nil when everything was written.
  var loss: Loss? { state.withLock { $0 } }

  /// The environment with both streams guarded.
  func guarding(_ environment: CommandEnvironment) -> CommandEnvironment {
    var environment = environment
    environment.writeOutput = { self.write($0) }
    environment.writeError = { self.writeError($0) }
    environment.lostOutput = { self.loss }
    environment.control = { sequence, text in self.control(sequence, text) }
    return environment
  }

  private func write(_ bytes: [UInt8]) { put(isTerminal.output ? Self.safe(bytes) : bytes) }

  private func put(_ bytes: [UInt8]) {
    // The lock keeps a second thread from writing behind a piece that was lost.
    state.withLock { loss in
      guard loss == nil else { return }
      do { try output(bytes) } catch {
        // EPIPE.
        if let error = error as? SystemError, error.number == 32 {
          loss = .readerGone
        } else {
          loss = .unwritable((error as? SystemError)?.reason ?? "\(error)")
        }
      }
    }
  }

  private func writeError(_ bytes: [UInt8]) { error(isTerminal.error ? Self.safe(bytes) : bytes) }

  private func control(_ sequence: TerminalSequence, _ text: String) {
    let bytes = Array(sequence.rawValue.utf8) + Self.safe(Array(text.utf8))
    switch sequence {
    case .redrawLine: if isTerminal.error { error(bytes) }
    case .clearScreen: if isTerminal.output { put(bytes) }
    }
  }

  static func safe(_ bytes: [UInt8]) -> [UInt8] { TerminalSafeText.escapeForDisplay(bytes) }

  /// How the program ends: the verdict, unless standard output could not be written and that is graver.
  func ending(_ code: ExitCode) -> ExitCode {
    guard case .unwritable(let reason) = loss else { return code }
    let words = "error: standard output cannot be written: \(reason); the result is not whole\n"
    writeError(Array(words.utf8))
    return code.worst(.io)
  }
}
