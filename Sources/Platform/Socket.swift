import Glibc

/// Stream sockets: listening, accepting, and bounded sends and receives that never raise SIGPIPE.
package enum Socket {
  /// What a receive gave.
  package enum Received: Sendable, Equatable {
    /// That many bytes stand at the front of the buffer.
    case bytes(Int)
    /// The other end has closed.
    case end
    /// The deadline passed first.
    case timeout
    /// The connection is broken.
    case failed
  }

  /// A blocking listening socket on that address.
  package static func listen(on address: SocketAddress, backlog: CInt = 1024) throws -> CInt {
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(address.family, type, 0)
    guard descriptor >= 0 else { throw SystemError(call: "socket", subject: address.description) }
    var on: CInt = 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
    guard address.pass({ bind(descriptor, $0, $1) }) == 0 else {
      let error = SystemError(call: "bind", subject: address.description)
      close(descriptor)
      throw error
    }
    guard Glibc.listen(descriptor, backlog) == 0 else {
      let error = SystemError(call: "listen", subject: address.description)
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// The address that a socket is bound to.
  package static func localAddress(of descriptor: CInt) throws -> SocketAddress {
    guard let filled = SocketAddress.filled(by: { getsockname(descriptor, $0, $1) }) else {
      throw SystemError(call: "getsockname", subject: "socket")
    }
    return filled.address
  }

  /// Lets `accept` give nil, with `errno` `EAGAIN`, while there is no connection.
  package static func acceptWithoutWaiting(on descriptor: CInt) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  /// Waits for a connection; nil with `errno` set when there is none to be had. The new socket
  /// is not handed to child processes and does not delay small writes.
  package static func accept(on descriptor: CInt) -> (descriptor: CInt, peer: SocketAddress)? {
    guard let filled = SocketAddress.filled(by: { Glibc.accept(descriptor, $0, $1) }) else {
      return nil
    }
    _ = fcntl(filled.result, F_SETFD, FD_CLOEXEC)
    var on: CInt = 1
    setsockopt(
      filled.result, CInt(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<CInt>.size))
    return (filled.result, filled.address)
  }

  /// Waits for an event (`POLLIN`, `POLLOUT`, or 0 for a broken connection only) until a time of
  /// the monotonic clock in milliseconds; false when that passes first.
  package static func wait(for events: CInt, on descriptor: CInt, until deadline: Int64) -> Bool {
    while true {
      let left = deadline - Clock.system.monotonicMilliseconds()
      guard left > 0 else { return false }
      var entry = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: events), revents: 0)
      let result = poll(&entry, 1, CInt(clamping: left))
      if result > 0 { return true }
      if result < 0 && errno != EINTR { return true }
    }
  }

  /// Receives what is there, waiting until the deadline for the first byte.
  package static func receive(
    from descriptor: CInt, into buffer: inout [UInt8], until deadline: Int64
  ) -> Received {
    while true {
      let count = buffer.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress, $0.count, CInt(MSG_DONTWAIT))
      }
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        guard wait(for: POLLIN, on: descriptor, until: deadline) else { return .timeout }
      default: return .failed
      }
    }
  }

  /// Receives what is there now; `timeout` when that is nothing.
  package static func receiveNow(
    from descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer
  ) -> Received {
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_DONTWAIT))
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .timeout
      default: return .failed
      }
    }
  }

  /// Sends what can be sent now and gives the number of bytes; nil when the connection is broken.
  package static func sendNow(_ bytes: ArraySlice<UInt8>, to descriptor: CInt) -> Int? {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Glibc.send(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
          CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT))
        if count >= 0 {
          done += count
        } else if errno == EAGAIN {
          return done
        } else if errno != EINTR {
          return nil
        }
      }
      return done
    }
  }

  /// Sends every byte before the deadline; false when the connection broke or time ran out.
  package static func send(
    _ bytes: some Collection<UInt8>, to descriptor: CInt, until deadline: Int64
  ) -> Bool {
    let flags = CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT)
    return Array(bytes).withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let start = buffer.baseAddress?.advanced(by: done)
        let count = Glibc.send(descriptor, start, buffer.count - done, flags)
        if count > 0 {
          done += count
        } else if count < 0 && errno == EAGAIN {
          guard wait(for: POLLOUT, on: descriptor, until: deadline) else { return false }
        } else if !(count < 0 && errno == EINTR) {
          return false
        }
      }
      return true
    }
  }

  /// Makes the coming `close` a reset, which throws away what has not been delivered.
  package static func closeWillReset(_ descriptor: CInt) {
    var setting = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &setting, socklen_t(MemoryLayout<linger>.size))
  }
}
