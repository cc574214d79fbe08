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

/// A small HTTP/1.1 server for this machine: one thread accepts, each connection has its own.
public final class LoopbackServer: Sendable {
  /// Answers a request; called on the connection's thread, several at once. `peer` is the
  /// client's address and port.
  public typealias Handler = @Sendable (_ request: HTTPRequest, _ peer: String) -> HTTPServerAction

  /// Hears of bytes that were no request and were refused; called on the connection's thread.
  public typealias RefusalObserver = @Sendable (_ error: HTTPParseError, _ peer: String) -> Void

  /// The port it listens on, chosen by the system if 0 was asked for.
  public let port: UInt16
  /// The address it listens on.
  public let address: String

  private let loop: AcceptLoop
  private let thread: Mutex<Thread?>

  /// Binds and starts. Throws `LoopbackServerError` or the system's error.
  public init(
    _ options: LoopbackServerOptions = .init(), refused: @escaping RefusalObserver = { _, _ in },
    handler: @escaping Handler
  ) throws {
    guard let wanted = SocketAddress(options.address, port: options.port) else {
      throw LoopbackServerError.notAnAddress(options.address)
    }
    guard wanted.isLoopback || options.allowsAnyAddress else {
      throw LoopbackServerError.notLoopback(options.address)
    }
    let descriptor = try Socket.listen(on: wanted)
    let loop = AcceptLoop(descriptor, options, refused, handler)
    do {
      let bound = try Socket.localAddress(of: descriptor)
      port = bound.port
      address = bound.host
      thread = Mutex(try Thread { loop.run() })
    } catch {
      close(descriptor)
      throw error
    }
    self.loop = loop
  }

  deinit { stop() }

  /// `http://127.0.0.1:8080`, without a slash at the end.
  public var origin: String {
    address.contains(":") ? "http://[\(address)]:\(port)" : "http://\(address):\(port)"
  }

  /// Stops listening, cuts off the connections and waits for their threads, so never call it
  /// from a handler. A second call does nothing.
  public func stop() {
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let running { loop.end(running) }
  }
}

/// Accepts connections until it is told to end.
private final class AcceptLoop: Sendable {
  private let descriptor: CInt
  private let options: LoopbackServerOptions
  private let refused: LoopbackServer.RefusalObserver
  private let handler: LoopbackServer.Handler
  private let table = ConnectionTable()
  private let places: Monitor<Int>
  private let placeCount: Int
  private let isEnding = Atomic(false)

  init(
    _ descriptor: CInt, _ options: LoopbackServerOptions,
    _ refused: @escaping LoopbackServer.RefusalObserver,
    _ handler: @escaping LoopbackServer.Handler
  ) {
    self.descriptor = descriptor
    self.options = options
    self.refused = refused
    self.handler = handler
    placeCount = max(options.connections, 1)
    places = Monitor(placeCount)
  }

  func run() {
    while !isEnding.load(ordering: .acquiring) {
      guard let (client, peer) = Socket.accept(on: descriptor) else {
        // Out of descriptors or memory: let running connections end before trying again.
        if !isEnding.load(ordering: .acquiring) { Clock.system.sleep(10) }
        continue
      }
      takePlace()
      start(client, peer.description)
    }
  }

  /// With every place taken, makes room at the cost of a client that sends nothing.
  private func takePlace() {
    while !places.tryToTakePlace() {
      if table.cutOffOldestReader() { return places.takePlace() }
      Clock.system.sleep(1)
    }
  }

  private func start(_ client: CInt, _ peer: String) {
    table.add(client)
    let connection = ServerConnection(
      descriptor: client, peer: peer, options: options, table: table, refused: refused,
      handler: handler)
    do {
      let thread = try Thread { [table, places] in
        connection.serve()
        table.close(client)
        places.givePlaces()
      }
      thread.detach()
    } catch {
      table.close(client)
      places.givePlaces()
    }
  }

  /// Shutting a listening socket down wakes `accept`; taking every place back waits for every
  /// connection, since each gives its place back as its last act.
  func end(_ thread: Thread) {
    isEnding.store(true, ordering: .releasing)
    shutdown(descriptor, CInt(SHUT_RDWR))
    table.cutOffAll()
    thread.join()
    table.cutOffAll()
    for _ in 0..<placeCount { places.takePlace() }
    close(descriptor)
  }
}
