import Gateways

/// The configuration file that makes the sandbox's gateways profiles of `merchant`.
package enum SandboxConfig {
  /// INI text: one profile for each gateway, named like it. The default profile is the first that
  /// can also pay out. The text holds the keys, which open nothing but the sandbox.
  /// - Parameter origin: `http://127.0.0.1:PORT` without a slash at the end.
  package static func text(
    origin: String, gateways: [GatewaySpec], accounts: [String: SandboxAccount]
  ) -> String {
    let favourite = gateways.first { $0.operation(.payout) != nil } ?? gateways.first
    var text = favourite.map { "default-profile = \($0.id)\n" } ?? ""
    for gateway in gateways {
      guard let account = accounts[gateway.id] else { continue }
      let rows = [
        ("gateway", gateway.id), ("base-url", "\(origin)/\(gateway.id)"),
        ("merchant-id", account.merchantID), ("app-id", account.appID ?? ""),
        ("key", account.key), ("notify-url", "\(origin)/sandbox/receiver/\(gateway.id)"),
        ("return-url", hasReturnURL(gateway) ? "\(origin)/sandbox/return" : ""), ("mode", "test"),
      ]
      text += "\n[\(gateway.id)]\n"
      for (name, value) in rows where !value.isEmpty { text += "\(name) = \(value)\n" }
    }
    return text
  }

  private static func hasReturnURL(_ gateway: GatewaySpec) -> Bool {
    gateway.message(.order)?.field(.returnURL) != nil
  }
}
