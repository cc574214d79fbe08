import Gateways
import WireFormat

/// The rule of real servers, of another message, of another gateway.
enum ForeignRuleHypotheses {
  /// What servers of this family do instead of the document's rule.
  static func servers(_ subject: DiagnosisSubject) -> [Hypothesis] {
    subject.message.tolerances.compactMap {
      hypothesis(subject, .ruleOfServers, $0.name, subject.message, $0.rule)
    }
  }

  /// The rules of the gateway's other messages, then of other gateways.
  static func others(_ subject: DiagnosisSubject) -> [Hypothesis] {
    var seen = [subject.rule] + subject.message.tolerances.map(\.rule)
    /// A rule that reads the marks of a table differs from table to table.
    func isNew(_ rule: SigningRule) -> Bool {
      if rule.selection != .marked, seen.contains(rule) { return false }
      seen.append(rule)
      return true
    }
    let own = subject.gateway.messages.filter { $0.kind != subject.message.kind }.compactMap {
      message -> Hypothesis? in
      guard let rule = message.signing, isNew(rule) else { return nil }
      return hypothesis(subject, .ruleOfOtherMessage, message.kind.rawValue, message, rule)
    }
    let foreign = subject.context.gateways.filter { $0.id != subject.gateway.id }.flatMap {
      gateway in
      gateway.messages.compactMap { message -> Hypothesis? in
        guard let rule = message.signing, isNew(rule) else { return nil }
        let detail = "\(gateway.id), \(message.kind.rawValue)"
        return hypothesis(subject, .ruleOfOtherGateway, detail, message, rule)
      }
    }
    return own + foreign
  }

  private static func hypothesis(
    _ subject: DiagnosisSubject, _ code: DiagnosisCode, _ detail: String, _ message: MessageSpec,
    _ rule: SigningRule
  ) -> Hypothesis? {
    let foreign = Trial(subject.list, message: message, rule: rule, key: subject.key)
    // A text without any value would hash the key alone.
    guard foreign.parts.contains(where: { $0.isSigned && !$0.value.isEmpty }) else { return nil }
    return Hypothesis(
      code: code, detail: detail, code == .ruleOfOtherGateway ? .usual : .common, family: .rule
    ) {
      $0 = foreign
    }
  }
}
