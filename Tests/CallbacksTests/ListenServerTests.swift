import Gateways
import HTTP
import PaymentValues
import Platform
import Synchronization
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

@Suite struct ListenServerTests {
  private let profile = Fixture.profile(.payCenter)

  private func text(_ raw: RawCallback, headers: String = "") -> String {
    let request = Fixture.request(raw)
    let type = raw.contentType.map { "Content-Type: \($0)\r\n" } ?? ""
    let body = String(decoding: raw.body, as: UTF8.self)
    return "\(request.method) \(request.url) HTTP/1.1\r\nHost: localhost\r\n\(type)\(headers)"
      + (raw.method == "GET" ? "\r\n" : "Content-Length: \(raw.body.count)\r\n\r\n\(body)")
  }

  private func serving(
    _ bench: Bench, _ options: ListenOptions = ListenOptions(),
    observer: @escaping ListenServer.Observer = { _ in }, _ body: (UInt16) throws -> Void
  ) throws {
    let server = try ListenServer(options, receiver: bench.receiver, observer: observer)
    defer { server.stop() }
    try body(server.port)
  }

  @Test func bothMethodsAreAnsweredWithTheBareWord() throws {
    let bench = try Bench([profile])
    try serving(bench) { port in
      for kind in [MessageKind.orderCallback, .payoutCallback] {
        let answer = try RawClient.exchange(
          text(try Fixture.make(profile, kind)), port: port)
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        #expect(answer.hasSuffix("\r\n\r\nsuccess"))
      }
    }
  }

  // V12, V13
  @Test(arguments: [
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\na=1",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\na=1",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\na=1",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3 \r\n\r\na=1",
    "POST / HTTP/1.1\nHost: a\n\n",
    "POST / HTTP/1.1\r\nHost: a\r\n folded: 1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 9_000))\r\n\r\n",
    "PUT / HTTP/1.1\r\nHost: a\r\n\r\n",
    "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
  ])
  func smugglingAndExcessAreRefused(_ raw: String) throws {
    let bench = try Bench([profile])
    try serving(bench) { port in
      let answer = try RawClient.exchange(raw, port: port)
      let status = Int(answer.dropFirst(9).prefix(3)) ?? 0
      #expect((400...505).contains(status), "\(answer.prefix(60))")
    }
  }

  @Test func idleClientsKeepNobodyOut() throws {
    let bench = try Bench([profile])
    var options = ListenOptions()
    options.connections = 8
    try serving(bench, options) { port in
      let idle = try (0..<40).map { _ in try RawClient(port: port) }
      for client in idle { client.send("POST / HTTP/1.1\r\n") }
      let answer = try RawClient.exchange(
        text(try Fixture.make(profile, .orderCallback)), port: port)
      #expect(answer.hasSuffix("success"))
      #expect(idle.count == 40)
    }
  }

  // V9, over connections
  @Test func replaysOnManyConnectionsRunTheHandlerOnce() throws {
    let shop = FakeShop(body: "success")
    let bench = try Bench([profile], shop: shop)
    let raw = text(try Fixture.make(profile, .orderCallback))
    let acknowledged = Counter()
    try serving(bench) { port in
      let threads = try (0..<8).map { _ in
        try Thread {
          for _ in 0..<50
          where (try? RawClient.exchange(raw, port: port))?.hasSuffix("success") ?? false {
            acknowledged.add()
          }
        }
      }
      for thread in threads { thread.join() }
    }
    #expect(acknowledged.value == 400)
    #expect(shop.count == 1)
  }

  // V10
  @Test func whatIsAcknowledgedIsInTheFile() throws {
    let bench = try Bench([profile])
    try serving(bench) { port in
      for index in 0..<50 {
        let raw = try Fixture.make(profile, .orderCallback, order: "T\(index)")
        #expect(try RawClient.exchange(text(raw), port: port).hasSuffix("success"))
        let record = try bench.scratch.lines.last.flatMap(CallbackRecord.init(line:))
        #expect(record?.order == "T\(index)")
      }
    }
  }

  // V14
  @Test func theEventShowsNoSignature() throws {
    let bench = try Bench([profile])
    let raw = try Fixture.make(profile, .payoutCallback)
    let sign = try #require(FormCodec.decode(raw.query ?? [])["sign"]).display
    let seen = Lines()
    try serving(bench, observer: { for event in $0 { seen.append("\(event)") } }) { port in
      _ = try RawClient.exchange(text(raw), port: port)
      let bad = try Fixture.make(profile, .payoutCallback) { $0.hasBadSignature = true }
      _ = try RawClient.exchange(text(bad), port: port)
    }
    #expect(seen.all.count == 2)
    #expect(!seen.all.contains { $0.contains(sign.prefix(12)) })
  }

  // V15
  @Test func onlyAllowedAddressesAreHeard() throws {
    let bench = try Bench([profile])
    var options = ListenOptions()
    options.peers.allowed = ["203.0.113.0/24"].compactMap { AddressRange($0) }
    options.peers.trustedProxies = ["127.0.0.1"].compactMap { AddressRange($0) }
    let raw = try Fixture.make(profile, .orderCallback)
    try serving(bench, options) { (port: UInt16) throws in
      func status(_ forwarded: String?) throws -> String {
        let header = forwarded.map { "X-Forwarded-For: \($0)\r\n" } ?? ""
        let answer = try RawClient.exchange(text(raw, headers: header), port: port)
        return String(answer.dropFirst(9).prefix(3))
      }
      #expect(try status(nil) == "403")
      #expect(try status("203.0.113.9") == "200")
      #expect(try status("203.0.113.9, 198.51.100.1") == "403")
      #expect(try status("198.51.100.1, 203.0.113.9") == "200")
      #expect(try status("203.0.113.9, 127.0.0.1") == "200")
      #expect(try status("nonsense") == "403")
    }
  }

  @Test func anotherAddressMustBeAskedForAndIsExplained() throws {
    let bench = try Bench([profile])
    var options = ListenOptions()
    options.address = "0.0.0.0"
    #expect(throws: LoopbackServerError.notLoopback("0.0.0.0")) {
      try ListenServer(options, receiver: bench.receiver) { _ in }
    }
    #expect(options.exposure?.contains("every machine") == true)
    #expect(ListenOptions().exposure == nil)
  }
}

/// Texts gathered on several threads.
final class Lines: Sendable {
  private let list = Mutex<[String]>([])
  func append(_ line: String) { list.withLock { $0.append(line) } }
  var all: [String] { list.withLock { $0 } }
}
