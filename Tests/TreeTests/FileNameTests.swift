import Testing

/// A file holds the type of its name: who looks for `X` opens `X.swift`.
@Suite struct FileNameTests {
  /// Files that do not yet. The list may only shrink.
  private static let exceptions: Set<String> = [
    "Sources/ArgumentParsing/Completion/ValueCandidates.swift",
    "Sources/Captures/Parsing/ByteText.swift",
    "Sources/CurlTransport/CurlOutcome.swift",
    "Sources/MerchantGateway/MerchantGateway.swift",
    "Sources/Messages/DecidingFields.swift",
    "Sources/HTTP/HTTPMessage.swift",
    "Sources/HTTP/HTTPStartLine.swift",
    "Sources/Journal/JournalAccounts.swift",
    "Sources/Journal/JournalNotes.swift",
    "Sources/Journal/JournalOpening.swift",
    "Sources/Journal/JournalPlaces.swift",
    "Sources/Journal/JournalQueries.swift",
    "Sources/Journal/JournalReplay.swift",
    "Sources/Journal/JournalRotation.swift",
    "Sources/Platform/FileDescriptor.swift",
    "Sources/Reconciliation/Runs/JournalRecords.swift",
    "Sources/Diagnosis/Snippets+Go.swift",
    "Sources/Diagnosis/Snippets+Java.swift",
    "Sources/Diagnosis/Snippets+PHP.swift",
    "Sources/Diagnosis/Snippets+Python.swift",
    "Sources/Diagnosis/Snippets+Swift.swift",
    "Sources/Diagnosis/TrialDigest.swift",
    "Sources/Diagnosis/TrialText.swift",
    "Sources/WireFormat/TextEncoder.swift",
    "Sources/WireFormat/UnreadableText.swift",
    "Tests/DiagnosisTests/Mistakes+Text.swift",
    "Tests/MerchantCommandsTests/ConfigTests.swift",
    "Tests/MerchantCommandsTests/SignVerifyTests.swift",
  ]

  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "actor", "protocol", "typealias", "extension",
  ]

  @Test func everyFileHoldsTheTypeOfItsName() {
    let strangers = SourceTree.all.filter { $0.name != "main" && !Self.holdsItsType($0) }
    let found = Set(strangers.map(\.path))
    #expect(found.subtracting(Self.exceptions).sorted() == [], "hold no type of their name")
    #expect(
      Self.exceptions.subtracting(found).sorted() == [], "are cured or gone: strike them here")
  }

  @Test func namesAreTakenOnce() {
    let names = Dictionary(grouping: SourceTree.sources) { $0.target + "/" + $0.name }
    let twice = names.filter { $0.value.count > 1 }
    #expect(twice.keys.sorted() == [])
  }

  @Test(arguments: [
    ("A", "struct A {}", true), ("A", "public enum A: Int {", true), ("A", "struct AB {}", false),
    ("A", "extension X {\n  struct A {}\n}", true), ("A", "extension X.A {}", true),
    ("A", "extension X {\n  public static let a = 1\n}", true), ("A", "// struct A", false),
    ("A", "extension X {\n    struct A {}\n}", false), ("A+B", "extension A {}", true),
    ("A+B", "struct A {}", false), ("A", "@Suite struct A {", true),
    ("A", "struct A<Value> {", true),
  ])
  func aTypeIsFound(name: String, text: String, isThere: Bool) {
    let file = SourceTree.File(path: "Sources/X/\(name).swift", text: text)
    #expect(Self.holdsItsType(file) == isThere)
  }

  /// A type, an extension of it or, for a table of values, the one constant: at the margin or one level
  /// in. `X+Y.swift` must extend `X`.
  private static func holdsItsType(_ file: SourceTree.File) -> Bool {
    let parts = file.name.split(separator: "+")
    guard let base = parts.first else { return false }
    let member = base.prefix(1).lowercased() + base.dropFirst()
    for line in file.lines where line.utf8.prefix(while: { $0 == 0x20 }).count <= 2 {
      let words = line.split { $0 == " " || $0 == ":" || $0 == "{" || $0 == "(" || $0 == "<" }
      for (word, next) in zip(words, words.dropFirst()) {
        if word.hasPrefix("//") { break }
        let last = next.split(separator: ".").last ?? next
        if parts.count > 1 {
          if word == "extension", last == base { return true }
        } else if kinds.contains(word), last == base {
          return true
        } else if ["let", "var", "func"].contains(word), next == member {
          return true
        }
      }
    }
    return false
  }
}
