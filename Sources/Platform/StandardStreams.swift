import ByteText
import Glibc

/// The three standard descriptors.
package enum StandardStreams {
  /// Opens /dev/null on each of them that is closed: otherwise the journal could become descriptor 1,
  /// and what is printed would be written into it (docs/rules.md D8). The first act of the program.
  /// Only for reading, so that a result with nowhere to go fails to be written instead of vanishing.
  package static func fillGaps() {
    for descriptor: CInt in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
      let null = open("/dev/null", O_RDONLY)
      if null > 2 { close(null) }
    }
  }

  /// Columns of the terminal: `COLUMNS`, else what the terminal says, else 80.
  package static func columns(variable: String?) -> Int {
    if let variable, let columns = Int(variable), columns > 0 { return min(columns, 1000) }
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Asks on the terminal itself, so that a pipe on standard input is left alone.
  package static func prompt(_ question: String, echo: Bool) -> String? {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { return nil }
    defer { close(terminal) }
    try? Descriptor.writeAll(Array(question.utf8), to: terminal, subject: "terminal")
    var before = termios()
    if !echo, tcgetattr(terminal, &before) == 0 {
      var silent = before
      silent.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(terminal, TCSAFLUSH, &silent)
    }
    defer { if !echo { tcsetattr(terminal, TCSAFLUSH, &before) } }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count < 4096, read(terminal, &byte, 1) == 1, byte != .lineFeed { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }
}
