import Diagnosis
import Gateways
import Glibc
import PaymentValues
import Testing
import WireFormat

/// Two mistakes at once, over all pairs of causes.
@Suite struct PairRateTests {
  /// `MERCHANT_PAIRS=2` runs two scenarios of every pair and prints the ones that are missed.
  private static let perPair = getenv("MERCHANT_PAIRS").flatMap { Int(String(cString: $0)) }
  private static let isFull = perPair != nil

  #if DEBUG
    private static let step = 401
  #else
    private static let step = 13
  #endif

  /// Scenarios of each pair of distinct codes, spread over the messages.
  static func scenarios(perPair: Int, seed: UInt64) -> [Scenario] {
    let codes = DiagnosisCode.allCases
    let byCode = Dictionary(grouping: Mistakes.all, by: \.code)
    var result: [Scenario] = []
    for (index, first) in codes.enumerated() {
      for second in codes[(index + 1)...] {
        let ones = byCode[first] ?? []
        let others = byCode[second] ?? []
        var found: [Scenario] = []
        for turn in 0..<(perPair * 12) where found.count < perPair {
          var chance = Chance(seed &+ UInt64(result.count * 131 + turn * 7919 + index))
          guard let one = chance.one(of: ones), let other = chance.one(of: others),
            let sample = chance.one(of: Sample.forPairs)
          else { break }
          let seed = UInt64(chance.below(1 << 30))
          if let made = Scenario.make(one, other, sample, seed: seed) { found.append(made) }
        }
        result += found
      }
    }
    return result
  }

  @Test func twoMistakesAtOnceAreFound() {
    var scenarios = Self.scenarios(perPair: Self.perPair ?? 1, seed: 9)
    if !Self.isFull {
      // A step of a prime walks through all codes.
      scenarios = stride(from: 5, to: scenarios.count, by: Self.step).map { scenarios[$0] }
    } else {
      // In a mixed order, so that a part of the run tells the rate, too.
      scenarios = scenarios.indices.map { scenarios[$0 * 6151 % scenarios.count] }
    }
    var missed: [Scenario] = []
    var named = 0
    for (index, scenario) in scenarios.enumerated() {
      let diagnosis = scenario.sample.explain(scenario.sign, JoiningCases.others)
      if diagnosis.explanations.isEmpty {
        missed.append(scenario)
        if Self.isFull {
          print("missed", index, "searched", diagnosis.searched, diagnosis.isExhausted, scenario)
        }
      }
      let isNamed = diagnosis.explanations.contains { explanation in
        let codes = Set(explanation.causes.map(\.code))
        return scenario.codes.allSatisfy(codes.contains)
      }
      if isNamed { named += 1 }
      if Self.isFull, !isNamed, !diagnosis.explanations.isEmpty {
        print("other", diagnosis.explanations.map(\.code), "for", scenario)
      }
    }
    if Self.isFull {
      for code in DiagnosisCode.allCases {
        let all = scenarios.filter { $0.codes.contains(code) }.count
        let without = missed.filter { $0.codes.contains(code) }.count
        print("rate", code.rawValue, all - without, "of", all)
      }
    }
    print("pairs: \(scenarios.count), found \(scenarios.count - missed.count), both named \(named)")
    #expect(missed.count * 20 <= scenarios.count, "missed \(missed)")
  }
}

extension Sample {
  /// The messages of the other tests and those that move money.
  static let forPairs = all + [lianheCallback, payCenterPayout].compactMap { $0 }

  static let lianheCallback = Sample(
    .lianhe, .orderCallback,
    [
      ("amount", "99.50"), ("appKey", "woKL_S7BS0aorZiIsrZD9Q"), ("channel", "3"),
      ("mrn", "20210123000001"), ("originAmount", "100.00"),
    ], key: "4c4f4dee11eb2a6b8c9d97c67942ed64bc6f25d42a1ef8b80f74a530035b4542")

  static let payCenterPayout = Sample(
    .payCenter, .payout,
    [
      ("mchId", "20001222"), ("appId", "0ae8be35ff634e2abe94f5f32f6d5c4f"),
      ("mchTransOrderNo", "T20160427210604"), ("currency", "cny"), ("amount", "50000"),
      ("notifyUrl", "http://shop.example/payout"), ("bankCode", "ICBC"),
      ("bankName", "工商银行"), ("accountType", "1"), ("accountName", "张三"),
      ("accountNo", "6222020000000000007"), ("province", "江苏"), ("city", "南京"),
      ("param1", "wages 7/2"),
    ], key: "M3rchantKey0123456789abcdefABCDEF")
}
