import HTTP

extension TransportFailure {
  /// Whether the same may work a moment later, without anybody changing anything.
  var mayPass: Bool { ["resolve_failed", "connect_failed", "timeout"].contains(code) }
}
