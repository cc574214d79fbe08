import TextLayout
import WireFormat

/// A page that posts a form by itself: the way into gateways that answer with a page.
enum PayPage {
  /// The page. Every value is escaped for an attribute; only the one script with the nonce may run.
  static func selfPosting(_ address: String, _ fields: FieldList, nonce: UInt64) -> Bytes {
    let token = String(nonce, radix: 36)
    let inputs = fields.fields.map { field in
      "<input type=\"hidden\" name=\"\(HTMLText.exact(field.displayName))\" value=\"\(HTMLText.exact(field.value.display))\">\n"
    }.joined()
    let origin = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
      .prefix(3).joined(separator: "/")
    let html = """
      <!doctype html>
      <html lang="zh"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; form-action \(HTMLText.exact(origin)); script-src 'nonce-\(token)'">
      <title>Pay</title></head><body>
      <form id="pay" method="post" accept-charset="utf-8" action="\(HTMLText.exact(address))">
      \(inputs)<button type="submit">继续支付 · Continue to pay</button>
      </form><script nonce="\(token)">document.getElementById("pay").submit()</script>
      </body></html>

      """
    return Array(html.utf8)
  }
}
