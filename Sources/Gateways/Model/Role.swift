/// A field's meaning, the same at every gateway. Commands speak roles; catalog files speak names.
/// The raw value is also the command-line flag and the key in a profile.
public enum Role: String, Sendable, CaseIterable {
  // Who
  /// The account at the gateway (商户号; lianhe's appKey).
  case merchantID = "merchant-id"
  /// The application under the account.
  case appID = "app-id"
  // Which
  /// The merchant's own number of an order or payout.
  case orderNumber = "order"
  /// The gateway's number of it.
  case gatewayOrderNumber = "gateway-order"
  /// The number that the channel behind the gateway gave it.
  case channelOrderNumber = "channel-order"
  // How much
  /// The amount that was ordered.
  case amount
  /// The amount that was really paid; it may differ from the ordered one by design.
  case paidAmount = "paid-amount"
  /// What the merchant is credited after fees.
  case income
  /// Three-letter currency.
  case currency
  // How
  /// Payment channel, product or bank code of an order (银行编码, 支付产品, 通道).
  case channel
  /// Whether the answer shall be JSON.
  case answerFormat = "answer-format"
  /// Where the gateway sends its callback.
  case notifyURL = "notify-url"
  /// Where the shopper's browser goes afterwards.
  case returnURL = "return-url"
  /// Asks a query to send the callback again.
  case notifyAgain = "notify-again"
  /// Time at which the order was submitted.
  case submittedAt = "submitted-at"
  // What for
  /// Subject of the goods.
  case subject
  /// Longer description of the goods.
  case goodsDescription = "description"
  /// Number of goods.
  case quantity
  /// Page of the goods.
  case productURL = "product-url"
  /// Text that the gateway gives back as it is.
  case attach
  /// First extension text, given back as it is.
  case extra1 = "param1"
  /// Second extension text, given back as it is.
  case extra2 = "param2"
  // Shopper
  /// The shopper's address on the network.
  case clientIP = "client-ip"
  /// The shopper's device.
  case device
  /// The real name of the person who pays.
  case payer
  // Payee
  /// Account holder.
  case accountName = "account-name"
  /// Account number.
  case accountNumber = "account-no"
  /// Private person or company.
  case accountAttribute = "account-attribute"
  /// Bank card, WeChat, Alipay, …
  case accountType = "account-type"
  /// The gateway's code of the payee's bank.
  case bankCode = "bank-code"
  /// Name of the payee's bank.
  case bankName = "bank-name"
  /// Interbank number (联行号).
  case bankUnionCode = "bank-union-code"
  /// Province of the branch.
  case province
  /// City of the branch.
  case city
  // Answers
  /// Says whether the request was accepted.
  case resultCode = "result-code"
  /// Words for a person.
  case message
  /// A finer code of an error.
  case errorCode = "error-code"
  /// Words for the finer code.
  case errorDetail = "error-detail"
  /// Holds other fields.
  case container
  /// Where the shopper pays.
  case payURL = "pay-url"
  /// How the pay URL is to be used.
  case payMethod = "pay-method"
  /// The gateway's word for how far an order or payout is.
  case state
  /// Time at which the money moved.
  case paidAt = "paid-at"
  /// Time at which the gateway made the order.
  case createdAt = "created-at"
  /// Channel's account of the shopper.
  case channelUser = "channel-user"
  /// Channel's own data.
  case channelData = "channel-data"
  /// Browser redirect or server notification.
  case noticeKind = "notice-kind"
  /// The signature.
  case signature = "sign"

  /// Whether a person must not see the whole value.
  public var isPersonal: Bool {
    switch self {
    case .accountName, .accountNumber, .payer: true
    default: false
    }
  }
}
