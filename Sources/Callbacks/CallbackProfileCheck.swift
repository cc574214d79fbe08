import Gateways
import Messages
import PaymentValues

/// What a profile needs before callbacks are believed on its word (docs/rules.md V1, V7).
package enum CallbackProfileCheck {
  /// Every fault of every profile; those of severity `error` forbid to serve it.
  package static func findings(_ profiles: [Profile]) -> [Finding] {
    guard !profiles.isEmpty else {
      return [
        Finding(
          .error, "no_profile", "no profile is served",
          hint: "name one with --profile")
      ]
    }
    var names: Set<String> = []
    return profiles.flatMap { profile -> [Finding] in
      var found: [Finding] = []
      if !names.insert(profile.name).inserted {
        found.append(
          Finding(.error, "profile_twice", place: profile.name, "the profile is named twice"))
      }
      return found + findings(profile)
    }
  }

  private static func findings(_ profile: Profile) -> [Finding] {
    var found: [Finding] = []
    let callbacks = profile.gateway.operations.compactMap(\.callback)
    if !callbacks.contains(where: { $0.signing != nil }) {
      found.append(
        Finding(
          .error, "no_callbacks", place: profile.name,
          "gateway \(profile.gateway.id) sends no signed callbacks"))
    }
    if profile.key.map({ $0.isPlaceholder || $0.isShort }) ?? true {
      found.append(ProfileCheck.unusableKey(profile))
    }
    for role in [Role.merchantID, .appID] where profile.values[role]?.isEmpty ?? true {
      guard let row = callbacks.compactMap({ $0.field(role) }).first(where: \.isDocumented) else {
        continue
      }
      found.append(
        Finding(
          role == .merchantID ? .error : .warning, "account_not_pinned", place: profile.name,
          "the profile has no \(role.rawValue), so \(row.name) of a callback cannot be compared",
          hint: "set \(role.rawValue) in the profile"))
    }
    return found
  }
}
