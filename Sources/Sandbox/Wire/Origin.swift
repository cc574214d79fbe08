import Gateways
import Synchronization
import WireFormat

/// Where the sandbox is reached. Known only once the port is bound, so it is set after that.
final class Origin: Sendable {
  private let value = Mutex("")

  var text: String { value.withLock { $0 } }

  func set(_ text: String) { value.withLock { $0 = text } }

  /// The path of a booking's page or control route.
  static func path(_ area: String, _ key: BookingKey) -> String {
    let order = PercentCoding.encode(Array(key.order.utf8), style: .unreserved)
    return "/sandbox/\(area)/\(key.gateway)/\(String(decoding: order, as: UTF8.self))"
  }

  /// The cashier's address in the form that the gateway's document gives it.
  func payURL(of key: BookingKey, _ rule: PayURLRule) -> String {
    let path = Self.path("cashier", key)
    switch rule {
    case .asIs, .postPrefix: return text + path
    case .relativeToBase: return path
    }
  }
}
