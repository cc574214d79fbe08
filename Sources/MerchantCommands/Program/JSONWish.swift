/// Whether a command line that was not understood asks for JSON all the same.
enum JSONWish {
  private static let forms: Set<String> = ["json", "ndjson"]

  static func isIn(_ words: [[UInt8]], _ variable: (String) -> String?) -> Bool {
    let texts = words.map { String(decoding: $0, as: UTF8.self) }
    let line = texts.prefix { $0 != "--" }
    for (index, text) in line.enumerated() {
      if text == "--json" || text.hasPrefix("--json=") { return true }
      let next = index + 1 < line.count ? line[index + 1] : ""
      if text == "--output", forms.contains(next) { return true }
      if text.hasPrefix("--output="), forms.contains(String(text.dropFirst(9))) { return true }
      // `-o json`, `-ojson`, `-qojson`, `-o=json`.
      if text.hasPrefix("-"), !text.hasPrefix("--"), let letter = text.firstIndex(of: "o") {
        let rest = text[text.index(after: letter)...]
        let value =
          rest.isEmpty ? next : rest.first == "=" ? String(rest.dropFirst()) : String(rest)
        if forms.contains(value) { return true }
      }
    }
    return variable("MERCHANT_OUTPUT").map(forms.contains) ?? false
  }
}
