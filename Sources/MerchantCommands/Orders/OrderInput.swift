import ByteText
import GatewayEngine
import Gateways
import Messages
import PaymentValues

/// Turns a command's options into the engine's input.
struct OrderInput {
  let context: CommandContext
  let gateway: GatewaySpec
  let kind: MessageKind

  /// The input of a create-order or payout.
  func request() throws(Refusal) -> RequestInput {
    var input = RequestInput()
    input.money[.amount] = try MoneyOption.read(FieldOptions.amount(), context)
    for role in FieldOptions.roles(of: kind) where role != .amount {
      input.texts[role] = context[FieldOptions.text(role)]
    }
    if let channel = input.texts[.channel] { input.texts[.channel] = try code(channel, .channel) }
    if kind == .payout { try fillBank(&input) }
    input.named = try FieldInput.named(context).map { (name: $0.0, value: $0.1) }
    input.allowsUnknownFields = context[FieldOptions.allowUnknownField]
    return input
  }

  /// A code of the table, or the code of the one row with that name.
  private func code(_ text: String, _ kind: CodeTable.Kind) throws(Refusal) -> String {
    guard let table = gateway.codeTable(kind) else { return text }
    let rows = table.rows
    if rows.contains(where: { $0.code == text }) || text.utf8.allSatisfy({ $0 < 0x80 }) {
      return text
    }
    let exact = rows.filter { $0.name == text }
    let matches = exact.isEmpty ? rows.filter { $0.name.contains(text) } : exact
    if let first = matches.first, Set(matches.map(\.name)).count == 1 { return first.code }
    throw Refusal(
      .usage, "code_name",
      matches.isEmpty
        ? "no \(kind.rawValue) of \(gateway.id) is named '\(text)'"
        : "'\(text)' fits \(matches.count) \(kind.rawValue) codes",
      hint: matches.isEmpty
        ? "'merchant bank-codes --gateway \(gateway.id)' lists them"
        : matches.prefix(5).map { "\($0.code) \($0.name)" }.joined(separator: ", "))
  }

  /// `--bank` is a code or a name; the gateway gets what its rows want.
  private func fillBank(_ input: inout RequestInput) throws(Refusal) {
    guard let bank = context[PayoutOptions.bank] else { return }
    let message = gateway.message(.payout)
    guard message?.field(.bankCode) != nil else {
      input.texts[.bankName] = input.texts[.bankName] ?? bank
      return
    }
    let code = try code(bank, .payoutBank)
    input.texts[.bankCode] = input.texts[.bankCode] ?? code
    let name = gateway.codeTable(.payoutBank)?.rows.first { $0.code == code }?.name
    if message?.field(.bankName) != nil {
      input.texts[.bankName] = input.texts[.bankName] ?? name
    }
  }

  /// Builds, or says everything that is missing or wrong.
  func prepare(_ input: RequestInput, profile: Profile) throws(Refusal) -> PreparedRequest {
    let builder = RequestBuilder(
      profile: profile, unixMilliseconds: context.environment.clock.unixMilliseconds(),
      random: context.environment.random)
    let prepared = try builder.build(kind, input)
    context.note(prepared.warnings)
    return prepared
  }
}
