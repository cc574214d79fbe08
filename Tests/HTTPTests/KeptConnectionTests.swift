import Platform
import TestSupport
import Testing

@testable import HTTP

/// Connections that stay open, and requests that are answered together.
@Suite struct KeptConnectionTests {
  private static let echo: @Sendable (HTTPRequest) -> HTTPServerAction = {
    .respond(HTTPResponse(status: 200, body: Array($0.url.utf8)))
  }

  private static func request(_ path: String, _ headers: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: h\r\n\(headers)\r\n"
  }

  private static func options(
    connections: Int = 256, threads: Int? = nil
  ) -> LoopbackServerOptions {
    var options = LoopbackServerOptions()
    options.keepsAlive = true
    options.connections = connections
    options.threads = threads
    return options
  }

  @Test func requestsThatComeInOnePieceAreAnsweredInTheirOrder() throws {
    let server = try LoopbackServer(Self.options()) { request, _ in Self.echo(request) }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    client.send((0..<50).map { Self.request("/\($0)") }.joined())
    for number in 0..<50 {
      #expect(client.read(until: "\r\n\r\n/\(number)") != nil)
    }
  }

  @Test func whoAsksForTheEndGetsIt() throws {
    let server = try LoopbackServer(Self.options()) { request, _ in Self.echo(request) }
    defer { server.stop() }
    for raw in [
      Self.request("/x", "Connection: close\r\n"), "GET /x HTTP/1.0\r\n\r\n",
    ] {
      let client = try RawClient(port: server.port)
      client.send(raw)
      #expect(client.readToEnd()?.hasSuffix("Connection: close\r\n\r\n/x") == true)
    }
  }

  @Test func whatComesTogetherIsAnsweredEachWithItsOwn() throws {
    let server = try LoopbackServer(
      Self.options(threads: 2), batch: 4, refused: { _, _ in },
      handler: { requests in requests.map { Self.echo($0.request) } })
    defer { server.stop() }
    let clients = try (0..<40).map { _ in try RawClient(port: server.port) }
    for round in 0..<10 {
      for (number, client) in clients.enumerated() {
        client.send(Self.request("/\(round)-\(number)."))
      }
      for (number, client) in clients.enumerated() {
        #expect(client.read(until: "\r\n\r\n/\(round)-\(number).") != nil)
      }
    }
  }

  @Test(arguments: [(9, 1, 4, [4, 4, 1]), (9, 1, 100, [9]), (1, 1, 4, [1])])
  func aThreadTakesWhatHasGatheredUpToItsBatch(
    _ row: (jobs: Int, threads: Int, batch: Int, taken: [Int])
  ) {
    let work = ServerWork(threads: row.threads, batch: row.batch)
    let connection = Connection(descriptor: -1, peer: "", limits: HTTPLimits())
    let job = ServerWork.Job(
      connection: connection, task: .refuse(HTTPParseError(status: 400, "")))
    let taken = Monitor<[Int]>([])
    work.add(Array(repeating: job, count: row.jobs)) { jobs in
      taken.change { $0.append(jobs.count) }
    }
    let sizes = taken.wait { $0.reduce(0, +) == row.jobs ? $0 : nil }
    work.end()
    #expect(sizes == row.taken)
  }

  @Test func aHandlerThatWaitsKeepsNobodyElseWaiting() throws {
    let inside = Monitor(0)
    let server = try LoopbackServer(Self.options()) { request, _ in
      inside.change { $0 += 1 }
      inside.wait { $0 >= 6 ? () : nil }
      return Self.echo(request)
    }
    defer { server.stop() }
    let clients = try (0..<6).map { number in
      let client = try RawClient(port: server.port)
      client.send(Self.request("/\(number)"))
      return client
    }
    for (number, client) in clients.enumerated() {
      #expect(client.read(until: "\r\n\r\n/\(number)") != nil)
    }
  }

  @Test func anIdleConnectionMakesRoomForANewOne() throws {
    let server = try LoopbackServer(Self.options(connections: 2)) { request, _ in
      Self.echo(request)
    }
    defer { server.stop() }
    let kept = try (0..<2).map { _ in try RawClient(port: server.port) }
    for client in kept {
      client.send(Self.request("/kept"))
      #expect(client.read(until: "/kept") != nil)
    }
    let new = try RawClient(port: server.port)
    new.send(Self.request("/new"))
    #expect(new.read(until: "\r\n\r\n/new") != nil)
  }

  @Test func aKeptConnectionIsClosedWhenNothingMoreComes() throws {
    var options = Self.options()
    options.requestMilliseconds = 150
    let server = try LoopbackServer(options) { request, _ in Self.echo(request) }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    client.send(Self.request("/x"))
    #expect(client.read(until: "/x") != nil)
    #expect(client.readToEnd() == "")
  }

  @Test func anAnswerThatNobodyTakesEndsWithTheDeadline() throws {
    var options = Self.options()
    options.requestMilliseconds = 200
    let large = HTTPResponse(status: 200, body: [UInt8](repeating: 0x61, count: 8_000_000))
    let server = try LoopbackServer(options) { request, _ in
      request.url == "/large" ? .respond(large) : Self.echo(request)
    }
    defer { server.stop() }
    let slow = try RawClient(port: server.port)
    slow.send(Self.request("/large"))
    let other = try RawClient(port: server.port)
    other.send(Self.request("/other"))
    #expect(other.read(until: "\r\n\r\n/other") != nil)
    Clock.system.sleep(500)
    #expect((slow.readToEnd()?.utf8.count ?? 0) < 8_000_000)
  }
}
