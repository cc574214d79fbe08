import TestSupport
import Testing

struct SimulationTests {
  private static let seeds = TestDepth.repetitions(4, full: 8)

  /// Each case runs several seeds: a batch on a gateway that books twice what it gets twice, with lost,
  /// late and half answers, and a client that dies at random writes, fsyncs and requests.
  @Test(arguments: 0..<40)
  func everyRowIsBookedExactlyOnce(decade: Int) throws {
    for number in 0..<Self.seeds {
      let seed = decade * 8 + number
      var simulation = Simulation(seed: UInt64(seed))
      let result = try simulation.run()
      #expect(result.doubles == 0, "seed \(seed)")
      #expect(result.missing == 0, "seed \(seed)")
      #expect(result.isReported, "seed \(seed)")
    }
  }

  /// The simulation must be able to see the fault that it looks for.
  @Test(arguments: Simulation.Deviation.allCases)
  func aBrokenClientIsCaught(deviation: Simulation.Deviation) throws {
    var doubles = 0
    // One is enough to be caught; all of them tell how often.
    for seed in 0..<40 where doubles == 0 || TestDepth.isFull {
      var simulation = Simulation(seed: UInt64(seed), deviation: deviation)
      doubles += try simulation.run().doubles
    }
    #expect(doubles > 0)
    if TestDepth.isFull { print("\(deviation): \(doubles) double payouts in 40 batches") }
  }
}
