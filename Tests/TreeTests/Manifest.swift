/// What Package.swift says of the targets.
struct Manifest {
  /// The targets that each target depends on.
  private(set) var dependencies: [String: Set<String>] = [:]

  static let package = Manifest(SourceTree.text("Package.swift"))

  init(_ text: String) {
    // A target is declared by a call whose first text is its name. The dependencies are the first
    // list behind it; what follows the next declaration belongs to that one.
    let calls = ["module(", "tests(", ".target(", ".executableTarget("]
    var starts: [String.Index] = []
    for call in calls { starts += text.ranges(of: call).map(\.upperBound) }
    starts.sort()
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : text.endIndex
      let declaration = text[start..<end]
      let head = declaration.prefix { $0 != "\"" }
      guard head.allSatisfy({ $0.isWhitespace }) || head.hasSuffix("name: ") else { continue }
      let quoted = Self.quoted(declaration)
      guard let name = quoted.first else { continue }
      let list = declaration.split(separator: "[", maxSplits: 1).dropFirst().first ?? ""
      let isDirect = declaration.prefix { $0 != "[" }.contains("resources:") == false
      dependencies[name] = isDirect ? Set(Self.quoted(list.prefix { $0 != "]" })) : []
    }
  }

  private static func quoted(_ text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  var targets: Set<String> { Set(dependencies.keys) }

  /// Everything that a target can reach.
  func reach(_ target: String) -> Set<String> {
    let direct = dependencies[target] ?? []
    return direct.reduce(into: direct) { $0.formUnion(reach($1)) }
  }

  /// The arrows without those that follow from others.
  func arrows(of target: String) -> [String] {
    let direct = dependencies[target] ?? []
    let implied = direct.reduce(into: Set<String>()) { $0.formUnion(reach($1)) }
    return direct.subtracting(implied).sorted()
  }
}
