import Platform

/// What happens to one request. Each fault takes its own throw, so that switching one on does not
/// move the others of the same seed.
struct FaultPlan: Sendable {
  /// The fate of the answer; at most one of the faults that exclude each other.
  var fate: SandboxFaults.Chance?
  var hasBadSignature = false
  var hasEarlyCallback = false
  var isOutOfOrder = false
  var delayMilliseconds: Int64 = 0
  /// Free bits, for the place at which an answer breaks off and the like.
  var dice: UInt64 = 0

  private static let fates: [SandboxFaults.Chance] = [
    .lostRequest, .reset, .outage, .lostAnswer, .lateBooking, .halfAnswer, .error500, .html,
    .falseDuplicate, .forgedFailure,
  ]

  init(_ faults: SandboxFaults, random: inout SplitMix64) {
    var hits: Set<SandboxFaults.Chance> = []
    for chance in SandboxFaults.Chance.allCases {
      let bits = random.next()
      if faults.chances[chance]?.hits(bits) == true { hits.insert(chance) }
    }
    dice = random.next()
    fate = Self.fates.first { hits.contains($0) }
    hasBadSignature = hits.contains(.badSignature)
    hasEarlyCallback = hits.contains(.earlyCallback)
    isOutOfOrder = hits.contains(.outOfOrder)
    if hits.contains(.delay) { delayMilliseconds = faults.milliseconds(.delay) }
  }
}
