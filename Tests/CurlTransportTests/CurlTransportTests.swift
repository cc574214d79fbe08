import CurlTransport
import Glibc
import HTTP
import Platform
import Synchronization
import Testing

private func echo(keepsAlive: Bool = true, _ peers: PeerLog? = nil) throws -> LoopbackServer {
  var options = LoopbackServerOptions()
  options.keepsAlive = keepsAlive
  return try LoopbackServer(options) { request, peer in
    peers?.note(peer)
    return .respond(HTTPResponse(status: 200, body: request.body))
  }
}

/// The client ports that a server has seen: one a connection.
private final class PeerLog: Sendable {
  private let peers = Mutex<Set<String>>([])
  func note(_ peer: String) { peers.withLock { _ = $0.insert(peer) } }
  var count: Int { peers.withLock { $0.count } }
}

@Suite struct CurlTransportTests {
  @Test func theRequestIsExactlyWhatWasAsked() throws {
    let server = try HostileServer([
      .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    ])
    defer { server.stop() }
    var request = post("http://127.0.0.1:\(server.port)/a/../b?x=%20", "k=v\u{0}w")
    request.headers.append("X-Empty", "")
    request.headers.append("Accept-Encoding", "gzip")
    request.headers.append("Content-Length", "999")
    request.headers.append("Expect", "100-continue")
    #expect(summary(CurlTransport().send(request, quick())) == "200 ")
    #expect(
      server.requests == [
        "POST /a/../b?x=%20 HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nAccept: */*\r\n"
          + "Accept-Encoding: identity\r\nContent-Type: application/x-www-form-urlencoded\r\n"
          + "X-Empty:\r\nContent-Length: 5\r\n\r\nk=v\u{0}w"
      ])
  }

  @Test func aLargeBodyIsSentWithoutWaitingForLeave() throws {
    let server = try HostileServer([
      .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    ])
    defer { server.stop() }
    let body = String(repeating: "x", count: 300_000)
    #expect(summary(CurlTransport().send(post(server.url, body), quick(3_000))) == "200 ok")
    #expect(server.requests.first?.hasSuffix(body) == true)
    #expect(server.requests.first?.contains("Expect") == false)
  }

  @Test(arguments: [
    ("http://h/\r\nX: y", "url_malformed"), ("http://u:p@h/", "url_malformed"),
    ("ftp://127.0.0.1/", "url_malformed"), ("file:///etc/passwd", "url_malformed"),
    ("http://127.0.0.1:1/ x", "url_malformed"), ("", "url_malformed"), ("/Pay", "url_malformed"),
  ])
  func aMalformedAddressIsNotCalled(_ row: (url: String, code: String)) {
    #expect(summary(CurlTransport().send(post(row.url), quick())) == "notSent \(row.code)")
  }

  @Test func aRequestThatCouldNotBeWholeIsNotSent() throws {
    let server = try HostileServer([.readRequest])
    defer { server.stop() }
    var split = post(server.url)
    split.headers.append("X", "a\r\nY: b")
    var name = post(server.url)
    name.headers.append("X: y\r\nZ", "b")
    var put = post(server.url)
    put.method = "PUT"
    var get = post(server.url)
    get.method = "GET"
    for request in [split, name, put, get] {
      #expect(summary(CurlTransport().send(request, quick())) == "notSent other")
    }
    #expect(summary(CurlTransport().send(post(server.url), quick(0))) == "notSent timeout")
    #expect(summary(CurlTransport().send(post(server.url), quick(-1))) == "notSent timeout")
    #expect(server.connections == 0)
  }

  @Test func readsShareAConnectionAndMoneyDoesNot() throws {
    let transport = CurlTransport()
    for (movesMoney, connections) in [(false, 1), (true, 10)] {
      let peers = PeerLog()
      let server = try echo(peers)
      defer { server.stop() }
      var options = quick()
      options.movesMoney = movesMoney
      for number in 1...10 {
        let outcome = transport.send(post(server.origin + "/x", "n=\(number)"), options)
        #expect(summary(outcome) == "200 n=\(number)")
      }
      #expect(peers.count == connections)
    }
  }

  @Test func manyThreadsEachGetTheirOwnAnswer() throws {
    let server = try echo()
    defer { server.stop() }
    let transport = CurlTransport()
    let wrong = Mutex<[String]>([])
    let threads = try (0..<16).map { thread in
      try Thread { [origin = server.origin] in
        for number in 0..<20 {
          var options = quick(5_000)
          options.movesMoney = number.isMultiple(of: 2)
          let body = "thread=\(thread)&n=\(number)"
          let outcome = summary(transport.send(post(origin + "/x", body), options))
          if outcome != "200 \(body)" { wrong.withLock { $0.append(outcome) } }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(wrong.withLock { $0 } == [])
  }

  @Test func bytesThatAreNotTextComeBackAsTheyAre() throws {
    let server = try echo()
    defer { server.stop() }
    var request = post(server.origin + "/x")
    request.body = Array(0...255)
    let outcome = CurlTransport().send(request, quick())
    guard case .answered(let response) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(response.body == Array(0...255))
  }

  @Test func theEnvironmentsProxyIsNotUsed() throws {
    setenv("http_proxy", "http://127.0.0.1:1", 1)
    setenv("ALL_PROXY", "http://127.0.0.1:1", 1)
    defer {
      unsetenv("http_proxy")
      unsetenv("ALL_PROXY")
    }
    let server = try echo()
    defer { server.stop() }
    #expect(summary(CurlTransport().send(post(server.origin + "/x", "a"), quick())) == "200 a")
  }

  @Test func aProxyThatIsAskedForIsUsed() throws {
    let proxy = try HostileServer([
      .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    ])
    defer { proxy.stop() }
    var options = quick()
    options.proxy = "http://127.0.0.1:\(proxy.port)"
    #expect(summary(CurlTransport().send(post("http://127.0.0.1:1/x"), options)) == "200 ok")
    #expect(proxy.requests.first?.hasPrefix("POST http://127.0.0.1:1/x HTTP/1.1") == true)
  }

  @Test func aProxyThatRefusesTheTunnelMeansNothingWasSent() throws {
    let proxy = try HostileServer([
      .readRequest, .send("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"),
    ])
    defer { proxy.stop() }
    var options = quick()
    options.proxy = "http://127.0.0.1:\(proxy.port)"
    let outcome = CurlTransport().send(post("https://127.0.0.1:1/x"), options)
    #expect(summary(outcome) == "notSent connect_failed")
  }

  @Test func aMissingLibraryIsNamedWithItsPackage() {
    let outcome = CurlTransport(library: "/nonexistent/libcurl.so").send(post("http://h/"), quick())
    guard case .notSent(let failure) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(failure.code == "transport_missing")
    #expect(failure.reason.contains("libcurl4"))
  }

  @Test func aLibraryWithoutTheCallsIsRefused() {
    let outcome = CurlTransport(library: "libm.so.6").send(post("http://h/"), quick())
    #expect(summary(outcome) == "notSent transport_missing")
  }
}
