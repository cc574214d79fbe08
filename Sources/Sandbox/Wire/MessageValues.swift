import Gateways
import PaymentValues

/// What a booking says for each row of an answer or a callback.
struct MessageValues: Sendable {
  let booking: Booking
  let message: MessageSpec
  let account: SandboxAccount
  /// The status to tell; a forger or a late callback tells another than the booking's.
  let status: Status
  /// The address of the cashier page as the gateway writes it.
  var payURL = ""
  /// Whether texts that were never given come as empty fields.
  var sendsEmpties = false
  /// The request that it comes of: fields that have one value there have it here.
  var request: MessageSpec?
  /// Whether the shopper's browser carries it.
  var isForBrowser = false

  /// The text of a row; nil leaves it out.
  func text(of row: FieldSpec) -> String? {
    switch row.role {
    case .merchantID: account.merchantID
    case .appID: account.appID
    case .orderNumber: booking.key.order
    case .gatewayOrderNumber: booking.gatewayOrder
    case .channelOrderNumber: status.isPaid ? "C" + booking.gatewayOrder : nil
    case .amount: money(booking.amount, row)
    case .paidAmount: money(status.isPaid ? booking.paid ?? booking.amount : .zero, row)
    case .resultCode: message.success?.words.first
    case .message: words(row)
    case .payURL: payURL
    case .state: word
    case .paidAt: time(booking.settledMilliseconds, row)
    case .createdAt: time(booking.createdMilliseconds, row)
    case .noticeKind: noticeKind(row)
    case .income, .signature, .errorCode, .errorDetail: nil
    case .attach, .extra1, .extra2:
      booking.texts[row.role ?? .container] ?? (sendsEmpties ? "" : filler(row))
    default: booking.texts[row.role ?? .container] ?? filler(row)
    }
  }

  private func filler(_ row: FieldSpec) -> String? {
    if let value = row.fixedValue ?? request?.field(named: row.name)?.fixedValue { return value }
    return row.requirement == .required ? row.example ?? "" : nil
  }

  private func money(_ money: Money, _ row: FieldSpec) -> String {
    if case .amount(let unit) = row.kind, let text = try? unit.text(of: money) { return text }
    return money.yuan
  }

  /// The document's example of good words, where a good answer must have some.
  private func words(_ row: FieldSpec) -> String? {
    switch row.requirement {
    case .required: row.example ?? ""
    case .unstated: ""
    case .optional, .oneOf: nil
    }
  }

  /// Unpaid, a gateway writes the zero of its clock where the row must be there (docs/rules.md servers).
  private func time(_ milliseconds: Int64?, _ row: FieldSpec) -> String? {
    if milliseconds == nil, row.requirement == .optional { return nil }
    let instant = milliseconds ?? 0
    switch row.kind {
    case .milliseconds: return String(instant)
    case .compactDateTime: return BeijingTime(unixMilliseconds: instant).compact
    default: return BeijingTime(unixMilliseconds: instant).text
    }
  }

  /// The documents list the browser's notice first and the server's last.
  private func noticeKind(_ row: FieldSpec) -> String? {
    if case .choice(let values) = row.kind { return isForBrowser ? values.first : values.last }
    return filler(row)
  }

  private var word: String? { Self.word(of: status, message) }

  /// The gateway's word for a status, or for the nearest that its table knows.
  static func word(of status: Status, _ message: MessageSpec) -> String? {
    let near: [Status]
    switch status {
    case .created: near = [.created, .pending]
    case .pending: near = [.pending, .created]
    case .succeeded: near = [.succeeded, .settled]
    case .settled: near = [.settled, .succeeded]
    // A gateway without a word for failure goes on calling it unpaid.
    case .failed, .unknown: near = [.failed, .created, .pending]
    }
    let documented = message.states.filter(\.isDocumented)
    // Where every other word is a failure, the document prints none for it.
    if status == .failed, message.otherState == .failed,
      !documented.contains(where: { $0.status == .failed })
    {
      return ["01", "99"].first { word in !message.states.contains { $0.word == word } }
    }
    for status in near {
      if let state = documented.first(where: { $0.status == status }) { return state.word }
    }
    return message.states.first { near.contains($0.status) }?.word
  }
}
