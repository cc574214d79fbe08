import Glibc
import Platform

/// A client of raw bytes, so that a test can send what no HTTP library would.
public final class RawClient {
  private let descriptor: CInt
  private let patience: Int64

  /// Connects to a port of the loopback; no step may take longer than `patience` milliseconds.
  public init(port: UInt16, patience: Int64 = 20_000) throws {
    self.patience = patience
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    guard let address = SocketAddress("127.0.0.1", port: port),
      address.pass({ connect(descriptor, $0, $1) }) == 0
    else { throw SystemError(call: "connect", subject: "test server") }
  }

  deinit { close(descriptor) }

  private var deadline: Int64 { Clock.system.monotonicMilliseconds() + patience }

  /// Sends a text as it is.
  public func send(_ text: String) {
    _ = Socket.send(text.utf8, to: descriptor, until: deadline)
  }

  /// Everything up to the end of the connection; nil if it was reset or stays open.
  public func readToEnd() -> String? {
    let (text, ended) = receive()
    return ended ? text : nil
  }

  private func receive() -> (text: String, ended: Bool) {
    let deadline = deadline
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var all: [UInt8] = []
    while true {
      switch Socket.receive(from: descriptor, into: &buffer, until: deadline) {
      case .bytes(let count): all += buffer[..<count]
      case .end: return (String(decoding: all, as: UTF8.self), true)
      case .timeout, .failed: return (String(decoding: all, as: UTF8.self), false)
      }
    }
  }

  /// Reads until the bytes so far end with that text; nil when they never do.
  public func read(until end: String) -> String? {
    let deadline = deadline
    var buffer: [UInt8] = [0]
    var all: [UInt8] = []
    while !all.suffix(end.utf8.count).elementsEqual(end.utf8) {
      guard case .bytes = Socket.receive(from: descriptor, into: &buffer, until: deadline) else {
        return nil
      }
      all += buffer
    }
    return String(decoding: all, as: UTF8.self)
  }

  /// Sends a whole message and nothing behind it, and gives what comes back, were it cut short.
  public static func exchange(_ raw: String, port: UInt16) throws -> String {
    let client = try RawClient(port: port)
    client.send(raw)
    shutdown(client.descriptor, CInt(SHUT_WR))
    return client.receive().text
  }
}
