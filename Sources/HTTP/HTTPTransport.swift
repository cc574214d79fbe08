/// What the caller allows a transport to do.
public struct TransportOptions: Sendable, Equatable {
  /// The whole exchange must be over by then, connecting included.
  public var deadlineMilliseconds: Int64 = 30_000
  /// The connection must stand by then.
  public var connectMilliseconds: Int64 = 10_000
  /// A request that moves money: a fresh connection, never reused, one attempt.
  public var movesMoney = true
  /// More body than this ends the exchange as unknown.
  public var bodyLimit = 262_144
  /// A private certificate authority's PEM file, or nil for the system's.
  public var caFile: String?
  /// A proxy's URL, or nil for a direct connection whatever the environment says.
  public var proxy: String?

  /// The defaults: 30 s in all, 10 s to connect, one attempt on a fresh connection, 256 KiB.
  public init() {}
}

/// Why an exchange gave no answer. `code` is stable; `reason` is for a person and holds no secret.
public struct TransportFailure: Error, Sendable, Equatable {
  /// A stable code: `resolve_failed connect_failed tls_failed timeout reset empty_answer short_body
  /// bad_answer too_large url_malformed transport_missing other`.
  public var code: String
  /// One sentence.
  public var reason: String

  /// Makes a failure.
  public init(code: String, reason: String) {
    self.code = code
    self.reason = reason
  }
}

/// What is known after an exchange. Nothing in between exists: this is what payouts rest on.
public enum TransportOutcome: Sendable, Equatable {
  /// Provably not one byte of the request was handed to the kernel.
  case notSent(TransportFailure)
  /// A complete answer came.
  case answered(HTTPResponse)
  /// Something may have arrived there, and no complete answer came back.
  case unknown(TransportFailure)
}

/// The one way out to a gateway. Blocking; safe to call from several threads at once.
public protocol HTTPTransport: Sendable {
  /// Sends once and waits for the outcome. Never follows a redirect, never sends twice.
  func send(_ request: HTTPRequest, _ options: TransportOptions) -> TransportOutcome
}
