import CCurl
import HTTP
import Synchronization

/// libcurl, loaded and initialised once a process for each path.
final class CurlLibrary: @unchecked Sendable {
  // Unchecked: the pointer is to a table of functions that is never written again.
  let functions: OpaquePointer

  private init(_ functions: OpaquePointer) { self.functions = functions }

  private static let usualNames = ["libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"]
  private static let loaded = Mutex<[String: CurlLibrary]>([:])

  /// The library at that path, or the first of the usual names that loads.
  static func load(_ path: String?) throws(TransportFailure) -> CurlLibrary {
    let result: Result<CurlLibrary, TransportFailure> = loaded.withLock { loaded in
      if let library = loaded[path ?? ""] { return .success(library) }
      do throws(TransportFailure) {
        let library = try open(path.map { [$0] } ?? usualNames)
        loaded[path ?? ""] = library
        return .success(library)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func open(_ names: [String]) throws(TransportFailure) -> CurlLibrary {
    var reasons: [String] = []
    for name in names {
      var reason = [CChar](repeating: 0, count: 256)
      if let functions = ccurl_open(name, &reason, reason.count) {
        guard ccurl_global_init(functions) == 0 else {
          throw TransportFailure(code: "other", reason: "libcurl does not start.")
        }
        return CurlLibrary(functions)
      }
      reasons.append(text(reason))
    }
    throw TransportFailure(
      code: "transport_missing",
      reason: "libcurl cannot be loaded; install the package libcurl4 (Debian, Ubuntu) or libcurl"
        + " (\(reasons.first ?? "no name tried")).")
  }

  /// libcurl's words for a code.
  func describe(_ code: CInt) -> String {
    ccurl_describe(functions, code).map { String(cString: $0) } ?? "code \(code)"
  }

  static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
