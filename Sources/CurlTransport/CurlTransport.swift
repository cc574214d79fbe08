import CCurl
import HTTP
import Synchronization

/// The way out to a gateway: libcurl, loaded when the first request is sent.
///
/// A request that moves money goes over a connection of its own: on a reused one libcurl sends a
/// request again by itself when the server closes, and a payout would be made twice.
public final class CurlTransport: HTTPTransport {
  private let libraryPath: String?
  private let idle = Mutex<[CurlHandle]>([])
  private static let idleLimit = 64

  /// Makes a transport. `library` is the shared library to load instead of the system's libcurl.
  public init(library: String? = nil) { libraryPath = library }

  /// Sends once. See `TransportOutcome` for what the three outcomes promise. The headers `Expect`,
  /// `Accept-Encoding`, `Content-Length`, `Transfer-Encoding` and `Connection` are the transport's
  /// own; those of the request are passed over.
  public func send(_ request: HTTPRequest, _ options: TransportOptions) -> TransportOutcome {
    do throws(TransportFailure) {
      let lines = try CurlRequest.headerLines(of: request)
      try CurlRequest.check(request, options)
      let library = try CurlLibrary.load(libraryPath)
      guard let handle = takeHandle(library), let headers = CurlHeaderList(lines, library) else {
        throw TransportFailure(code: "other", reason: "libcurl has no memory for a request.")
      }
      let outcome = try exchange(request, options, handle, headers)
      giveBack(handle)
      return outcome
    } catch {
      return .notSent(error)
    }
  }

  private func exchange(
    _ request: HTTPRequest, _ options: TransportOptions, _ handle: CurlHandle,
    _ headers: CurlHeaderList
  ) throws(TransportFailure) -> TransportOutcome {
    let exchange = CurlExchange(bodyLimit: options.bodyLimit)
    var errorText = [CChar](repeating: 0, count: 256)
    let code = errorText.withUnsafeMutableBytes { errorBytes -> CInt in
      handle.reset()
      CurlRequest.configure(handle, request, options)
      handle.set(CCURL_HTTPHEADER, pointer: headers.pointer)
      handle.set(CCURL_ERRORBUFFER, pointer: errorBytes.baseAddress)
      CurlCallbacks.attach(exchange, to: handle)
      guard handle.settingsCode == 0 else { return -1 }
      return withExtendedLifetime((exchange, headers)) { handle.perform() }
    }
    guard code >= 0 else {
      let words = handle.library.describe(handle.settingsCode)
      throw TransportFailure(code: "other", reason: "libcurl refuses an option: \(words).")
    }
    let ending = CurlEnding(
      code: code, words: handle.library.describe(code), detail: CurlLibrary.text(errorText),
      requestSize: handle.long(CCURL_INFO_REQUEST_SIZE),
      proxyStatus: handle.long(CCURL_INFO_HTTP_CONNECTCODE))
    // Forgets the pointers that end with this call; the connections stay.
    handle.reset()
    return ending.outcome(of: exchange)
  }

  private func takeHandle(_ library: CurlLibrary) -> CurlHandle? {
    idle.withLock { $0.popLast() } ?? CurlHandle(library)
  }

  private func giveBack(_ handle: CurlHandle) {
    idle.withLock { idle in
      if idle.count < Self.idleLimit { idle.append(handle) }
    }
  }
}
