import Gateways
import PaymentValues
import TestSupport
import Testing
import WireFormat

/// docs/spec-file.md against the format.
struct SpecFileGuideTests {
  private static let guide = TestFiles.text(TestFiles.root + "/docs/spec-file.md") ?? ""

  @Test func theWorkedExampleIsTheExampleFile() throws {
    let start = try #require(Self.guide.firstRange(of: "```json\n{\n  \"format\""))
    let rest = Self.guide[start.lowerBound...].dropFirst("```json\n".count)
    let end = try #require(rest.firstRange(of: "```"))
    let isSame = Array(rest[..<end.lowerBound].utf8) == (try exampleFile("epay"))
    #expect(isSame, "copy docs/gateways/examples/epay.json into docs/spec-file.md")
  }

  @Test func everyKeyIsExplained() throws {
    var keys: Set<String> = []
    for file in GatewayCatalog.builtIn.map(SpecFile.encode) + (try exampleFiles.map(exampleFile)) {
      collect(try JSONValue.parse(file), into: &keys)
    }
    #expect(keys.filter { !Self.guide.contains("`\($0)`") }.sorted() == [])
  }

  @Test func everyWordIsExplained() {
    let words: [[String]] = [
      MessageKind.allCases.map(\.rawValue), Role.allCases.map(\.rawValue),
      Status.allCases.map(\.rawValue), AmountUnit.allCases.map(\.rawValue),
      Endpoint.Mode.allCases.map(\.rawValue), CallbackDelivery.Match.allCases.map(\.rawValue),
      ErrorMeaning.Verdict.allCases.map(\.rawValue), PayURLRule.allCases.map(\.rawValue),
      CodeTable.Kind.allCases.map(\.rawValue), SigningRule.Empties.allCases.map(\.rawValue),
      SigningRule.Order.allCases.map(\.rawValue), SigningRule.Digest.allCases.map(\.rawValue),
      SigningRule.LetterCase.allCases.map(\.rawValue),
      SigningRule.Transform.allCases.map(\.rawValue), SigningRule.Nested.allCases.map(\.rawValue),
      SigningRule.Numbers.allCases.map(\.rawValue),
    ]
    #expect(words.joined().filter { !Self.guide.contains("`\($0)`") } == [])
  }

  /// Names under `fixed`, `failure-members` and `signing-rules` are the gateway's own, not keys of the format.
  private func collect(_ value: JSONValue, into keys: inout Set<String>) {
    for element in value.arrayElements ?? [] { collect(element, into: &keys) }
    for (key, member) in value.objectMembers ?? [] {
      keys.insert(key)
      if key == "fixed" || key == "failure-members" { continue }
      if key == "signing-rules" {
        for (_, rule) in member.objectMembers ?? [] { collect(rule, into: &keys) }
      } else {
        collect(member, into: &keys)
      }
    }
  }
}
