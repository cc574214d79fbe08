/// One client's connection. It belongs to one thread at a time: to the loop, which waits for it, or to
/// the thread that answers its request.
final class Connection: @unchecked Sendable {
  // Unchecked: `ConnectionTable` says whose it is, and it changes hands through its lock.

  /// What is done when the connection can be read or written, or when its time is over.
  enum Stage {
    /// A request is awaited.
    case reading
    /// The rest of an answer is sent; then comes the next request, or the end.
    case writing(ArraySlice<UInt8>, staysOpen: Bool)
    /// Something is done when the time is over.
    case delayed(HTTPServerAction, HTTPRequest)
    /// What still comes is thrown away, up to so many bytes.
    case draining(Int)
  }

  let descriptor: CInt
  let peer: String
  var parser: HTTPRequestParser
  var stage = Stage.reading

  init(descriptor: CInt, peer: String, limits: HTTPLimits) {
    self.descriptor = descriptor
    self.peer = peer
    parser = HTTPRequestParser(limits: limits)
  }
}
