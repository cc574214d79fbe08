import Glibc

/// An IPv4 or IPv6 address with a port, as the system's calls take it.
package struct SocketAddress: Sendable, CustomStringConvertible {
  private var storage: sockaddr_storage
  private var length: socklen_t

  /// Reads a literal address (`127.0.0.1`, `::1`; no name is resolved), or gives nil.
  package init?(_ literal: String, port: UInt16) {
    storage = sockaddr_storage()
    var four = sockaddr_in()
    if inet_pton(AF_INET, literal, &four.sin_addr) == 1 {
      four.sin_family = sa_family_t(AF_INET)
      four.sin_port = port.bigEndian
      length = socklen_t(MemoryLayout<sockaddr_in>.size)
      withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: four, as: sockaddr_in.self) }
      return
    }
    var six = sockaddr_in6()
    guard inet_pton(AF_INET6, literal, &six.sin6_addr) == 1 else { return nil }
    six.sin6_family = sa_family_t(AF_INET6)
    six.sin6_port = port.bigEndian
    length = socklen_t(MemoryLayout<sockaddr_in6>.size)
    withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: six, as: sockaddr_in6.self) }
  }

  /// Lets a call such as `getsockname` or `accept` fill in an address; nil when it returns -1.
  package static func filled(
    by call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> CInt
  ) -> (address: SocketAddress, result: CInt)? {
    var address = SocketAddress()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &address.storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, &length) }
    }
    address.length = length
    return result < 0 ? nil : (address, result)
  }

  private init() {
    storage = sockaddr_storage()
    length = 0
  }

  /// `AF_INET` or `AF_INET6`.
  package var family: CInt { CInt(storage.ss_family) }

  /// The port in the host's byte order.
  package var port: UInt16 {
    withUnsafeBytes(of: storage) { bytes in
      family == AF_INET6
        ? UInt16(bigEndian: bytes.load(as: sockaddr_in6.self).sin6_port)
        : UInt16(bigEndian: bytes.load(as: sockaddr_in.self).sin_port)
    }
  }

  /// The address in the usual notation, without port.
  package var host: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    withUnsafeBytes(of: storage) { bytes in
      let start = family == AF_INET6 ? 8 : 4
      _ = inet_ntop(family, bytes.baseAddress?.advanced(by: start), &text, socklen_t(text.count))
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether the address is in 127.0.0.0/8 or is ::1.
  package var isLoopback: Bool { family == AF_INET6 ? host == "::1" : host.hasPrefix("127.") }

  /// `127.0.0.1:8080`, `[::1]:8080`.
  package var description: String { family == AF_INET6 ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Hands the address to a call such as `bind` or `connect`.
  package func pass<Result>(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafePointer(to: storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, length) }
    }
  }
}
