import Glibc
import Platform

/// One client's connection: reads requests, asks the handler, does what it says.
struct ServerConnection: Sendable {
  let descriptor: CInt
  let peer: String
  let options: LoopbackServerOptions
  let table: ConnectionTable
  let refused: LoopbackServer.RefusalObserver
  let handler: LoopbackServer.Handler

  private static let drainLimit = 262_144
  private static let drainMilliseconds: Int64 = 500

  /// Serves until the connection is to be closed; the caller closes it.
  func serve() {
    var parser = HTTPRequestParser(limits: options.limits)
    while let request = read(&parser) {
      table.mark(descriptor, isReading: false)
      let staysOpen = options.keepsAlive && parser.keepsAlive
      guard perform(handler(request, peer), request, staysOpen: staysOpen) else { break }
      table.mark(descriptor, isReading: true)
    }
    if !parser.isIdle { drain() }
  }

  /// The monotonic time that many milliseconds from now, or the end of time.
  private func deadline(in milliseconds: Int64) -> Int64 {
    let now = Clock.system.monotonicMilliseconds()
    let (end, overflow) = now.addingReportingOverflow(max(milliseconds, 0))
    return overflow ? .max : end
  }

  /// The next request, or nil when there is none to serve; a refusal has then been sent.
  private func read(_ parser: inout HTTPRequestParser) -> HTTPRequest? {
    let deadline = deadline(in: options.requestMilliseconds)
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      do {
        switch try parser.next() {
        case .request(let request): return request
        case .expectsContinue:
          _ = Socket.send("HTTP/1.1 100 Continue\r\n\r\n".utf8, to: descriptor, until: deadline)
          continue
        case .needsMore: break
        }
      } catch {
        refuse(error.status, error.reason)
        return nil
      }
      switch Socket.receive(from: descriptor, into: &buffer, until: deadline) {
      case .bytes(let count): parser.append(buffer[..<count])
      case .timeout:
        if !parser.isIdle { refuse(408, "The request did not come in time.") }
        return nil
      case .end, .failed: return nil
      }
    }
  }

  private func refuse(_ status: Int, _ reason: String) {
    var response = HTTPResponse(status: status, body: Array((reason + "\n").utf8))
    response.headers.append("Content-Type", "text/plain; charset=utf-8")
    write(HTTPResponseWriter.bytes(response, keepsAlive: false))
    refused(HTTPParseError(status: status, reason), peer)
  }

  /// Does the action; true when another request may follow.
  private func perform(_ action: HTTPServerAction, _ request: HTTPRequest, staysOpen: Bool) -> Bool
  {
    let withBody = request.method != "HEAD"
    switch action {
    case .respond(let response):
      return write(
        HTTPResponseWriter.bytes(response, keepsAlive: staysOpen, withBody: withBody)) && staysOpen
    case .closeWithoutAnswer: return false
    case .reset:
      Socket.closeWillReset(descriptor)
      return false
    case .partial(let response, let count):
      let whole = HTTPResponseWriter.bytes(response, keepsAlive: false, withBody: withBody)
      write(Array(whole.prefix(max(count, 0))))
      return false
    case .raw(let bytes):
      write(bytes)
      return false
    case .delay(let milliseconds, let then):
      let isBroken = Socket.wait(for: 0, on: descriptor, until: deadline(in: milliseconds))
      return isBroken ? false : perform(then, request, staysOpen: staysOpen)
    }
  }

  @discardableResult
  private func write(_ bytes: [UInt8]) -> Bool {
    Socket.send(bytes, to: descriptor, until: deadline(in: options.requestMilliseconds))
  }

  /// Takes in what the client is still sending: closing over unread bytes would reset the
  /// connection and might destroy the refusal before it is read.
  private func drain() {
    shutdown(descriptor, CInt(SHUT_WR))
    let deadline = deadline(in: Self.drainMilliseconds)
    var buffer = [UInt8](repeating: 0, count: 16_384)
    var total = 0
    while total < Self.drainLimit,
      case .bytes(let count) = Socket.receive(from: descriptor, into: &buffer, until: deadline)
    {
      total += count
    }
  }
}
