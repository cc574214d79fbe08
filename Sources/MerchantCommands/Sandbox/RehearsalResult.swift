/// How the steps of one gateway ended.
struct RehearsalResult {
  var gateway: String
  /// Nil for a step that went well, else what went wrong; absent for steps that the gateway lacks.
  var steps: [RehearsalStep: String?] = [:]

  var isGood: Bool { steps.values.allSatisfy { $0 == nil } }

  func words(_ step: RehearsalStep) -> String {
    guard let outcome = steps[step] else { return "–" }
    return outcome ?? "ok"
  }
}
