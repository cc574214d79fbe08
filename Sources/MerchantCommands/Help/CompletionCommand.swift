import ArgumentParsing
import PaymentValues

/// `merchant completion`: prints a shell's script, or puts it where the shell reads it.
enum CompletionCommand {
  private static let install = Option(
    "install", .flag, help: Text("Load it in every new shell", zh: "安装到 shell 启动文件"),
    environment: .off, conflicts: ["uninstall"])

  private static let uninstall = Option(
    "uninstall", .flag, help: Text("Take it out again", zh: "从启动文件移除"), environment: .off,
    conflicts: ["install"])

  private static let shell = Argument.required(
    "SHELL",
    words: [
      (CompletionShell.bash, Text("bash 3.2 or later", zh: "bash 3.2 及以上")),
      (.zsh, Text("zsh 5 or later", zh: "zsh 5 及以上")),
      (.fish, Text("fish 3 or later", zh: "fish 3 及以上")),
    ], help: Text("bash, zsh or fish", zh: "shell 名称"))

  static let definition = CommandDefinition(
    spec: CommandSpec(
      "completion", synonyms: ["complete", "补全"],
      summary: Text("Teach a shell to complete command lines", zh: "让 shell 补全命令行"),
      detail: Text(
        "Prints a script for the shell. --install puts a block that loads it into ~/.bashrc, ~/.zshrc or fish's completions; --uninstall takes the block out. Nothing else in the file is touched. With MERCHANT_COMP_DEBUG=FILE every question and answer is appended to FILE, secrets masked.",
        zh: "输出补全脚本。--install 在 ~/.bashrc、~/.zshrc 或 fish 的补全文件中写入一段加载脚本，--uninstall 将其移除，文件其余内容不变。"
      ),
      arguments: [shell],
      options: [install, uninstall],
      examples: [
        Example("merchant completion bash --install", Text("For every new bash", zh: "安装到 bash")),
        Example("merchant completion zsh", Text("The script alone", zh: "只输出脚本")),
      ],
      exitStatuses: [
        ExitStatus(0, Text("done", zh: "完成")),
        ExitStatus(74, Text("the file cannot be written", zh: "文件无法写入")),
      ]),
    results: [
      JSONResult(
        when: Text("with --install or --uninstall", zh: "使用 --install 或 --uninstall"),
        .installedCompletion)
    ], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let shell = context[Self.shell]
    let isRemoval = context[uninstall]
    guard isRemoval || context[install] else {
      if context.environment.isTerminal.output {
        context.output.note("note: 'merchant completion \(shell.rawValue) --install' loads this")
      }
      try context.output.write(CompletionScript.text(for: shell))
      return .success
    }
    let installer = CompletionInstaller(environment: context.environment, shell: shell)
    let path = try installer.path()
    let hasChanged = isRemoval ? try installer.remove() : try installer.install()
    let verb =
      switch (isRemoval, hasChanged) {
      case (false, true): "installed in"
      case (false, false): "was installed already in"
      case (true, true): "removed from"
      case (true, false): "was not in"
      }
    var lines = ["completion \(verb) \(path)"]
    if hasChanged, !isRemoval, context.environment.isTerminal.output {
      lines.append("it works in every new \(shell.rawValue)")
    }
    try context.output.emit(
      Document(
        object: [
          ("shell", .string(shell.rawValue)), ("file", .string(path)),
          ("installed", .bool(!isRemoval)), ("changed", .bool(hasChanged)),
        ], lines: lines, value: path))
    return .success
  }
}
