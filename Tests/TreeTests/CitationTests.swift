import Testing

/// What a comment cites is there to be read.
@Suite struct CitationTests {
  /// The anchors of docs/rules.md, such as `v4` and `payouts`.
  private static let anchors: Set<Substring> = {
    let page = SourceTree.text("docs/rules.md")
    let mark = "<a id=\""
    return Set(page.ranges(of: mark).map { page[$0.upperBound...].prefix { $0 != "\"" } })
  }()

  private static let scripts = SourceTree.paths("scripts").filter {
    $0.hasSuffix(".sh") || $0.hasSuffix(".py")
  }
  private static let texts =
    SourceTree.all.filter { $0.target != "TreeTests" }.map { ($0.path, $0.text) }
    + scripts.map { ($0, SourceTree.text($0)) }

  @Test func everyRuleThatIsCitedIsThere() {
    #expect(Self.anchors.count > 25)
    var citations = 0
    for (path, text) in Self.texts {
      for place in text.ranges(of: "docs/rules.md ") {
        // One anchor, or several rules behind each other: `V1, V7`.
        let rest = text[place.upperBound...].split(separator: "\n", maxSplits: 1).first ?? ""
        let pieces = rest.split(separator: " ").prefix(3)
        for (index, piece) in pieces.enumerated() {
          let word = piece.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
          if index > 0, !Self.isRule(word) { break }
          citations += 1
          #expect(Self.anchors.contains(word.lowercased()[...]), "\(path) cites \(word)")
          if !piece.hasSuffix(",") { break }
        }
      }
    }
    #expect(citations > 30)
  }

  @Test func everyRuleThatACommentNamesIsThere() {
    for file in SourceTree.all where file.target != "TreeTests" {
      for line in file.lines {
        guard let comment = line.ranges(of: "//").first else { continue }
        for word in SourceTree.words(line[comment.upperBound...]) where Self.isRule(word) {
          #expect(Self.anchors.contains(word.lowercased()[...]), "\(file.path) names \(word)")
        }
      }
    }
  }

  /// A letter and a number: `V4`, `M13`.
  private static func isRule(_ word: Substring) -> Bool {
    guard let letter = word.first, "VMDS".contains(letter), (2...3).contains(word.count) else {
      return false
    }
    return word.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
  }

  @Test func noCommentCitesAPageThatNobodyHas() {
    for (path, text) in Self.texts {
      for page in ["RELIABILITY", "PROTOCOLS.md", "PROTOCOLS 1", "CLI.md", "DESIGN.md"] {
        #expect(!text.contains(page), "\(path) cites \(page)")
      }
    }
  }

  @Test func everyDecisionThatIsCitedIsThere() {
    let names = SourceTree.paths("docs/decisions").compactMap { $0.split(separator: "/").last }
    let numbers = Set(names.compactMap { Int($0.prefix(4)) })
    for (path, text) in Self.texts {
      for mark in ["docs/decisions/", "(decision ", "decisions/"] {
        for place in text.ranges(of: mark) {
          let digits = text[place.upperBound...].prefix { $0.isASCII && $0.isNumber }
          guard let number = Int(digits) else { continue }
          #expect(numbers.contains(number), "\(path) cites decision \(number)")
        }
      }
    }
  }

  /// A link to a page of our own leads to a file.
  @Test func everyLinkOfThePagesLeadsSomewhere() {
    let pages = ["README.md", "CONTRIBUTING.md"] + SourceTree.paths("docs")
    for page in pages where page.hasSuffix(".md") {
      let folder = page.split(separator: "/").dropLast().joined(separator: "/")
      let text = SourceTree.text(page)
      for place in text.ranges(of: "](") {
        let target = text[place.upperBound...].prefix { $0 != ")" && $0 != "#" && $0 != "\n" }
        if target.isEmpty || target.contains(":") { continue }
        var parts = folder.split(separator: "/")
        for part in target.split(separator: "/") {
          if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        let path = parts.joined(separator: "/")
        let isThere = !SourceTree.text(path).isEmpty || SourceTree.paths(path) != [path]
        #expect(isThere, "\(page) links to \(target)")
      }
    }
  }

  /// A Swift file that a page names is in the tree.
  @Test func everyFileThatAPageNamesIsThere() {
    let names = Set(SourceTree.all.map { $0.name + ".swift" } + ["Package.swift"])
    let pages = ["README.md", "CONTRIBUTING.md"] + SourceTree.paths("docs")
    for page in pages where page.hasSuffix(".md") && !page.hasPrefix("docs/decisions/") {
      for quoted in SourceTree.text(page).split(separator: "`") where quoted.hasSuffix(".swift") {
        let name = String(quoted.split(separator: "/").last ?? "")
        #expect(names.contains(name), "\(page) names \(name)")
      }
    }
  }
}
