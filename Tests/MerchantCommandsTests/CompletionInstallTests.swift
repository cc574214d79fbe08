import ArgumentParsing
import Glibc
import MerchantCommands
import Testing

@testable import MerchantCommands

/// The block in somebody's own file.
@Suite struct CompletionInstallTests {
  private let bench = Bench()

  private func file(_ shell: String) -> String {
    switch shell {
    case "bash": ".bashrc"
    case "zsh": ".zshrc"
    default: "config/fish/completions/merchant.fish"
    }
  }

  private func run(_ shell: String, _ option: String, _ variables: [String: String] = [:])
    -> Outcome
  {
    bench.run(["completion", shell, option], variables: variables)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func installingTwiceIsInstallingOnce(shell: String) {
    let first = run(shell, "--install")
    let text = bench.text(file(shell))
    #expect(first.code == 0)
    #expect(text.contains("merchant completion \(shell)"))
    let second = run(shell, "--install")
    #expect(second.code == 0)
    #expect(second.output.contains("already"))
    #expect(bench.text(file(shell)) == text)
    #expect(run(shell, "--uninstall").output.contains("removed"))
    #expect(bench.text(file(shell)) == "")
    #expect(run(shell, "--uninstall").output.contains("was not in"))
  }

  @Test(arguments: [
    "", "# mine\nalias m=merchant\n", "no last line feed", "a\r\nb\r\n", "\n\n\n", "\u{FF}中",
  ])
  func otherLinesStayAsTheyAre(before: String) {
    bench.file(".bashrc", before, mode: 0o640)
    #expect(run("bash", "--install").code == 0)
    let installed = bench.text(".bashrc")
    #expect(installed.hasPrefix(before))
    bench.file(".bashrc", installed + "# after\n", mode: 0o640)
    #expect(run("bash", "--install").output.contains("already"))
    #expect(run("bash", "--uninstall").code == 0)
    let needsLineFeed = !before.isEmpty && !before.hasSuffix("\n") && !before.hasSuffix("\r\n")
    #expect(bench.text(".bashrc") == before + (needsLineFeed ? "\n" : "") + "# after\n")
    var info = stat()
    #expect(stat(bench.folder + "/.bashrc", &info) == 0)
    #expect(info.st_mode & 0o777 == 0o640)
  }

  @Test func anOldBlockIsReplacedWhereItStands() {
    let block = "# >>> merchant completion >>>\nold\n# <<< merchant completion <<<\n"
    bench.file(".bashrc", "a\n\(block)b\n\(block)c\n")
    #expect(run("bash", "--install").code == 0)
    let text = bench.text(".bashrc")
    #expect(text.hasPrefix("a\n# >>> merchant"))
    #expect(text.hasSuffix("<<<\nb\nc\n"))
    #expect(!text.contains("old"))
  }

  @Test func aBlockWithoutAnEndIsLeftToItsOwner() {
    let text = "a\n# >>> merchant completion >>>\nb\n"
    bench.file(".bashrc", text)
    for option in ["--install", "--uninstall"] {
      let outcome = run("bash", option)
      #expect(outcome.code == 74)
      #expect(outcome.errors.contains("no end"))
      #expect(bench.text(".bashrc") == text)
    }
  }

  @Test func aLinkStaysALink() {
    bench.file("dotfiles", "a\n")
    symlink("dotfiles", bench.folder + "/.bashrc")
    #expect(run("bash", "--install").code == 0)
    #expect(bench.text("dotfiles").contains("merchant completion bash"))
    var info = stat()
    #expect(lstat(bench.folder + "/.bashrc", &info) == 0)
    #expect(info.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func zshMayKeepItsFilesElsewhere() {
    mkdir(bench.folder + "/zsh", 0o700)
    #expect(run("zsh", "--install", ["ZDOTDIR": bench.folder + "/zsh"]).code == 0)
    #expect(bench.text("zsh/.zshrc").contains("compinit"))
  }

  @Test func withoutAHomeNothingIsWritten() {
    #expect(run("bash", "--install", ["HOME": ""]).code == 78)
    #expect(bench.run(["completion", "bash", "--install", "--uninstall"]).code == 64)
    #expect(bench.run(["completion"]).code == 64)
    #expect(bench.run(["completion", "tcsh"]).code == 64)
  }

  @Test(arguments: CompletionShell.allCases)
  func theScriptIsPrintedAlone(shell: CompletionShell) {
    let outcome = bench.run(["completion", shell.rawValue])
    #expect(outcome.output == CompletionScript.text(for: shell))
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("__complete --shell \(shell.rawValue)"))
  }
}
