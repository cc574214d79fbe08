/// Text for HTML, in content and in quoted attributes alike.
package enum HTMLText {
  /// The text with the five characters that mean something to HTML as references, and every other
  /// one as it is: for values that a browser has to give back unchanged.
  package static func exact(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Text to be read: controls, direction marks and zero-width characters too become visible as
  /// `\u{..}`, for they could show an amount or a number as another one. Line feeds stay.
  package static func visible(_ text: String) -> String {
    exact(TerminalSafeText.escape(text, keepingLineFeeds: true))
  }
}
