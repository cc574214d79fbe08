import ArgumentParsing
import Glibc
import MerchantCommands
import Platform
import Testing

@testable import MerchantCommands

/// The scripts in the shells themselves, where those exist; a stub plays the program.
@Suite struct CompletionScriptTests {
  private let bench = Bench()

  static func find(_ shell: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + shell }.first { access($0, X_OK) == 0 }
  }

  private func run(_ arguments: [String]) throws -> String {
    let bytes = try Subprocess.output(
      of: arguments, limit: 1_048_576, deadlineMilliseconds: 20_000, clock: .system)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What bash would show, with `|` behind every entry; the stub gives `answer`.
  private func bash(_ answer: String, typed: String, type: Int = 9) throws -> String {
    let program = bench.file(
      "merchant",
      "#!/bin/sh\nfor word; do printf '<%s>' \"$word\"; done >\(bench.folder)/asked\nprintf '\(answer)'\n",
      mode: 0o700)
    let script = bench.file("script", CompletionScript.text(for: .bash))
    let lines = [
      ". \(script)", "compopt() { :; }",
      "COMP_WORDS=(\(program) --output = '\(typed)'); COMP_CWORD=3; COMP_TYPE=\(type)",
      "COMP_LINE='merchant --output=\(typed)'; COMP_POINT=${#COMP_LINE}",
      "_merchant merchant '\(typed)' =",
      "printf '%s|' \"${COMPREPLY[@]}\"",
    ]
    return try run(
      [Self.find("bash") ?? "", "--norc", "--noprofile", "-c", lines.joined(separator: "\n")])
  }

  @Test(
    .enabled(if: find("bash") != nil),
    arguments: [
      ("json\\tone object\\n:36\\n", "js", 9, "json|"),
      ("json\\tone\\nndjson\\n:36\\n", "", 9, "json|ndjson|"),
      ("json\\tone\\nndjson\\n:36\\n", "", 63, "json    (one)|ndjson|"),
      ("json\\tone\\nndjson\\ttwo\\n:36\\n", "", 37, "json|ndjson|"),
      ("HPT1\\tA\\nHPT2\\tB\\n:36\\n", "x", 9, "HPT1|HPT2| |"),
      ("HPT1\\tA\\nHPT2\\tB\\n:36\\n", "x", 63, "HPT1  (A)|HPT2  (B)| |"),
      ("a:b\\tx:9\\n:4\\n", "a", 9, "a:b|"),
      ("json\\n:1\\n", "js", 9, "|"), ("json\\n", "js", 9, "|"), ("", "js", 9, "|"),
      (":4\\n", "js", 9, "|"), ("json\\n:x\\n", "js", 9, "|"),
    ] as [(String, String, Int, String)])
  func bashShowsTheAnswer(answer: String, typed: String, type: Int, shown: String) throws {
    #expect(try bash(answer, typed: typed, type: type) == shown)
  }

  @Test(.enabled(if: find("bash") != nil))
  func bashAsksWithItsOwnPieces() throws {
    _ = try bash(":4\\n", typed: "js")
    let program = bench.folder + "/merchant"
    #expect(
      bench.text("asked")
        == "<__complete><--shell><bash><--cword><3><--line=merchant --output=js><--point><20>"
        + "<--><\(program)><--output><=><js>")
  }

  @Test(.enabled(if: find("zsh") != nil))
  func zshUnderstandsItsScript() throws {
    let script = bench.file("script", CompletionScript.text(for: .zsh))
    #expect(try run([Self.find("zsh") ?? "", "-f", "-n", script]) == "")
  }

  @Test(.enabled(if: find("fish") != nil))
  func fishCompletesFromItsScript() throws {
    let program = bench.file(
      "merchant", "#!/bin/sh\nprintf 'json\\tone object\\n:36\\n'\n", mode: 0o700)
    let script = bench.file("script", CompletionScript.text(for: .fish))
    let line = "source \(script); complete -C '\(program) --output j'"
    let shown = try run([Self.find("fish") ?? "", "--no-config", "-c", line])
    #expect(shown == "json\tone object\n")
  }
}
