import GatewayEngine
import Gateways
import PaymentValues

/// Asks the gateway to call back again for orders that are paid there and not here.
struct ReconcileRepair {
  /// What can be done about an order that is paid there and not here.
  enum Way: String {
    case notify
  }

  let context: CommandContext
  let resolved: ResolvedProfile

  func notify(_ orders: [String]) throws(Refusal) {
    let kind: MessageKind = context[ReconcileOptions.payout] ? .payoutQuery : .query
    let gateway = resolved.profile.gateway
    guard gateway.message(kind)?.field(.notifyAgain) != nil else {
      throw Refusal(
        .refused, "no_notify",
        "the document of \(gateway.id) has no way to ask for a callback again",
        hint: "credit these orders by hand, from the report")
    }
    let builder = RequestBuilder(
      profile: resolved.profile,
      unixMilliseconds: context.environment.clock.unixMilliseconds(),
      random: context.environment.random)
    var questions: [PreparedRequest] = []
    for order in orders {
      var input = RequestInput()
      input.texts[.orderNumber] = order
      input.texts[.notifyAgain] = "true"
      questions.append(try builder.build(kind, input))
    }
    var asker = try QueryAsker(context: context, resolved: resolved)
    asker.printsAnswers = false
    let exchanges = try asker.ask(questions)
    let done = exchanges.count { $0.outcome == .accepted }
    context.output.note("asked for \(done) of \(orders.count) callbacks again")
  }
}
