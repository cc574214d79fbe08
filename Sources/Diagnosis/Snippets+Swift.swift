extension SnippetTopic {
  /// Swift.
  var swift: String {
    switch self {
    case .selection: "fields[\"sign\"] = nil\nfields[\"sign_type\"] = nil"
    case .empties: "fields = fields.filter { !$0.value.isEmpty }"
    case .template: "let text = \"appKey=\\(appKey)&mrn=\\(mrn)&returnUrl=\\(returnURL ?? \"\")\""
    case .order:
      "let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }"
    case .join: "var text = sorted.map { \"\\($0.key)=\\($0.value)\" }.joined(separator: \"&\")"
    case .key: "text += \"&key=\" + key"
    case .readKey:
      "let key = try String(contentsOf: url, encoding: .utf8)\n"
        + "  .replacingOccurrences(of: \"\\u{FEFF}\", with: \"\")\n"
        + "  .trimmingCharacters(in: .whitespacesAndNewlines)"
    case .digest:
      "let digest = Insecure.MD5.hash(data: Data(text.utf8))\n"
        + "let sign = digest.map { String(format: \"%02X\", $0) }.joined()"
    case .rawValues:
      "components.queryItems = [URLQueryItem(name: name, value: value)] // after hashing"
    case .jsonValues:
      "encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]\n"
        + "let json = try encoder.encode(value) // hash and send these bytes"
    case .charset: "let bytes = Array(text.utf8)"
    case .amount:
      "let fenText = fen % 100 < 10 ? \"0\\(fen % 100)\" : \"\\(fen % 100)\"\n"
        + "let amount = \"\\(fen / 100).\\(fenText)\" // one text, hashed and sent"
    case .time:
      "formatter.timeZone = TimeZone(identifier: \"Asia/Shanghai\")\n"
        + "formatter.dateFormat = \"yyyy-MM-dd HH:mm:ss\"\n"
        + "let now = formatter.string(from: Date()) // once"
    }
  }
}
