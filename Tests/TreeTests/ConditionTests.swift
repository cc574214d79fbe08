import Testing

/// An expectation is one condition: of two that are joined, a failure does not say which.
@Suite struct ConditionTests {
  @Test func noExpectationJoinsConditions() {
    var joined: [String] = []
    for file in SourceTree.tests where file.target != "TreeTests" {
      for (number, line) in file.lines.enumerated() where Self.joins(line) {
        joined.append("\(file.path):\(number + 1)")
      }
    }
    #expect(joined == [])
  }

  @Test(arguments: [
    ("    #expect(a && b)", true), ("  if x { #expect(a(1) && b, \"why\") }", true),
    ("    #expect(all { $0 && $1 })", false), ("    #expect(!a || b && c)", false),
    ("    #expect(a)", false), ("    // #expect(a && b)", false),
  ])
  func aJoinedConditionIsSeen(line: String, isJoined: Bool) {
    #expect(Self.joins(line[...]) == isJoined)
  }

  /// A closure's condition is one; so is an implication, which is written with `||`.
  private static func joins(_ line: Substring) -> Bool {
    guard let start = line.ranges(of: "#expect(").first else { return false }
    let condition = line[start.upperBound...]
    guard let place = condition.ranges(of: " && ").first, !line.contains("//") else { return false }
    let before = condition[..<place.lowerBound]
    return !before.contains("{") && !before.contains(" || ") && !before.contains("\"")
  }
}
