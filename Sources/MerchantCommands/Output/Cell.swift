import PaymentValues
import WireFormat

/// A value of a record. The output form decides the name and the unit that it is shown with, so that
/// one name never stands for two units.
enum Cell {
  case text(String?)
  case count(Int)
  /// JSON has fen as a number under NAME_fen, text has yuan under NAME.
  case money(Money?)
  /// Milliseconds since 1970. JSON has RFC 3339, text has Beijing's clock.
  case time(Int64?)
  /// A value that has the same form everywhere.
  case json(JSONValue)

  var value: JSONValue {
    switch self {
    case .text(let text): .optional(text)
    case .count(let count): JSONValue(count)
    case .money(let money): .optional(money?.fen)
    case .time(let time): .optional(time.map { BeijingTime(unixMilliseconds: $0).rfc3339 })
    case .json(let value): value
    }
  }

  var text: String {
    switch self {
    case .text(let text): text ?? ""
    case .count(let count): String(count)
    case .money(let money): money?.yuan ?? ""
    case .time(let time): time.map { BeijingTime(unixMilliseconds: $0).text } ?? ""
    case .json(let value): TemplateText.plain(value)
    }
  }

  /// Whether a spreadsheet may calculate with it.
  var isNumber: Bool {
    switch self {
    case .count, .money, .json(.number): true
    case .text, .time, .json: false
    }
  }
}
