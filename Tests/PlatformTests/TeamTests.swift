import Platform
import Testing

@Suite struct TeamTests {
  @Test(arguments: [-1, 0, 1, 2, 7])
  func everyMemberWorksAndAllAreWaitedFor(threads: Int) {
    let count = Monitor(0)
    Team.run(threads: threads) { count.change { $0 += 1 } }
    #expect(count.withLock { $0 } == max(1, threads))
  }

  @Test func resultsComeInTheirOrder() {
    var generator = SplitMix64(seed: 7)
    for count in [0, 1, 2, 50] {
      var results = InOrder<Int>()
      var found: [Int] = []
      for number in Array(0..<count).shuffled(using: &generator) {
        let before = found.count
        found += results.add(number * 10, at: number)
        // Only the one whose turn it is lets anything through.
        #expect(found.count == before || number == before)
      }
      #expect(found == (0..<count).map { $0 * 10 })
    }
  }
}
