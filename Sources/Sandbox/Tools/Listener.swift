import HTTP
import Platform
import Synchronization

/// The listening socket, which an outage closes for a while and opens again on the same port.
final class Listener: Sendable {
  private struct State {
    var server: LoopbackServer?
    var isEnding = false
  }

  private static let sliceMilliseconds: Int64 = 20
  private static let attempts = 100

  private let options: LoopbackServerOptions
  private let clock: Clock
  private let state = Mutex(State())
  private let handler = Mutex<LoopbackServer.Handler?>(nil)

  init(_ options: LoopbackServerOptions, clock: Clock) {
    self.options = options
    self.clock = clock
  }

  /// Binds and starts; gives port and origin.
  func open(_ handler: @escaping LoopbackServer.Handler) throws -> (port: UInt16, origin: String) {
    self.handler.withLock { $0 = handler }
    let server = try LoopbackServer(options, handler: handler)
    state.withLock { $0.server = server }
    return (server.port, server.origin)
  }

  /// Refuses connections for so long. Does nothing while another pause lasts.
  func pause(milliseconds: Int64) {
    let server = state.withLock { state -> LoopbackServer? in
      defer { state.server = nil }
      return state.server
    }
    guard let server, let handler = handler.withLock({ $0 }) else { return }
    server.stop()
    let end = clock.monotonicMilliseconds() + milliseconds
    while clock.monotonicMilliseconds() < end, !isEnding { clock.sleep(Self.sliceMilliseconds) }
    var again = options
    again.port = server.port
    // Somebody else may hold the port for a moment.
    for _ in 0..<Self.attempts where !isEnding {
      if let server = try? LoopbackServer(again, handler: handler) {
        return install(server)
      }
      clock.sleep(Self.sliceMilliseconds)
    }
  }

  private func install(_ server: LoopbackServer) {
    let isTooLate = state.withLock { state in
      if !state.isEnding { state.server = server }
      return state.isEnding
    }
    if isTooLate { server.stop() }
  }

  private var isEnding: Bool { state.withLock { $0.isEnding } }

  /// Stops for good.
  func stop() {
    let server = state.withLock { state -> LoopbackServer? in
      state.isEnding = true
      defer { state.server = nil }
      return state.server
    }
    server?.stop()
    handler.withLock { $0 = nil }
  }
}
