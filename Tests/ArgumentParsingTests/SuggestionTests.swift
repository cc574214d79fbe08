import Testing

@testable import ArgumentParsing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("creat-order", ["create-order"]), ("create", ["create-order"]), ("verfy", ["verify"]),
    ("veryfi", ["verify"]), ("Verify", ["verify"]), ("ordr", ["order"]), ("payuot", ["payout"]),
    ("pay", ["create-order"]), ("下单", ["create-order"]), ("验签", ["verify"]),
    ("transfer", ["payout"]), ("代付", ["payout"]), ("resend", ["payout resend"]),
    ("show", ["config show"]), ("xyzzy", []), ("x", []), ("查询", []),
    ("resendresendresendresendresendresendresendresendresendresendresendresend", []),
  ])
  func commandsAreSuggested(_ word: String, _ suggestions: [String]) throws {
    let failure = try #require(SampleProgram.failure([word]))
    #expect(failure.suggestions == suggestions)
  }

  @Test(
    arguments: [
      ("order --amout 1", ["--amount"], []), ("order --amoutn 1", ["--amount"], []),
      ("order --amou 1", ["--amount"], []), ("order --Amount 1", ["--amount"], []),
      ("order --dry_run", ["--dry-run"], []), ("order --dry-run-only", ["--dry-run"], []),
      ("order --no-colour", ["--no-color"], []), ("order --proflie x", ["--profile"], []),
      ("order --payee x", [], ["payout"]), ("verify --amount 1", [], ["create-order"]),
      ("verify --paye x", ["--payee"], ["payout"]), ("order --confirm 1", [], ["payout resend"]),
      ("order --xyzzy", [], []), ("order --trac", [], []), ("order --kye 1", [], []),
      ("verify --assume-yes", [], ["payout"]),
      ("verify -P x y", ["-p"], []), ("verify -verbos x", ["--verbose"], []),
      ("order -amount 1", ["--amount"], []), ("order －－amount 1", ["--amount"], []),
      ("order —amout 1", ["--amount"], []), ("order －a 1", ["-a"], []),
      ("verify x -o jsn", ["json"], []), ("verify x -o JSON", ["json"], []),
      ("verify x -o yaml", [], []), ("payout resnd", ["resend"], []),
    ] as [(String, [String], [String])])
  func optionsAndValuesAreSuggested(_ line: String, _ suggestions: [String], _ owners: [String])
    throws
  {
    let words = line.split(separator: " ").map(String.init)
    let failure = try #require(SampleProgram.failure(words))
    #expect(failure.suggestions == suggestions)
    #expect(failure.owners == owners)
  }

  @Test func anAbsentCommandIsExplained() throws {
    let failure = try #require(SampleProgram.failure("refund"))
    #expect(failure.explanation?.en == "these gateways have no refunds")
    #expect(failure.suggestions.isEmpty)
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("ab", "ba", 1), ("abcd", "acbd", 1),
    ("order", "ordre", 1), ("农业", "农商", 1), ("same", "same", 0),
  ])
  func distancesAreCounted(_ a: String, _ b: String, _ distance: Int) {
    #expect(EditDistance.between(Array(a), Array(b), limit: 3) == distance)
    #expect(EditDistance.between(Array(b), Array(a), limit: 3) == distance)
  }

  @Test func farWordsHaveNoDistance() {
    #expect(EditDistance.between(Array("abcdef"), Array("uvwxyz"), limit: 3) == nil)
    #expect(EditDistance.between(Array("a"), Array("abcdef"), limit: 3) == nil)
  }

  @Test func atMostThreeAreShownBestFirst() {
    let found = Suggester.nearest(to: "bank", among: ["banks", "bank", "bunk", "rank", "tank"])
    #expect(found == ["banks", "bunk", "rank"])
  }
}
