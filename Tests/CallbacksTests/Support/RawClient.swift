import Glibc
import HTTP
import Platform

/// A client of raw bytes, so that a test can send what no HTTP library would.
final class RawClient {
  private let descriptor: CInt

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    guard let address = SocketAddress("127.0.0.1", port: port),
      address.pass({ connect(descriptor, $0, $1) }) == 0
    else { throw SystemError(call: "connect", subject: "test server") }
  }

  deinit { close(descriptor) }

  func send(_ bytes: some Collection<UInt8>) {
    _ = Socket.send(bytes, to: descriptor, until: Clock.system.monotonicMilliseconds() + 10_000)
  }

  /// Everything up to the end of the connection.
  func readToEnd() -> String {
    let deadline = Clock.system.monotonicMilliseconds() + 20_000
    var buffer = [UInt8](repeating: 0, count: 16_384)
    var all: [UInt8] = []
    while case .bytes(let count) = Socket.receive(from: descriptor, into: &buffer, until: deadline)
    {
      all += buffer[..<count]
    }
    return String(decoding: all, as: UTF8.self)
  }

  /// Sends a whole message and gives the answer.
  static func exchange(_ raw: String, port: UInt16) throws -> String {
    let client = try RawClient(port: port)
    client.send(raw.utf8)
    return client.readToEnd()
  }
}
