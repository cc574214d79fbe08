import Testing

/// Package.swift and the tree say the same.
@Suite struct ManifestTests {
  private let manifest = Manifest.package

  /// The modules that the files of each target import.
  private static let imports: [String: Set<String>] = SourceTree.all.reduce(into: [:]) {
    imports, file in
    for line in file.lines where line.contains("import ") && !line.hasPrefix(" ") {
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
        words[..<place].allSatisfy({ $0.hasPrefix("@") || $0 == "public" || $0 == "internal" })
      else { continue }
      // `import struct Platform.Clock` takes one type of a module.
      let name = ["struct", "class", "enum"].contains(words[place + 1]) ? place + 2 : place + 1
      guard name < words.count else { continue }
      imports[file.target, default: []].insert(String(words[name].prefix { $0 != "." }))
    }
  }

  @Test func theManifestIsUnderstood() {
    #expect(manifest.targets.count > 40)
    #expect(manifest.dependencies["CurlTransport"] == ["ByteText", "CCurl", "HTTP"])
    #expect(manifest.dependencies["merchant"]?.contains("MerchantCommands") == true)
    #expect(manifest.dependencies["Platform"] == ["ByteText", "CLinux"])
    #expect(manifest.dependencies["ByteText"] == [])
  }

  @Test func whatATargetImportsItsRowNamesAndNothingElse() {
    for (target, dependencies) in manifest.dependencies {
      let imported = Self.imports[target, default: []].intersection(manifest.targets)
      #expect(
        imported.subtracting(dependencies).sorted() == [], "\(target) imports them undeclared")
      #expect(dependencies.subtracting(imported).sorted() == [], "\(target) does not import them")
    }
  }

  @Test func everyFolderIsATargetAndTheOtherWayRound() {
    let folders = Set(
      (SourceTree.paths("Sources") + SourceTree.paths("Tests")).map {
        String($0.split(separator: "/")[1])
      })
    #expect(folders.subtracting(manifest.targets).sorted() == [], "would never be built")
    #expect(manifest.targets.subtracting(folders).sorted() == [])
  }

  @Test func thePackageStandsAlone() {
    #expect(!SourceTree.text("Package.swift").contains(".package("))
  }

  @Test func noFoundationInTheSources() {
    let found = Self.imports.filter { target, imports in
      !target.hasSuffix("Tests") && imports.contains { $0.hasPrefix("Foundation") }
    }
    #expect(found.keys.sorted() == [])
  }

  @Test func everyTargetHasItsRowInTheArchitecture() {
    let rows = SourceTree.text("docs/architecture.md").split(separator: "\n").filter {
      $0.hasPrefix("| ")
    }
    let named = Set(
      rows.flatMap { row in
        row.split(separator: "|").first?.split { $0 == "," || $0 == " " }.map(String.init) ?? []
      })
    let sources = Set(SourceTree.sources.map(\.target))
    #expect(sources.subtracting(named).sorted() == [])
  }
}
