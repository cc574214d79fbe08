import TestSupport
import Testing

/// The picture of the arrows in docs/architecture.md is drawn from Package.swift.
@Suite struct ArrowPictureTests {
  private static let path = TestFiles.root + "/docs/architecture.md"
  private static let head = "<!-- arrows: drawn from Package.swift by make docs -->\n"
  private static let foot = "<!-- end of the arrows -->\n"

  private var picture: String {
    let manifest = Manifest.package
    let sources = manifest.targets.filter { !$0.hasSuffix("Tests") && $0 != "TestSupport" }
    let arrows = sources.sorted().flatMap { target in
      manifest.arrows(of: target).map { "  \(target) --> \($0)\n" }
    }
    return Self.head + "```mermaid\ngraph TD\n" + arrows.joined() + "```\n" + Self.foot
  }

  @Test func thePictureIsUpToDate() throws {
    let page = try #require(TestFiles.text(Self.path))
    let start = try #require(page.ranges(of: Self.head).first).lowerBound
    let end = try #require(page.ranges(of: Self.foot).first).upperBound
    if TestFiles.isRecording {
      #expect(TestFiles.write(page[..<start] + picture + page[end...], to: Self.path))
    } else {
      #expect(page[start..<end] == picture, "renew with make docs")
    }
  }

  @Test func noArrowGoesInACircle() {
    let manifest = Manifest.package
    for target in manifest.targets { #expect(!manifest.reach(target).contains(target)) }
  }

  @Test func anArrowThatFollowsFromOthersIsLeftOut() {
    let manifest = Manifest(
      """
      module("A"), module("B", ["A"]), module("C", ["A", "B"]),
      """)
    #expect(manifest.arrows(of: "C") == ["B"])
    #expect(manifest.reach("C") == ["A", "B"])
  }
}
