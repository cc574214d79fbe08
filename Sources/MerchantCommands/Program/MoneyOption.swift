import ArgumentParsing
import PaymentValues

/// Amounts of options.
enum MoneyOption {
  static func read(_ option: Option<MoneyText?>, _ context: CommandContext) throws(Refusal)
    -> Money?
  {
    guard let text = context[option]?.text else { return nil }
    do throws(MoneyError) { return try Money(operatorText: text) } catch {
      throw Refusal(
        .usage, "bad_amount", "--\(option.spec.name) \(text): \(error.reason)",
        hint: "write yuan as 1.00, or fen as 100分")
    }
  }
}
