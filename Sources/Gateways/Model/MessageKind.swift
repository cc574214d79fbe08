/// The ten messages that merchants and gateways exchange.
public enum MessageKind: String, Sendable, CaseIterable {
  /// A request to be paid (代收下单).
  case order
  /// The gateway's answer to it.
  case orderAnswer = "order-answer"
  /// The gateway's word that it was paid (回调, 通知).
  case orderCallback = "order-callback"
  /// A question about an order.
  case query
  /// The answer to that.
  case queryAnswer = "query-answer"
  /// A request to pay somebody (代付, 下发).
  case payout
  /// The gateway's answer to it.
  case payoutAnswer = "payout-answer"
  /// The gateway's word on a payout.
  case payoutCallback = "payout-callback"
  /// A question about a payout.
  case payoutQuery = "payout-query"
  /// The answer to that.
  case payoutQueryAnswer = "payout-query-answer"

  /// Whether the gateway wrote it: then its signature decides what a shop may believe.
  public var comesFromGateway: Bool {
    switch self {
    case .order, .query, .payout, .payoutQuery: false
    default: true
    }
  }

  /// Whether it is about money going out.
  public var isAboutPayout: Bool {
    switch self {
    case .payout, .payoutAnswer, .payoutCallback, .payoutQuery, .payoutQueryAnswer: true
    default: false
    }
  }

  /// Whether the gateway sends it unasked.
  public var isCallback: Bool { self == .orderCallback || self == .payoutCallback }

  /// The request that an answer answers; nil for requests and callbacks.
  public var request: MessageKind? {
    switch self {
    case .orderAnswer: .order
    case .queryAnswer: .query
    case .payoutAnswer: .payout
    case .payoutQueryAnswer: .payoutQuery
    default: nil
    }
  }

  /// The answer to a request; nil for answers and callbacks.
  public var answer: MessageKind? {
    switch self {
    case .order: .orderAnswer
    case .query: .queryAnswer
    case .payout: .payoutAnswer
    case .payoutQuery: .payoutQueryAnswer
    default: nil
    }
  }
}
