import HTTP
import Messages
import PaymentValues

/// Stands between an operator and real money: says which account, and wants to be told that it is meant.
struct LiveGuard {
  let context: CommandContext
  let profile: Profile

  /// Passes, or says why not. Nothing was sent either way.
  /// - Parameter subject: what is about to be sent, for the question.
  func pass(_ subject: String) throws(Refusal) {
    if profile.isProtected {
      throw Refusal(
        .refused, "profile_protected", "profile '\(profile.name)' is protected; nothing was sent",
        hint: "use another profile, or take 'protected = yes' out of it")
    }
    guard profile.mode == .live else { return }
    let merchant = profile.values[.merchantID] ?? ""
    let host = profile.baseURL.flatMap { try? HTTPURL($0).host } ?? "?"
    context.output.note(
      "LIVE: profile \(profile.name), merchant \(merchant), host \(host): \(subject)")
    if let given = context[SendingOptions.live] {
      guard given == merchant else {
        throw Refusal(
          .refused, "live_mismatch",
          "--live \(given) is not the merchant id of profile '\(profile.name)'; nothing was sent")
      }
      return
    }
    let canAsk = context.environment.isTerminal.input && !context[GlobalOptions.noInput]
    guard canAsk, let answer = context.environment.prompt("Type the merchant id to go on: ", true)
    else {
      throw Refusal(
        .refused, "live_unconfirmed",
        "profile '\(profile.name)' is live and nobody confirmed it; nothing was sent",
        hint: "off a terminal, give --live \(merchant.isEmpty ? "MERCHANT_ID" : merchant)")
    }
    guard answer == merchant, !merchant.isEmpty else {
      throw Refusal(.cancelled, "cancelled", "not confirmed; nothing was sent")
    }
  }
}
