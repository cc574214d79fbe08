import GatewayEngine
import Gateways
import Messages
import PaymentValues

/// Builds one question.
struct QueryRequest {
  let context: CommandContext
  let profile: Profile
  let kind: MessageKind

  func prepare(_ number: String) throws(Refusal) -> PreparedRequest {
    var input = RequestInput()
    let byGateway = context[QueryOptions.byGatewayOrder]
    input.texts[byGateway ? .gatewayOrderNumber : .orderNumber] = number
    if context[QueryOptions.notify] { input.texts[.notifyAgain] = "true" }
    input.named = try FieldInput.named(context).map { (name: $0.0, value: $0.1) }
    input.allowsUnknownFields = context[FieldOptions.allowUnknownField]
    return try OrderInput(context: context, gateway: profile.gateway, kind: kind)
      .prepare(input, profile: profile)
  }
}
