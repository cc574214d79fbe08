import BulkVerification
import Gateways
import Messages
import PaymentValues

/// Whose messages `verify` may be given: the account that was named, those of the configuration, or a
/// key alone with every gateway that is known.
struct VerifyAccounts {
  /// The accounts that are tried; of two that fit equally well the first counts.
  var subjects: [BulkSubject]
  /// Further profiles, whose keys may explain a wrong signature.
  var others: [Profile] = []
  /// The default profile, when none was named.
  var preferred: String?

  /// The name of a profile that only the command line makes.
  static let unnamed = "command line"

  static func find(_ context: CommandContext) throws(Refusal) -> VerifyAccounts {
    let accounts = context.accounts
    let kind = context[MessageOptions.message]
    let naming = [GlobalOptions.profile, AccountOptions.gateway, AccountOptions.gatewayFile]
    let isNamed = naming.contains { context.command.isGiven($0) }
    if isNamed {
      let profile = try accounts.resolve(needsKey: true).profile
      if let kind { _ = try MessageOptions.message(kind, of: profile.gateway) }
      return VerifyAccounts(
        subjects: [BulkSubject(profile: profile, kind: kind, isNamed: true)],
        others: try accounts.all().map(\.profile).filter { $0.name != profile.name })
    }
    // A key option that cannot be read is to blame itself, whatever profile would have used it.
    let key = try accounts.optionKey()
    let all = try accounts.all().map(\.profile)
    let preferred = try? accounts.resolve().profile
    if let key, all.isEmpty || isTyped(context) {
      let bare = unpinned(key, context, all, preferred)
      return VerifyAccounts(
        subjects: ([preferred].compactMap(\.self) + bare).map {
          BulkSubject(profile: $0, kind: kind)
        }, others: all.filter { $0.name != preferred?.name }, preferred: preferred?.name)
    }
    guard !all.isEmpty else { throw withoutAnyone(accounts) }
    let own = all.filter { $0.name != preferred?.name }
    return VerifyAccounts(
      subjects: ([preferred].compactMap(\.self) + own).map { BulkSubject(profile: $0, kind: kind) },
      preferred: preferred?.name)
  }

  /// Whether a key option stands on the command line; a variable speaks for the default profile only.
  private static func isTyped(_ context: CommandContext) -> Bool {
    AccountOptions.key.contains { option in
      guard let origin = context.command.origin(option.spec) else { return false }
      if case .environment = origin { return false }
      return true
    }
  }

  /// The key with every gateway that is built in or that a profile brings, no account pinned but by
  /// an option.
  private static func unpinned(
    _ key: Secret, _ context: CommandContext, _ all: [Profile], _ preferred: Profile?
  ) -> [Profile] {
    var gateways = context.gateways.all()
    for profile in all where !gateways.contains(where: { $0.id == profile.gateway.id }) {
      gateways.append(profile.gateway)
    }
    var values: [Role: String] = [:]
    values[.merchantID] = context[AccountOptions.merchantID]
    values[.appID] = context[AccountOptions.appID]
    return gateways.filter { $0.id != preferred?.gateway.id }.map {
      Profile(name: unnamed, gateway: $0, key: key, values: values)
    }
  }

  private static func withoutAnyone(_ accounts: AccountBook) -> Refusal {
    do throws(Refusal) {
      _ = try accounts.resolve()
      return Refusal(.config, "no_profile", "no profile can be used")
    } catch {
      guard error.code == "no_profile" else { return error }
      var failure = error
      failure.hint =
        "give --key-file FILE (the gateway is told by the field names) or --profile NAME, or write a "
        + "configuration with 'merchant config init'"
      return failure
    }
  }

  /// The field names of every gateway that is built in and of those that are tried.
  func knownNames(_ context: CommandContext) -> Set<String> {
    let gateways = context.gateways.all() + subjects.map(\.profile.gateway)
    return Set(gateways.flatMap(\.messages).flatMap(\.fields).flatMap(\.spellings))
  }
}
