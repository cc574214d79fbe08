import Gateways
import HTTP
import PaymentValues
import TextLayout
import WireFormat

/// The page on which a shopper would pay: here with buttons for each end of an order.
struct CashierPage: Sendable {
  private let booking: Booking
  private let gateway: GatewaySpec
  private let origin: Origin
  private let settlement: Settlement

  init(
    _ booking: Booking, _ gateway: GatewaySpec, _ origin: Origin, _ settlement: Settlement
  ) {
    self.booking = booking
    self.gateway = gateway
    self.origin = origin
    self.settlement = settlement
  }

  private var action: String {
    // Whole: a page that the gateway's own address answered with has that address.
    HTMLText.visible(origin.text + Origin.path("orders", booking.key))
  }

  var html: String {
    let rows = [
      ("Gateway", gateway.id), ("Order", booking.key.order),
      ("Gateway order", booking.gatewayOrder), ("Subject", booking.texts[.subject] ?? ""),
      ("Channel", channel), ("Status", booking.status.rawValue),
    ]
    let list = rows.filter { !$0.1.isEmpty }.map { name, value in
      "<dt>\(name)</dt><dd>\(HTMLText.visible(value))</dd>"
    }.joined(separator: "\n")
    return SandboxPage.html(
      title: "Cashier \(booking.key.order)",
      """
      <h1>Sandbox cashier · \(HTMLText.visible(gateway.title))</h1>
      <p class="amount">¥ \(booking.amount.yuan)</p>
      <dl>
      \(list)
      </dl>
      \(booking.status.isFinal ? ending : buttons)
      <p class="note">No money moves here.</p>
      """)
  }

  private var channel: String {
    guard let code = booking.texts[.channel] else { return "" }
    let row = gateway.codeTable(.channel)?.rows.first { $0.code == code }
    return row.map { "\(code) \($0.name)" } ?? code
  }

  /// Only a gateway that tells the paid amount apart can be paid another one.
  private var canPayAnother: Bool {
    gateway.message(.orderCallback)?.field(.paidAmount) != nil
  }

  private var buttons: String {
    let other = """
      <form method="post" action="\(action)"><input name="amount" inputmode="decimal" required \
      pattern="[0-9]+([.][0-9]{1,2})?" placeholder="\(booking.amount.yuan)"> \
      <button class="other">Paid this amount</button></form>
      """
    return """
      <form method="post" action="\(action)"><button name="paid">Paid</button></form>
      \(canPayAnother ? other : "")
      <form method="post" action="\(action)">\
      <button class="failed" name="failed">Failed</button></form>
      """
  }

  private var ending: String {
    let paid = booking.paid.map { "Paid ¥ \($0.yuan)" } ?? "Not paid"
    var text = "<p class=\"badge\">\(paid)</p>"
    if let url = booking.texts[.returnURL], (try? HTTPURL(url)) != nil { text += wayBack(url) }
    return text
  }

  /// As the document brings the shopper's browser back: with the callback's fields, or without.
  private func wayBack(_ url: String) -> String {
    guard let (way, fields) = settlement.sender.browserFields(booking) else { return link(url) }
    switch way {
    case .get:
      let address = QueryString.appending(fields, to: Array(url.utf8))
      return link(String(decoding: address, as: UTF8.self))
    case .post:
      let inputs = fields.fields.map { field in
        "<input type=\"hidden\" name=\"\(HTMLText.exact(field.displayName))\""
          + " value=\"\(HTMLText.exact(field.value.display))\">\n"
      }.joined()
      return """
        <form method="post" accept-charset="utf-8" action="\(HTMLText.exact(url))">
        \(inputs)<button>Back to the shop</button></form>
        """
    }
  }

  private func link(_ url: String) -> String {
    "<p><a href=\"\(HTMLText.exact(url))\">Back to the shop</a></p>"
  }
}
