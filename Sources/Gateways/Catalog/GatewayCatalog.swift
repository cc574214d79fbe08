/// The gateways that come with the program.
public enum GatewayCatalog {
  /// All of them, in the order in which help lists them.
  public static let builtIn: [GatewaySpec] = entries.map { $0.make() }

  /// Their identifiers, in the same order.
  package static var ids: [String] { entries.map(\.id) }

  /// The gateway of that identifier, or nil. The others are not made.
  public static func named(_ id: String) -> GatewaySpec? { entries.first { $0.id == id }?.make() }

  private static let entries: [(id: String, make: @Sendable () -> GatewaySpec)] = [
    ("pay-index", { .payIndex }), ("wessyun", { .wessyun }), ("pay-center", { .payCenter }),
    ("lianhe", { .lianhe }),
  ]
}
