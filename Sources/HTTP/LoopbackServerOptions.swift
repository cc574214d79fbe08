/// Where a `LoopbackServer` listens and how much it takes.
public struct LoopbackServerOptions: Sendable, Equatable {
  /// A literal address; a loopback address unless `allowsAnyAddress`.
  public var address = "127.0.0.1"
  /// The port; 0 for any that is free.
  public var port: UInt16 = 0
  /// Whether other machines may be let in.
  public var allowsAnyAddress = false
  /// Whether a connection may carry one request after another.
  public var keepsAlive = false
  /// A request must be wholly there by then, and its answer taken within as long again.
  public var requestMilliseconds: Int64 = 10_000
  /// Connections at once; beyond, the one that has waited longest without sending its request goes.
  public var connections = 256
  /// Threads that answer, at most; nil for one a connection, for handlers that may wait for long.
  package var threads: Int?
  /// Head, body and field limits.
  public var limits = HTTPLimits()

  /// 127.0.0.1, any port, one request a connection, 10 s, 256 connections.
  public init() {}
}
