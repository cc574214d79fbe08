import Glibc
import HTTP
import Platform
import Synchronization
import TestSupport
import Testing

private let get = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n"
private let ok = HTTPResponse(status: 200, body: Array("OK".utf8))
private let wholeOK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"

private func server(
  _ change: (inout LoopbackServerOptions) -> Void = { _ in },
  _ action: @escaping @Sendable (HTTPRequest) -> HTTPServerAction = { _ in .respond(ok) }
) throws -> LoopbackServer {
  var options = LoopbackServerOptions()
  change(&options)
  return try LoopbackServer(options) { request, _ in action(request) }
}

private func answer(_ action: HTTPServerAction, to request: String = get) throws -> String? {
  let server = try server { _ in
  } _: { _ in
    action
  }
  defer { server.stop() }
  let client = try RawClient(port: server.port)
  client.send(request)
  return client.readToEnd()
}

@Suite struct LoopbackServerTests {
  @Test func aRequestIsAnsweredAndTheConnectionClosed() throws {
    #expect(try answer(.respond(ok)) == wholeOK)
  }

  @Test func theHandlerSeesTheRequestAndThePeer() throws {
    let seen = Mutex<(HTTPRequest, String)?>(nil)
    let server = try LoopbackServer { request, peer in
      seen.withLock { $0 = (request, peer) }
      return .respond(ok)
    }
    let client = try RawClient(port: server.port)
    client.send("POST /cb?a=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nb=2")
    #expect(client.readToEnd() == wholeOK)
    server.stop()
    let (request, peer) = try #require(seen.withLock { $0 })
    #expect(request.url == "/cb?a=1")
    #expect(request.body == Array("b=2".utf8))
    #expect(peer.hasPrefix("127.0.0.1:"))
  }

  @Test func aHeadRequestGetsNoBody() throws {
    let text = try answer(.respond(ok), to: "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(text?.hasSuffix("Content-Length: 2\r\nConnection: close\r\n\r\n") == true)
  }

  @Test func aFaultDoesWhatItSays() throws {
    #expect(try answer(.closeWithoutAnswer) == "")
    #expect(try answer(.reset) == nil)
    #expect(try answer(.partial(ok, bytes: 20)) == String(wholeOK.utf8.prefix(20)))
    #expect(try answer(.partial(ok, bytes: -1)) == "")
    #expect(try answer(.partial(ok, bytes: .max)) == wholeOK)
    #expect(try answer(.raw(Array("garbage".utf8))) == "garbage")
    #expect(try answer(.delay(milliseconds: 20, then: .respond(ok))) == wholeOK)
    #expect(try answer(.delay(milliseconds: -5, then: .closeWithoutAnswer)) == "")
  }

  @Test(arguments: [
    ("GET / HTTP/2.0\r\n\r\n", 0, "505"), ("\u{16}\u{3}\u{1}", 0, "400"),
    ("GET /\n\n", 0, "400"), ("PUT / HTTP/1.1\r\n", 0, "405"),
    ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999\r\n\r\n", 99_999, "413"),
  ])
  func aRefusalIsDeliveredEvenOverUnreadBytes(
    _ row: (request: String, more: Int, status: String)
  ) throws {
    let body = String(repeating: "x", count: row.more)
    let text = try answer(.respond(ok), to: row.request + body)
    #expect(text?.hasPrefix("HTTP/1.1 \(row.status) ") == true)
  }

  @Test func aResponseThatWouldSplitIsNotSent() throws {
    var bad = ok
    bad.headers.append("X", "a\r\nSet-Cookie: b")
    #expect(try answer(.respond(bad))?.hasPrefix("HTTP/1.1 500 ") == true)
    #expect(try answer(.respond(HTTPResponse(status: 7)))?.hasPrefix("HTTP/1.1 500 ") == true)
  }

  @Test func aWaitingClientIsToldToContinue() throws {
    let server = try server { _ in
    } _: {
      .respond(HTTPResponse(status: 200, body: $0.body))
    }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
    #expect(client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    client.send("hi")
    #expect(client.readToEnd()?.hasSuffix("\r\n\r\nhi") == true)
  }

  @Test func aSlowRequestIsEndedByTheDeadlineForAllOfIt() throws {
    let server = try server { $0.requestMilliseconds = 150 }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    client.send("GET / HT")
    #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 408 ") == true)
    let silent = try RawClient(port: server.port)
    #expect(silent.readToEnd() == "")
  }

  @Test func aKeptConnectionCarriesSeveralRequests() throws {
    let server = try server { $0.keepsAlive = true }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    for _ in 0..<3 {
      client.send(get)
      #expect(client.read(until: "OK\r\nContent-Length: 2\r\n\r\nOK") != nil)
    }
    client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    #expect(client.readToEnd() == wholeOK)
  }

  @Test func idleConnectionsDoNotKeepACallbackOut() throws {
    let server = try server { $0.connections = 8 }
    defer { server.stop() }
    let idle = try (0..<60).map { _ in try RawClient(port: server.port) }
    let client = try RawClient(port: server.port)
    client.send(get)
    #expect(client.readToEnd() == wholeOK)
    withExtendedLifetime(idle) {}
  }

  @Test func aBusyConnectionIsNotCutOffForRoom() throws {
    let server = try server {
      $0.connections = 2
    } _: { _ in
      .delay(milliseconds: 30, then: .respond(ok))
    }
    defer { server.stop() }
    let clients = try (0..<6).map { _ in
      let client = try RawClient(port: server.port)
      client.send(get)
      return client
    }
    for client in clients { #expect(client.readToEnd() == wholeOK) }
  }

  @Test func aClientThatIsGoneDoesNotKillTheServer() throws {
    let large = HTTPResponse(status: 200, body: [UInt8](repeating: 0x61, count: 4_000_000))
    let server = try server { _ in
    } _: { _ in
      .delay(milliseconds: 20, then: .respond(large))
    }
    defer { server.stop() }
    for _ in 0..<5 { try RawClient(port: server.port).send(get) }
    let client = try RawClient(port: server.port)
    client.send(get)
    #expect(client.readToEnd()?.utf8.count ?? 0 > 4_000_000)
  }

  @Test func stopEndsConnectionsThatWait() throws {
    let first = try server { _ in
    } _: { _ in
      .delay(milliseconds: 600_000, then: .respond(ok))
    }
    let client = try RawClient(port: first.port)
    client.send(get)
    let idle = try RawClient(port: first.port)
    first.stop()
    first.stop()
    #expect(client.readToEnd() ?? "" == "")
    #expect(idle.readToEnd() ?? "" == "")
  }

  @Test(arguments: ["0.0.0.0", "::", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1"])
  func anotherAddressNeedsPermission(_ address: String) {
    #expect(throws: LoopbackServerError.notLoopback(address)) {
      try server { $0.address = address }
    }
  }

  @Test(arguments: ["localhost", "127.1", "2130706433", "0x7f.0.0.1", "", "127.0.0.1:80"])
  func onlyALiteralAddressIsBound(_ address: String) {
    #expect(throws: LoopbackServerError.notAnAddress(address)) {
      try server { $0.address = address }
    }
  }

  @Test func aTakenPortIsReported() throws {
    let first = try server()
    defer { first.stop() }
    #expect(throws: SystemError.self) { try server { $0.port = first.port } }
  }
}
