/// The gateways that come with the program.
public enum GatewayCatalog {
  /// All of them, in the order in which help lists them.
  public static let builtIn: [GatewaySpec] = [.payIndex, .wessyun, .payCenter, .lianhe]

  /// The gateway of that identifier, or nil.
  public static func named(_ id: String) -> GatewaySpec? { builtIn.first { $0.id == id } }
}
