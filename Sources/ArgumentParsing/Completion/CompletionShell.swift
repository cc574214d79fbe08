/// The shells that can be taught to complete a command line.
package enum CompletionShell: String, Sendable, CaseIterable {
  case bash, zsh, fish
}
