import Gateways
import Messages

/// What a path says of the callback: `/callback/PROFILE`, `/callback/PROFILE/order`,
/// `/callback/PROFILE/payout`, or anything else for every profile.
struct CallbackRoute {
  /// The profiles that may have been meant.
  var profiles: [Profile]
  /// The kind, when the path fixes it.
  var kind: MessageKind?

  /// Reads a path. Throws 404 when it names a profile or kind that is not served.
  init(path: String, profiles: [Profile]) throws(CallbackFault) {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
      String($0)
    }
    if parts.last?.isEmpty == true { parts.removeLast() }
    guard parts.first == "callback", parts.count > 1 else {
      self.profiles = profiles
      return
    }
    let named = profiles.filter { $0.name == parts[1] }
    guard !named.isEmpty, parts.count <= 3 else { throw Self.notServed }
    self.profiles = named
    guard parts.count == 3 else { return }
    switch parts[2] {
    case "order": kind = .orderCallback
    case "payout": kind = .payoutCallback
    default: throw Self.notServed
    }
  }

  private static let notServed = CallbackFault(
    status: 404, "no_such_path", "Nothing is served under this path.")
}
