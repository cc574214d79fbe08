import Gateways
import PaymentValues
import TextLayout

/// The front page: which gateways there are, and the newest orders with their cashiers.
struct IndexPage: Sendable {
  private static let shown = 20

  private let options: SandboxOptions
  private let store: SandboxStore

  init(_ options: SandboxOptions, _ store: SandboxStore) {
    self.options = options
    self.store = store
  }

  var html: String {
    let gateways = options.gateways.map { gateway in
      "<dt>\(HTMLText.visible(gateway.id))</dt><dd>\(HTMLText.visible(gateway.title))</dd>"
    }.joined(separator: "\n")
    let rows = store.newest(Self.shown).map(row).joined(separator: "\n")
    return SandboxPage.html(
      title: "Sandbox",
      """
      <h1>Sandbox</h1>
      <dl>
      \(gateways)
      </dl>
      <h1>Newest orders and payouts</h1>
      <dl>
      \(rows)
      </dl>
      <p class="note"><a href="/sandbox/ledger">Ledger</a> ·
      <a href="/sandbox/received">Received callbacks</a> · <a href="/sandbox/faults">Faults</a> ·
      <a href="/sandbox/settings">Settings</a></p>
      """)
  }

  private func row(_ booking: Booking) -> String {
    let area = booking.key.kind == .order ? "cashier" : "payouts"
    let link = HTMLText.visible(Origin.path(area, booking.key))
    return "<dt><a href=\"\(link)\">\(HTMLText.visible(booking.key.order))</a></dt>"
      + "<dd>¥ \(booking.amount.yuan) · \(booking.status.rawValue)</dd>"
  }
}
