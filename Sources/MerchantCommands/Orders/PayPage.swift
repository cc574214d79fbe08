import ByteText
import TextLayout
import WireFormat

/// Pages through which a shopper pays, for answers that are no plain address.
enum PayPage {
  /// A page that posts a form by itself. Every value is escaped for an attribute; only the one script
  /// with the nonce may run.
  static func selfPosting(_ address: String, _ fields: FieldList, nonce: UInt64) -> Bytes {
    let token = String(nonce, radix: 36)
    let inputs = fields.fields.map { field in
      "<input type=\"hidden\" name=\"\(HTMLText.exact(field.displayName))\" value=\"\(HTMLText.exact(field.value.display))\">\n"
    }.joined()
    let html = """
      <!doctype html>
      <html lang="zh"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; form-action \(HTMLText.exact(origin(address))); script-src 'nonce-\(token)'">
      <title>Pay</title></head><body>
      <form id="pay" method="post" accept-charset="utf-8" action="\(HTMLText.exact(address))">
      \(inputs)<button type="submit">继续支付 · Continue to pay</button>
      </form><script nonce="\(token)">document.getElementById("pay").submit()</script>
      </body></html>

      """
    return Array(html.utf8)
  }

  /// A page that goes to an address.
  static func opening(_ address: String) -> Bytes {
    let shown = HTMLText.exact(address)
    let html = """
      <!doctype html>
      <html lang="zh"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
      <meta http-equiv="refresh" content="0; url=\(shown)">
      <title>Pay</title></head><body><a href="\(shown)">继续支付 · Continue to pay</a></body></html>

      """
    return Array(html.utf8)
  }

  /// The gateway's own page, with the address that its relative links stand behind.
  static func kept(_ body: Bytes, from address: String) -> Bytes {
    let lower = body.lowercased
    guard !lower.contains("<base") else { return body }
    let base = Array("<base href=\"\(HTMLText.exact(address))\">".utf8)
    let place = end(of: "<head>", in: lower) ?? end(of: "<html>", in: lower) ?? start(lower)
    return Array(body[..<place]) + base + Array(body[place...])
  }

  /// Behind a byte order mark.
  private static func start(_ body: Bytes) -> Int { body.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  private static func end(of text: String, in body: Bytes) -> Int? {
    let needle = Array(text.utf8)
    return body.firstIndex(of: needle).map { $0 + needle.count }
  }

  private static func origin(_ address: String) -> String {
    address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
      .prefix(3).joined(separator: "/")
  }
}
