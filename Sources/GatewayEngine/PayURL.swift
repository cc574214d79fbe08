import ByteText
import Gateways
import HTTP
import PaymentValues
import WireFormat

/// Applies a gateway's rule for its pay URL (pay-center 2.1.5; lianhe, WebAPI mode). Never decodes it.
public enum PayURL {
  /// What the browser is to do, or why the URL is refused.
  public static func target(_ url: String, rule: PayURLRule, baseURL: String)
    -> SuccessOrFinding<PayTarget>
  {
    switch rule {
    case .asIs:
      return absolute(url).map { .open($0) }
    case .postPrefix:
      guard url.hasPrefix("POST;") else { return absolute(url).map { .open($0) } }
      switch absolute(String(url.dropFirst(5))) {
      case .failure(let finding): return .failure(finding)
      case .success(let address):
        let parts = QueryString(url: Array(address.utf8))
        do throws(WireError) {
          return .success(.post(String(decoding: parts.base, as: UTF8.self), try parts.fields()))
        } catch { return .failure(refused(url, error.reason)) }
      }
    case .relativeToBase:
      // A second slash or a backslash would leave the gateway's host.
      if url.hasPrefix("/"), !url.hasPrefix("//"), !url.hasPrefix("/\\"), isClean(url) {
        return origin(of: baseURL).map { .open($0 + url) }
      }
      return .failure(refused(url, "it must be a path below the gateway's address"))
    }
  }

  private static func origin(of baseURL: String) -> SuccessOrFinding<String> {
    do throws(HTTPURLError) {
      let url = try HTTPURL(baseURL)
      let standard = url.port == url.scheme.defaultPort
      return .success("\(url.scheme.rawValue)://\(url.host)\(standard ? "" : ":\(url.port)")")
    } catch { return .failure(refused(baseURL, error.reason)) }
  }

  private static func absolute(_ url: String) -> SuccessOrFinding<String> {
    let schemes = ["http://", "https://"]
    guard let scheme = schemes.first(where: { url.hasPrefix($0) }), isClean(url),
      let host = url.utf8.dropFirst(scheme.utf8.count).first, !"/?#".utf8.contains(host)
    else {
      return .failure(refused(url, "it is no absolute http or https URL"))
    }
    return .success(url)
  }

  private static func isClean(_ url: String) -> Bool {
    url.utf8.allSatisfy { $0 > .space && $0 != .delete }
  }

  private static func refused(_ url: String, _ reason: String) -> Finding {
    Finding(
      .error, "pay_url_refused", "the pay URL is not used: \(reason)",
      hint: "ask the gateway; do not open it by hand")
  }
}

/// A value, or the finding that says why there is none.
public enum SuccessOrFinding<Value: Sendable>: Sendable {
  /// The value.
  case success(Value)
  /// Why there is none.
  case failure(Finding)

  /// The same with another value.
  func map<Other: Sendable>(_ change: (Value) -> Other) -> SuccessOrFinding<Other> {
    switch self {
    case .success(let value): .success(change(value))
    case .failure(let finding): .failure(finding)
    }
  }
}
