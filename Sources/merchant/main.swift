import CurlTransport
import Glibc
import HTTP
import MerchantCommands
import Platform

StandardStreams.fillGaps()
Signals.install()
exit(MerchantProgram.run(.ofThisProcess))

extension CommandEnvironment {
  /// The world as it is. No variable of the top level, whose closures would ask at run time which actor
  /// they are on: that alone brings in the library of tasks and its threads.
  static var ofThisProcess: CommandEnvironment {
    let words = CommandLine.unsafeArgv
    let variable: @Sendable (String) -> String? = { name in getenv(name).map { String(cString: $0) }
    }
    return CommandEnvironment(
      words: (1..<max(1, Int(CommandLine.argc))).compactMap { index in
        words[index].map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
      },
      variable: variable,
      writeOutput: { try Descriptor.writeAll($0, to: 1, subject: "standard output") },
      writeError: { try? Descriptor.writeAll($0, to: 2, subject: "standard error") },
      readInput: { try Descriptor.readAll(from: 0, limit: $0, subject: "standard input") },
      prompt: StandardStreams.prompt,
      isTerminal: (isatty(0) == 1, isatty(1) == 1, isatty(2) == 1),
      columns: StandardStreams.columns(variable: variable("COLUMNS")),
      clock: .system,
      random: { SystemRandomNumberGenerator.bits() },
      transport: { CurlTransport() }
    )
  }
}

extension SystemRandomNumberGenerator {
  static func bits() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}
