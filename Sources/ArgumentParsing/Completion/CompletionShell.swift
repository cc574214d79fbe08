/// The shells that can be taught to complete a command line.
public enum CompletionShell: String, Sendable, CaseIterable {
  case bash, zsh, fish
}
