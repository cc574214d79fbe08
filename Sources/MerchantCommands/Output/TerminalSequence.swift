/// The only sequences that the program itself sends to a terminal.
package enum TerminalSequence: String, Sendable {
  /// Begins a line of standard error anew, for progress.
  case redrawLine = "\r\u{1B}[K"
  /// Clears the screen of standard output, for `--watch`.
  case clearScreen = "\u{1B}[H\u{1B}[2J"
}
