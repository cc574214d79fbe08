import GatewayEngine
import Gateways
import PaymentValues
import WireFormat

/// Decides whose message a capture is: which profile, gateway and kind of message.
struct VerifySubject {
  var profile: Profile
  var gateway: GatewaySpec
  var message: MessageSpec
  /// Other profiles whose keys may have signed it.
  var others: [Profile] = []
  /// Why the message is not what it was asked to be, or why that cannot be told.
  var finding: Finding?
  /// A profile that was asked for and whose key did not sign it, while another's did.
  var wanted: String?

  /// Named profile or gateway first; without one, every profile whose gateway has such a message is
  /// tried, and the one whose key fits is taken.
  static func find(_ context: CommandContext, fields: FieldList) throws(CommandFailure)
    -> VerifySubject
  {
    let builder = try context.profiles()
    let all = builder.all().map(\.profile)
    let isNamed = ["profile", "gateway", "gateway-file"].contains { context.command.isGiven($0) }
    if isNamed || all.isEmpty {
      let profile = try builder.resolve(needsKey: true).profile
      let named = try MessageOptions.message(context, gateway: profile.gateway, fields: fields)
      let recognition = MessageRecognizer.recognise(
        fields, at: profile.gateway, as: context.command.choice("message"))
      return VerifySubject(
        profile: profile, gateway: profile.gateway,
        message: recognition.candidate?.message ?? named,
        others: all.filter { $0.name != profile.name }, finding: recognition.finding)
    }
    return try recognised(context, fields, all, preferred: try? builder.resolve().profile)
  }

  private static func recognised(
    _ context: CommandContext, _ fields: FieldList, _ all: [Profile], preferred: Profile?
  ) throws(CommandFailure) -> VerifySubject {
    let kind: MessageKind? = context.command.choice("message")
    let profiles = all.map { $0.name == preferred?.name ? preferred ?? $0 : $0 }
    var found: [(subject: VerifySubject, score: Int)] = []
    for profile in profiles {
      // Every kind is compared before the one that was asked for counts (docs/decisions/0008).
      let recognition = MessageRecognizer.recognise(fields, at: profile.gateway, as: kind)
      guard !recognition.best.isEmpty, let best = recognition.candidate else { continue }
      found.append(
        (
          VerifySubject(
            profile: profile, gateway: profile.gateway, message: best.message,
            finding: recognition.finding),
          best.score
        ))
    }
    guard let top = found.map(\.score).max() else {
      throw CommandFailure(
        .data, "unknown_message", "no message of the gateways of your profiles has these fields",
        hint:
          "say which with --gateway and --message; the names are \(fields.fields.prefix(6).map(\.displayName).joined(separator: ", "))"
      )
    }
    let signed = found.first { candidate in
      let subject = candidate.subject
      return MessageVerifier(gateway: subject.gateway, message: subject.message)
        .verify(fields, profile: subject.profile).check?.isValid ?? false
    }
    let best =
      found.first { $0.score == top && $0.subject.profile.name == preferred?.name }
      ?? found.first { $0.score == top }
    guard var subject = (signed ?? best)?.subject else {
      throw CommandFailure(.internalError, "no_subject", "no candidate was left")
    }
    subject.others = profiles.filter { $0.name != subject.profile.name }
    if signed != nil, let preferred, preferred.name != subject.profile.name,
      preferred.gateway.id == subject.gateway.id
    {
      subject.wanted = preferred.name
    }
    return subject
  }
}
