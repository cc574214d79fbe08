import ArgumentParsing

/// What a shell has to know. The scripts are thin: they ask the program and show its answer.
enum CompletionScript {
  /// The script of a shell.
  static func text(for shell: CompletionShell) -> String {
    switch shell {
    case .bash: BashScript.text
    case .zsh: ZshScript.text
    case .fish: FishScript.text
    }
  }

  /// The lines that load the script when the shell starts, so that it is as new as the program.
  static func loader(for shell: CompletionShell) -> [String] {
    switch shell {
    case .bash:
      [#"if command -v merchant >/dev/null; then eval "$(merchant completion bash)"; fi"#]
    case .zsh:
      [
        "if (( $+commands[merchant] )); then",
        "  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }",
        #"  eval "$(merchant completion zsh)""#,
        "fi",
      ]
    case .fish:
      ["if command -q merchant; merchant completion fish | source; end"]
    }
  }
}
