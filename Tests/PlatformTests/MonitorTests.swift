import Platform
import Testing

@Suite struct MonitorTests {
  @Test func aWaitEndsWhenTheStateIsAsWanted() throws {
    let number = Monitor(0)
    let thread = try Thread { for _ in 0..<100 { number.change { $0 += 1 } } }
    #expect(number.wait { $0 == 100 ? $0 : nil } == 100)
    thread.join()
  }

  @Test func aWaitThatIsOverGivesNothing() {
    let number = Monitor(0)
    let start = Clock.system.monotonicMilliseconds()
    #expect(number.wait(upTo: 20) { $0 > 0 ? $0 : nil } == nil)
    #expect(Clock.system.monotonicMilliseconds() - start >= 20)
  }

  @Test func aBoundedWaitSeesWhatIsThereAlreadyAndWhatComes() throws {
    let number = Monitor(1)
    #expect(number.wait(upTo: 0) { $0 == 1 ? "there" : nil } == "there")
    let thread = try Thread { number.change { $0 = 2 } }
    #expect(number.wait(upTo: 60_000) { $0 == 2 ? "came" : nil } == "came")
    thread.join()
  }

  /// More threads than places: never more inside than places, and each gets in.
  @Test func placesAreTakenAndGivenBack() throws {
    let places = Monitor(3)
    let inside = Monitor((now: 0, most: 0, total: 0))
    let threads = try (0..<12).map { _ in
      try Thread {
        for _ in 0..<50 {
          places.takePlace()
          inside.withLock {
            $0.now += 1
            $0.total += 1
            $0.most = max($0.most, $0.now)
          }
          inside.withLock { $0.now -= 1 }
          places.givePlaces()
        }
      }
    }
    for thread in threads { thread.join() }
    let end = inside.withLock { $0 }
    #expect(end.total == 600)
    #expect(end.most <= 3)
    #expect(places.withLock { $0 } == 3)
    #expect(places.tryToTakePlace())
    #expect(places.tryToTakePlace())
    #expect(places.tryToTakePlace())
    #expect(!places.tryToTakePlace())
  }
}
