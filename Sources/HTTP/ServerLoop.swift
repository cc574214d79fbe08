import Glibc
import Platform
import Synchronization

/// Waits for all connections of a server, reads their requests, and sees to those whose time is over.
final class ServerLoop: Sendable {
  private let listener: CInt
  private let options: LoopbackServerOptions
  private let answers: ServerAnswers
  private let poller: Poller
  private let table = ConnectionTable()
  private let work: ServerWork
  private let isEnding = Atomic(false)

  private static let drainLimit = 262_144
  private static let drainMilliseconds: Int64 = 500
  /// How soon a server without room looks again.
  private static let pauseMilliseconds: Int64 = 10
  private static let bufferBytes = 65_536

  init(
    _ listener: CInt, _ options: LoopbackServerOptions, batch: Int, _ answers: ServerAnswers
  ) throws {
    self.listener = listener
    self.options = options
    self.answers = answers
    poller = try Poller()
    work = ServerWork(threads: options.threads ?? options.connections, batch: batch)
    Socket.acceptWithoutWaiting(on: listener)
    guard poller.add(listener, for: .reading) else {
      throw SystemError(call: "epoll_ctl", subject: "server")
    }
  }

  /// Serves until `end`.
  func run() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferBytes, alignment: 16)
    defer { buffer.deallocate() }
    // Whether a client waits for a place.
    var isFull = false
    while !isEnding.load(ordering: .acquiring) {
      let told = poller.wait(upTo: isFull ? Self.pauseMilliseconds : patience)
      var jobs: [ServerWork.Job] = []
      for descriptor in told where descriptor != listener {
        guard let connection = table.parked(descriptor) else { continue }
        if let job = proceed(connection, buffer) { jobs.append(job) }
      }
      for connection in table.due(at: Clock.system.monotonicMilliseconds()) { expire(connection) }
      hand(jobs)
      if isFull || told.contains(listener) { isFull = !accept() }
    }
  }

  private var patience: Int64? {
    let next = table.nextDeadline
    return next == .max ? nil : next - Clock.system.monotonicMilliseconds()
  }

  /// Lets the loop end, then whoever answers, then closes what is left.
  func end(_ thread: Thread) {
    isEnding.store(true, ordering: .releasing)
    shutdown(listener, CInt(SHUT_RDWR))
    poller.ring()
    thread.join()
    table.cutOffAll()
    work.end()
    table.closeAll()
    close(listener)
  }

  /// The monotonic time that many milliseconds from now, or the end of time.
  private func deadline(in milliseconds: Int64) -> Int64 {
    let now = Clock.system.monotonicMilliseconds()
    let (end, overflow) = now.addingReportingOverflow(max(milliseconds, 0))
    return overflow ? .max : end
  }

  // MARK: - New connections

  /// Lets in whoever waits; false when somebody may still. With every place taken, makes room at the cost
  /// of a client that sends nothing.
  private func accept() -> Bool {
    while true {
      if table.count >= max(options.connections, 1) {
        guard let oldest = table.oldestReader(at: Clock.system.monotonicMilliseconds()) else {
          return false
        }
        table.close(oldest.descriptor)
      }
      guard let (client, peer) = Socket.accept(on: listener) else { break }
      let connection = Connection(
        descriptor: client, peer: peer.description, limits: options.limits)
      table.add(connection, until: deadline(in: options.requestMilliseconds))
      if !poller.add(client, for: .reading) { table.close(client) }
    }
    // Out of descriptors or memory: let running connections end before trying again.
    guard errno == EAGAIN else { return false }
    poller.arm(listener, for: .reading)
    return true
  }

  // MARK: - On the loop's thread

  private func proceed(_ connection: Connection, _ buffer: UnsafeMutableRawBufferPointer)
    -> ServerWork.Job?
  {
    switch connection.stage {
    case .reading: return read(connection, buffer)
    case .writing(let rest, let staysOpen): write(rest, to: connection, staysOpen: staysOpen)
    case .delayed: table.close(connection.descriptor)
    case .draining(let left): drain(connection, left, buffer)
    }
    return nil
  }

  private func read(_ connection: Connection, _ buffer: UnsafeMutableRawBufferPointer)
    -> ServerWork.Job?
  {
    while true {
      switch Socket.receiveNow(from: connection.descriptor, into: buffer) {
      case .bytes(let count):
        connection.parser.append(buffer[..<count])
        if let job = next(connection) { return job }
        // Whoever sends without end gets his turn like everybody else.
        if count < buffer.count { fallthrough }
      case .timeout:
        poller.arm(connection.descriptor, for: .reading)
        return nil
      case .end, .failed:
        finish(connection, staysOpen: false)
        return nil
      }
    }
  }

  private func drain(
    _ connection: Connection, _ left: Int, _ buffer: UnsafeMutableRawBufferPointer
  ) {
    var left = left
    while left > 0 {
      switch Socket.receiveNow(from: connection.descriptor, into: buffer) {
      case .bytes(let count): left -= count
      case .timeout:
        connection.stage = .draining(left)
        return poller.arm(connection.descriptor, for: .reading)
      case .end, .failed: return table.close(connection.descriptor)
      }
    }
    table.close(connection.descriptor)
  }

  private func expire(_ connection: Connection) {
    switch connection.stage {
    case .reading where !connection.parser.isIdle:
      table.take(connection)
      let late = HTTPParseError(status: 408, "The request did not come in time.")
      hand([ServerWork.Job(connection: connection, task: .refuse(late))])
    case .delayed(let action, let request):
      table.take(connection)
      perform(action, request, connection)
    case .reading, .writing, .draining: table.close(connection.descriptor)
    }
  }

  // MARK: - On the thread that has the connection

  /// What the bytes so far amount to; nil when more are awaited. The connection is taken from the loop
  /// with the job.
  private func next(_ connection: Connection) -> ServerWork.Job? {
    do {
      while true {
        switch try connection.parser.next() {
        case .request(let request):
          table.take(connection)
          return ServerWork.Job(connection: connection, task: .answer(request))
        case .expectsContinue:
          _ = Socket.sendNow(
            Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)[...], to: connection.descriptor)
        case .needsMore: return nil
        }
      }
    } catch {
      table.take(connection)
      return ServerWork.Job(connection: connection, task: .refuse(error))
    }
  }

  private func hand(_ jobs: [ServerWork.Job]) { work.add(jobs) { [self] in answer($0) } }

  private func answer(_ jobs: [ServerWork.Job]) {
    var asked: [(connection: Connection, request: HTTPRequest)] = []
    for job in jobs {
      switch job.task {
      case .answer(let request): asked.append((job.connection, request))
      case .refuse(let error): refuse(job.connection, error)
      }
    }
    guard !asked.isEmpty else { return }
    let actions = answers.handler(
      asked.map { ReceivedRequest(request: $0.request, peer: $0.connection.peer) })
    for (pair, action) in zip(asked, actions) { perform(action, pair.request, pair.connection) }
  }

  private func refuse(_ connection: Connection, _ error: HTTPParseError) {
    var response = HTTPResponse(status: error.status, body: Array((error.reason + "\n").utf8))
    response.headers.append("Content-Type", "text/plain; charset=utf-8")
    let bytes = HTTPResponseWriter.bytes(response, keepsAlive: false)
    // First: whoever has the answer can see what became of it.
    answers.refused(error, connection.peer)
    write(bytes[...], to: connection, staysOpen: false)
  }

  private func perform(
    _ action: HTTPServerAction, _ request: HTTPRequest, _ connection: Connection
  ) {
    let withBody = request.method != "HEAD"
    switch action {
    case .respond(let response):
      let staysOpen = options.keepsAlive && connection.parser.keepsAlive
      let bytes = HTTPResponseWriter.bytes(response, keepsAlive: staysOpen, withBody: withBody)
      write(bytes[...], to: connection, staysOpen: staysOpen)
    case .closeWithoutAnswer: finish(connection, staysOpen: false)
    case .reset:
      Socket.closeWillReset(connection.descriptor)
      table.close(connection.descriptor)
    case .partial(let response, let count):
      let whole = HTTPResponseWriter.bytes(response, keepsAlive: false, withBody: withBody)
      write(whole.prefix(max(count, 0)), to: connection, staysOpen: false)
    case .raw(let bytes): write(bytes[...], to: connection, staysOpen: false)
    case .delay(let milliseconds, let then):
      connection.stage = .delayed(then, request)
      park(connection, .parked, for: .breaking, milliseconds)
    }
  }

  private func write(_ bytes: ArraySlice<UInt8>, to connection: Connection, staysOpen: Bool) {
    guard let count = Socket.sendNow(bytes, to: connection.descriptor) else {
      return table.close(connection.descriptor)
    }
    guard count < bytes.count else { return finish(connection, staysOpen: staysOpen) }
    connection.stage = .writing(bytes.dropFirst(count), staysOpen: staysOpen)
    park(connection, .parked, for: .writing, options.requestMilliseconds)
  }

  /// Waits for the next request, or ends the connection. What the client is still sending is taken in:
  /// closing over unread bytes would reset the connection and might destroy the answer before it is read.
  private func finish(_ connection: Connection, staysOpen: Bool) {
    if staysOpen {
      connection.stage = .reading
      if let job = next(connection) { return hand([job]) }
      park(connection, .reading, for: .reading, options.requestMilliseconds)
    } else if connection.parser.isIdle {
      table.close(connection.descriptor)
    } else {
      shutdown(connection.descriptor, CInt(SHUT_WR))
      connection.stage = .draining(Self.drainLimit)
      park(connection, .parked, for: .reading, Self.drainMilliseconds)
    }
  }

  private func park(
    _ connection: Connection, _ phase: ConnectionTable.Phase, for interest: Poller.Interest,
    _ milliseconds: Int64
  ) {
    let isNext = table.park(connection, phase, until: deadline(in: milliseconds)) {
      poller.arm(connection.descriptor, for: interest)
    }
    if isNext { poller.ring() }
  }
}
