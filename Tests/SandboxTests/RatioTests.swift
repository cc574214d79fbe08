import Testing

@testable import Sandbox

@Suite struct RatioTests {
  @Test(
    arguments: [
      ("0", 0), ("1", 1_000_000), ("0.02", 20_000), (".5", 500_000), ("10", 10_000_000),
      ("0.000001", 1), ("999999.999999", 999_999_999_999),
    ] as [(String, Int64)])
  func ratiosAreExact(text: String, millionths: Int64) {
    #expect(Ratio(text)?.millionths == millionths)
  }

  @Test(arguments: ["", ".", "-1", "+1", "1e3", "0.0000001", "1000000", "1,5", "１", "1.", "0.5 "])
  func otherTextsAreNoRatio(text: String) {
    #expect(text == "1." ? Ratio(text) == .one : Ratio(text) == nil)
  }

  @Test func aScaleShortensTimesAndNeverOverflows() {
    #expect(Ratio(millionths: 10_000).of(milliseconds: 60_000) == 600)
    #expect(Ratio.zero.of(milliseconds: .max) == 0)
    #expect(Ratio.one.of(milliseconds: -5) == 0)
    #expect(Ratio(millionths: .max).of(milliseconds: .max) > 0)
  }

  @Test func aHeapGivesBackInOrder() {
    var heap = BinaryHeap<Int>(<)
    for value in [5, 1, 4, 1, 3, 9, 2] { heap.insert(value) }
    var values: [Int] = []
    while let value = heap.removeFirst() { values.append(value) }
    #expect(values == [1, 1, 2, 3, 4, 5, 9])
  }
}
