import Glibc
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

  private static func deadline() -> Int64 { Clock.system.monotonicMilliseconds() + 5_000 }

  func send(_ text: String) {
    _ = Socket.send(text.utf8, to: descriptor, until: Self.deadline())
  }

  /// Everything up to the end of the connection; nil if it was reset or stays open for 5 s.
  func readToEnd() -> String? {
    let deadline = Self.deadline()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var all: [UInt8] = []
    while true {
      switch Socket.receive(from: descriptor, into: &buffer, until: deadline) {
      case .bytes(let count): all += buffer[..<count]
      case .end: return String(decoding: all, as: UTF8.self)
      case .timeout, .failed: return nil
      }
    }
  }

  /// Reads until the bytes so far end with that text.
  func read(until end: String) -> String? {
    let deadline = Self.deadline()
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
}
