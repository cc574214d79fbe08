import Gateways

extension MessageKind {
  /// Whether it only asks, and moves nothing.
  package var isQuestion: Bool { self == .query || self == .payoutQuery }

  /// Whether it answers a question.
  package var answersQuestion: Bool { self == .queryAnswer || self == .payoutQueryAnswer }
}
