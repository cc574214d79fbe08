import HTTP

/// libcurl's result codes that decide something here.
private enum CurlCode {
  static let ok: CInt = 0
  static let unsupportedProtocol: CInt = 1
  static let urlMalformed: CInt = 3
  static let resolve: Set<CInt> = [5, 6]
  static let connect: CInt = 7
  static let weirdAnswer: Set<CInt> = [8, 61]
  static let partialBody: CInt = 18
  static let timeout: CInt = 28
  static let emptyAnswer: CInt = 52
  /// A header line beyond libcurl's own limit: "out of memory" up to 7.x, a code of its own since.
  static let tooLarge: Set<CInt> = [27, 63, 100]
  static let broken: Set<CInt> = [55, 56]
  /// Handshake, peer's certificate, own files, ciphers, issuer, revocation, public key.
  static let tls: Set<CInt> = [35, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98]
  /// What can end an exchange before a request is begun.
  static let beforeRequest = resolve.union(tls).union([
    unsupportedProtocol, urlMalformed, connect, timeout,
  ])
}

/// How an exchange ended, as libcurl and the exchange's own record tell it.
struct CurlEnding {
  var code: CInt
  /// libcurl's words: of the code, and of this failure (host, port and certificate only).
  var words: String
  var detail: String
  /// `CURLINFO_REQUEST_SIZE`.
  var requestSize: Int
  /// The proxy's answer to `CONNECT`, or 0.
  var proxyStatus: Int

  /// The outcome. Nothing was sent only if neither count saw a byte and the code is one that can
  /// come before a request; in every other doubt the outcome is unknown.
  func outcome(of exchange: CurlExchange) -> TransportOutcome {
    if let refusal = exchange.refusal { return .unknown(refusal) }
    if code == CurlCode.ok {
      guard let response = exchange.response else {
        return .unknown(
          TransportFailure(code: "bad_answer", reason: "The answer's header was cut short."))
      }
      return .answered(response)
    }
    let isUnsent = exchange.bytesSent == 0 && requestSize <= exchange.tunnelBytes
    if isUnsent && proxyStatus >= 300 {
      return .notSent(
        TransportFailure(
          code: "connect_failed", reason: "The proxy refused the connection (\(proxyStatus))."))
    }
    let isProvenUnsent = isUnsent && CurlCode.beforeRequest.contains(code)
    let failure = TransportFailure(
      code: failureCode(isUnsent: isProvenUnsent), reason: reason(isUnsent: isProvenUnsent))
    return isProvenUnsent ? .notSent(failure) : .unknown(failure)
  }

  private func failureCode(isUnsent: Bool) -> String {
    switch code {
    case CurlCode.unsupportedProtocol: isUnsent ? "url_malformed" : "bad_answer"
    case CurlCode.urlMalformed: "url_malformed"
    case CurlCode.connect: "connect_failed"
    case CurlCode.partialBody: "short_body"
    case CurlCode.timeout: "timeout"
    case CurlCode.emptyAnswer: "empty_answer"
    case _ where CurlCode.resolve.contains(code): "resolve_failed"
    case _ where CurlCode.tls.contains(code): "tls_failed"
    case _ where CurlCode.weirdAnswer.contains(code): "bad_answer"
    case _ where CurlCode.tooLarge.contains(code) && !isUnsent: "too_large"
    case _ where CurlCode.broken.contains(code): "reset"
    default: "other"
    }
  }

  /// The detail is given only where it cannot hold more than a host, a port or a certificate's
  /// fault: elsewhere libcurl may repeat what was sent or received.
  private func reason(isUnsent: Bool) -> String {
    let known = isUnsent && code != CurlCode.urlMalformed && !detail.isEmpty
    return (known ? detail : words) + " (libcurl \(code))."
  }
}
