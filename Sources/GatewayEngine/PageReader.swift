import ByteText
import Gateways
import HTTP
import PaymentValues
import WireFormat

/// Finds where a page sends the shopper: a redirect, a script, or a form that posts itself
/// (docs/rules.md servers). What it does not find it leaves to the browser.
enum PageReader {
  /// What the browser is to do; nil for a response that is no page.
  static func target(of response: HTTPResponse, baseURL: String) -> PayTarget? {
    if (300..<400).contains(response.status), let location = response.headers["Location"] {
      return opened(location, baseURL: baseURL)
    }
    guard response.status == 200, looksLikeHTML(response.body) else { return nil }
    let text = String(decoding: response.body, as: UTF8.self)
    let lower = text.lowercased()
    // Offsets of the two texts agree only while lowercasing kept the length.
    if lower.utf8.count == text.utf8.count, !lower.contains("<form"),
      let url = scriptAddress(text, lower), let target = opened(url, baseURL: baseURL)
    {
      return target
    }
    guard lower.contains("<form") || lower.contains("<script") || lower.contains("<body") else {
      return nil
    }
    return .page(response.body)
  }

  /// Whether the first thing in the body is a tag.
  static func looksLikeHTML(_ body: Bytes) -> Bool {
    var rest = body[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    return rest.first { !($0.isSpace) } == .lessThan
  }

  private static func opened(_ url: String, baseURL: String) -> PayTarget? {
    let rule: PayURLRule = url.hasPrefix("/") ? .relativeToBase : .asIs
    if case .success(let target) = PayURL.target(url, rule: rule, baseURL: baseURL) {
      return target
    }
    return nil
  }

  private static func scriptAddress(_ text: String, _ lower: String) -> String? {
    let bytes = Array(text.utf8)
    let folded = Array(lower.utf8)
    for mark in ["location.href", "location.replace", "location.assign", "location"] {
      guard let start = folded.firstIndex(of: mark.utf8) else { continue }
      let rest = bytes[(start + mark.utf8.count)...]
      guard let open = rest.firstIndex(where: { $0 == .quote || $0 == .apostrophe }),
        rest[..<open].allSatisfy({ [.space, .equals, UInt8(ascii: "(")].contains($0) }),
        let close = rest[(open + 1)...].firstIndex(of: bytes[open])
      else { continue }
      return String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
    }
    return nil
  }
}
