import Testing

struct SimulationTests {
  /// Each case runs eight seeds: a batch on a gateway that books twice what it gets twice, with lost,
  /// late and half answers, and a client that dies at random writes, fsyncs and requests.
  @Test(arguments: 0..<40)
  func everyRowIsBookedExactlyOnce(decade: Int) throws {
    for seed in 0..<8 {
      var simulation = Simulation(seed: UInt64(decade * 8 + seed))
      let result = try simulation.run()
      #expect(result.doubles == 0, "seed \(decade * 8 + seed)")
      #expect(result.missing == 0, "seed \(decade * 8 + seed)")
      #expect(result.isReported, "seed \(decade * 8 + seed)")
    }
  }

  /// The simulation must be able to see the fault that it looks for.
  @Test(arguments: Simulation.Deviation.allCases)
  func aBrokenClientIsCaught(deviation: Simulation.Deviation) throws {
    var doubles = 0
    for seed in 0..<40 {
      var simulation = Simulation(seed: UInt64(seed), deviation: deviation)
      doubles += try simulation.run().doubles
    }
    #expect(doubles > 0)
    print("\(deviation): \(doubles) double payouts in 40 batches")
  }
}
