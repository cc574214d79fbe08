import Glibc
import Platform
import Synchronization

/// Why a server does not start, the system's own errors aside.
public enum LoopbackServerError: Error, Sendable, Equatable {
  /// The text is not a literal IPv4 or IPv6 address.
  case notAnAddress(String)
  /// The address would let other machines in, which was not asked for.
  case notLoopback(String)
}

/// A small HTTP/1.1 server for this machine: one thread waits for all connections and reads them, a few
/// answer.
public final class LoopbackServer: Sendable {
  /// Answers a request; called on several threads at once. `peer` is the client's address and port.
  public typealias Handler = @Sendable (_ request: HTTPRequest, _ peer: String) -> HTTPServerAction

  /// Answers requests that have come together, in their order: what each of them costs once a call, such
  /// as a sync of the disk, is shared.
  package typealias BatchHandler = @Sendable ([ReceivedRequest]) -> [HTTPServerAction]

  /// Hears of bytes that were no request and were refused; called on a thread that answers.
  public typealias RefusalObserver = @Sendable (_ error: HTTPParseError, _ peer: String) -> Void

  /// The port it listens on, chosen by the system if 0 was asked for.
  public let port: UInt16
  /// The address it listens on.
  public let address: String

  private let loop: ServerLoop
  private let thread: Mutex<Thread?>

  /// Binds and starts. Throws `LoopbackServerError` or the system's error.
  public convenience init(
    _ options: LoopbackServerOptions = .init(), refused: @escaping RefusalObserver = { _, _ in },
    handler: @escaping Handler
  ) throws {
    try self.init(options, batch: 1, refused: refused) { requests in
      requests.map { handler($0.request, $0.peer) }
    }
  }

  /// The same for a handler of up to `batch` requests at a time.
  package init(
    _ options: LoopbackServerOptions, batch: Int, refused: @escaping RefusalObserver,
    handler: @escaping BatchHandler
  ) throws {
    guard let wanted = SocketAddress(options.address, port: options.port) else {
      throw LoopbackServerError.notAnAddress(options.address)
    }
    guard wanted.isLoopback || options.allowsAnyAddress else {
      throw LoopbackServerError.notLoopback(options.address)
    }
    let descriptor = try Socket.listen(on: wanted)
    do {
      let bound = try Socket.localAddress(of: descriptor)
      port = bound.port
      address = bound.host
      let answers = ServerAnswers(refused: refused, handler: handler)
      let loop = try ServerLoop(descriptor, options, batch: batch, answers)
      thread = Mutex(try Thread { loop.run() })
      self.loop = loop
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit { stop() }

  /// `http://127.0.0.1:8080`, without a slash at the end.
  public var origin: String {
    address.contains(":") ? "http://[\(address)]:\(port)" : "http://\(address):\(port)"
  }

  /// Stops listening, cuts off the connections and waits for the threads, so never call it
  /// from a handler. A second call does nothing.
  public func stop() {
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let running { loop.end(running) }
  }
}

/// A request that came, and who sent it.
package struct ReceivedRequest: Sendable {
  /// The request.
  package var request: HTTPRequest
  /// The client's address and port.
  package var peer: String
}

/// What a server says: to requests, and of bytes that were none.
struct ServerAnswers: Sendable {
  let refused: LoopbackServer.RefusalObserver
  let handler: LoopbackServer.BatchHandler
}
