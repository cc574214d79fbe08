import Glibc
import Platform
import Synchronization

/// What a hostile server does with one connection, step by step.
enum Step: Sendable {
  /// Reads up to the blank line that ends the head, and the body that Content-Length promises.
  case readRequest
  case send(String)
  case sendBytes([UInt8])
  /// Sends the text again and again until the client goes away.
  case sendForEver(String)
  /// Sends one byte at a time.
  case drip(String, milliseconds: Int64)
  /// Waits for the client to go away.
  case hang
  case reset
}

/// A server of raw sockets that plays the same steps to every connection and counts requests.
final class HostileServer: Sendable {
  let port: UInt16
  private let descriptor: CInt
  private let steps: [Step]
  private let seen = Mutex<(connections: Int, requests: [String])>((0, []))

  /// `steps` are played once; a connection is closed after them.
  init(_ steps: [Step]) throws {
    guard let address = SocketAddress("127.0.0.1", port: 0) else {
      throw SystemError(call: "inet_pton", subject: "127.0.0.1", number: EINVAL)
    }
    self.steps = steps
    descriptor = try Socket.listen(on: address)
    port = try Socket.localAddress(of: descriptor).port
    try Thread { [self] in accept() }.detach()
  }

  var url: String { "http://127.0.0.1:\(port)/pay?x=1" }
  var requests: [String] { seen.withLock { $0.requests } }
  var connections: Int { seen.withLock { $0.connections } }

  /// Ends the accepting thread; to be called by the test.
  func stop() { shutdown(descriptor, CInt(SHUT_RDWR)) }

  private func accept() {
    while let (client, _) = Socket.accept(on: descriptor) {
      seen.withLock { $0.connections += 1 }
      let thread = try? Thread { [self] in
        for step in steps where !play(step, client) { break }
        close(client)
      }
      thread?.detach()
    }
    close(descriptor)
  }

  private func play(_ step: Step, _ client: CInt) -> Bool {
    let deadline = Clock.system.monotonicMilliseconds() + 5_000
    switch step {
    case .readRequest: return read(client, deadline)
    case .send(let text): return Socket.send(text.utf8, to: client, until: deadline)
    case .sendBytes(let bytes): return Socket.send(bytes, to: client, until: deadline)
    case .sendForEver(let text):
      while Socket.send(text.utf8, to: client, until: deadline) {}
    case .drip(let text, let milliseconds):
      for byte in text.utf8 {
        guard Socket.send([byte], to: client, until: deadline) else { return false }
        Clock.system.sleep(milliseconds)
      }
    case .hang: _ = Socket.wait(for: POLLIN, on: client, until: deadline)
    case .reset: Socket.closeWillReset(client)
    }
    return true
  }

  private func read(_ client: CInt, _ deadline: Int64) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var all: [UInt8] = []
    while true {
      let text = String(decoding: all, as: UTF8.self)
      if let wanted = Self.wholeLength(text), all.count >= wanted {
        seen.withLock { $0.requests.append(text) }
        return true
      }
      guard case .bytes(let count) = Socket.receive(from: client, into: &buffer, until: deadline)
      else { return false }
      all += buffer[..<count]
    }
  }

  /// Head and body together, once the head is there.
  private static func wholeLength(_ text: String) -> Int? {
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    guard let blank = lines.firstIndex(of: "") else { return nil }
    let head = lines[..<blank].reduce(2) { $0 + $1.utf8.count + 2 }
    guard head <= text.utf8.count else { return nil }
    let length = lines.first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) }
    return head + (length ?? 0)
  }
}
