import ArgumentParsing
import Platform
import Testing

/// Pieces as bash hands them over, and what is printed for them.
struct BashCase: Sendable, CustomTestStringConvertible {
  var line: String
  var pieces: [String]
  var cword: Int
  var text: String

  /// `|` in the line is the cursor.
  init(_ line: String, _ pieces: [String], _ cword: Int, _ text: String) {
    self.line = line
    self.pieces = pieces
    self.cword = cword
    self.text = text
  }

  var testDescription: String { line }
  var point: Int { line.firstIndex(of: "|").map { line[..<$0].count } ?? line.count }
  var wholeLine: String { line.filter { $0 != "|" } }
}

/// How the shells' words become the program's.
@Suite struct CompletionLineTests {
  private func text(_ row: BashCase, withLine: Bool = true) -> String? {
    let line = CompletionLine(
      shell: .bash, words: row.pieces.map { Array($0.utf8) }, index: row.cword,
      line: withLine ? Array(row.wholeLine.utf8) : nil, point: withLine ? row.point : nil)
    return line.map {
      Completer(root: SampleProgram.root, language: .en).answer($0).text(for: $0)
    }
  }

  @Test(arguments: [
    BashCase("merchant --output=js|", ["merchant", "--output", "=", "js"], 3, "json\tJSON\n:36\n"),
    BashCase(
      "merchant --output=|", ["merchant", "--output", "=", ""], 3,
      "table\tcolumns\njson\tJSON\ncsv\tcommas\n:36\n"),
    BashCase(
      "merchant --output=|", ["merchant", "--output", "="], 2,
      "table\tcolumns\njson\tJSON\ncsv\tcommas\n:36\n"),
    BashCase(
      "merchant --output=js|", ["merchant", "--output=js"], 1, "--output=json\tJSON\n:36\n"),
    BashCase(
      "merchant --output=j| verify", ["merchant", "--output", "=", "j", "verify"], 3,
      "json\tJSON\n:36\n"),
    BashCase(
      "merchant --output=j|son verify", ["merchant", "--output", "=", "json", "verify"], 3,
      "json\tJSON\n:36\n"),
    BashCase(
      "merchant --profile=a --output j|",
      ["merchant", "--profile", "=", "a", "--output", "j"], 5, "json\tJSON\n:36\n"),
    BashCase("merchant ver|", ["merchant", "ver"], 1, "verify\tVerify a callback\n:36\n"),
    BashCase(
      "merchant | verify", ["merchant", "", "verify"], 1,
      "create-order\tPlace an order\npayout\tPay out\nverify\tVerify a callback\nconfig\tConfiguration\n:36\n"
    ),
    BashCase(
      "merchant verify http://x --out|",
      ["merchant", "verify", "http", ":", "//x", "--out"], 5, "--output\tForm of the result\n:36\n"),
    BashCase(
      "merchant create-order --name \"a b\" --ou|",
      ["merchant", "create-order", "--name", "\"a b\"", "--ou"], 4,
      "--output\tForm of the result\n:36\n"),
    BashCase("merchant --output \"js|", ["merchant", "--output", "\"js"], 2, "json\tJSON\n:36\n"),
    BashCase(
      "merchant --output= ver|", ["merchant", "--output", "=", "ver"], 3,
      "verify\tVerify a callback\n:36\n"),
  ])
  func piecesOfBashBecomeWords(row: BashCase) {
    #expect(text(row) == row.text)
  }

  @Test func withoutTheLineBreaksJoinWhatStandsAroundThem() {
    let row = BashCase("", ["merchant", "--output", "=", "js"], 3, "json\tJSON\n:36\n")
    #expect(text(row, withLine: false) == row.text)
  }

  @Test(arguments: [(0, 3), (4, 3), (-1, 3), (1, 0)])
  func anIndexOutsideTheLineIsNoQuestion(index: Int, count: Int) {
    let words = Array(repeating: Array("a".utf8), count: count)
    for shell in CompletionShell.allCases {
      #expect(CompletionLine(shell: shell, words: words, index: index) == nil)
    }
  }

  @Test func theWordBehindTheLastIsEmpty() {
    let line = CompletionLine(shell: .zsh, words: [Array("merchant".utf8)], index: 1)
    #expect(line?.words == [[]])
    #expect(line?.index == 0)
  }

  @Test func bashGetsQuotedWordsAndOthersPlainOnes() throws {
    for (shell, text) in [(CompletionShell.bash, "'a (b)'\n:4\n"), (.zsh, "a (b)\n:4\n")] {
      let words = ["merchant", ""].map { Array($0.utf8) }
      let line = try #require(CompletionLine(shell: shell, words: words, index: 1))
      let answer = CompletionAnswer([CompletionCandidate("a (b)")], directive: .noFiles)
      #expect(answer.text(for: line) == text)
    }
  }

  @Test func fishGetsTheNameWhereOnlyTheNameFits() throws {
    let candidate = CompletionCandidate("HPT1", "中国银行", name: "中国银行")
    let answer = CompletionAnswer([candidate], directive: .noFiles)
    for (typed, text) in [("中", "中国银行\tHPT1\n:4\n"), ("H", "HPT1\t中国银行\n:4\n")] {
      let words = ["merchant", typed].map { Array($0.utf8) }
      let line = try #require(CompletionLine(shell: .fish, words: words, index: 1))
      #expect(answer.text(for: line) == text)
    }
  }

  @Test func theLogMasksSecrets() throws {
    let words = ["merchant", "create-order", "--key", "hunter2", "-F", "sign_key=hunter3", "ver"]
    let line = try #require(
      CompletionLine(shell: .zsh, words: words.map { Array($0.utf8) }, index: 6))
    let entry = CompletionLog.entry(line, answer: ":4\n", root: SampleProgram.root)
    #expect(entry == "zsh: merchant create-order --key *** -F sign_key=*** [ver]\n:4\n")
  }

  @Test(arguments: UInt64(300)..<320)
  func anyWordsHaveAnAnswer(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let pieces = [
      "merchant", "create-order", "payout", "--output", "=", ":", "js", "--", "-", "-o", "-vq",
      "\"",
      "'", "\\", "--profile=", "a b", "", "下", "--no-", "--fields=a,", "-5", "\u{301}", "：", "@",
    ]
    for _ in 0..<300 {
      let words = (0..<Int.random(in: 0...7, using: &generator)).map { _ -> [UInt8] in
        if Int.random(in: 0..<5, using: &generator) == 0 {
          return (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            UInt8.random(in: 1...255, using: &generator)
          }
        }
        return Array((pieces.randomElement(using: &generator) ?? "").utf8)
      }
      let joined = Array(words.joined(separator: [UInt8(ascii: " ")]))
      for shell in CompletionShell.allCases {
        for line in [nil, joined, [UInt8(ascii: "x")]] {
          let line = CompletionLine(
            shell: shell, words: words, index: Int.random(in: -1...8, using: &generator),
            line: line, point: Int.random(in: -3...40, using: &generator))
          guard let line else { continue }
          let text = Completer(root: SampleProgram.root, language: .zh).answer(line).text(for: line)
          let last = text.split(separator: "\n").last ?? ""
          #expect(text.hasSuffix("\n"))
          #expect(last.first == ":")
          #expect(Int(last.dropFirst()) != nil)
        }
      }
    }
  }
}
