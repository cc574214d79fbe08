import Gateways

extension MessageKind {
  /// Whether it only asks, and moves nothing.
  public var isQuestion: Bool { self == .query || self == .payoutQuery }

  /// Whether it answers a question.
  public var answersQuestion: Bool { self == .queryAnswer || self == .payoutQueryAnswer }
}
