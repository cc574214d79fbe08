/// What the server does with a request: answer it, or one of the faults that a sandbox plays.
public indirect enum HTTPServerAction: Sendable, Equatable {
  /// Sends the response.
  case respond(HTTPResponse)
  /// Closes the connection in good order without a byte.
  case closeWithoutAnswer
  /// Resets the connection (TCP RST).
  case reset
  /// Sends only the first bytes of the whole response, head included, then closes.
  case partial(HTTPResponse, bytes: Int)
  /// Sends these bytes as they are, then closes.
  case raw([UInt8])
  /// Waits, then does the other; ends early when the client or the server goes.
  case delay(milliseconds: Int64, then: HTTPServerAction)
}
