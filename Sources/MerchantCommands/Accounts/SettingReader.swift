import ByteText
import ArgumentParsing
import PaymentValues

/// Reads one profile's settings: the command line, then its variable, then the file.
struct SettingReader {
  let section: ConfigFile.Section
  let path: String
  /// Nil when options do not count, as for the profiles that are only compared.
  let command: ParsedCommand?
  var values: [String: String] = [:]
  var origins: [String: String] = [:]

  init(section: ConfigFile.Section, path: String, command: ParsedCommand?) {
    self.section = section
    self.path = path
    self.command = command
    for entry in section.entries { values[entry.key] = entry.value }
  }

  func place(_ line: Int) -> String { line > 0 ? "\(path):\(line)" : "command line" }

  mutating func value(_ key: String) -> String? {
    if let given = command?.value(inPlaceOf: key) {
      switch given.origin {
      case .environment(let name): origins[key] = name
      default: origins[key] = "--\(key)"
      }
      values[key] = given.text
      return given.text
    }
    guard let entry = section.entry(key), !entry.value.isEmpty else { return nil }
    origins[key] = place(entry.line)
    return entry.value
  }

  mutating func flag(_ key: String) throws(Refusal) -> Bool {
    guard let text = value(key) else { return false }
    switch text.lowercased() {
    case "yes", "true", "on", "1": return true
    case "no", "false", "off", "0": return false
    default: throw bad(key, "it is yes or no")
    }
  }

  mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: String, default fallback: Value
  ) throws(Refusal) -> Value {
    guard let text = value(key) else { return fallback }
    guard let found = Value(rawValue: text) else {
      throw bad(key, "it is \(Value.allCases.map(\.rawValue).joined(separator: " or "))")
    }
    return found
  }

  mutating func duration(_ key: String) throws(Refusal) -> Int64? {
    guard let text = value(key) else { return nil }
    guard let milliseconds = Duration.milliseconds(text), milliseconds > 0 else {
      throw bad(key, "it is a time such as 500ms, 30s or 10m")
    }
    return milliseconds
  }

  private func bad(_ key: String, _ reason: String) -> Refusal {
    Refusal(
      .config, "config_bad_value", "\(key): \(reason)", place: origins[key] ?? section.name)
  }

  /// Times as people write them.
  enum Duration {
    /// What an option takes, such as `500ms` or `1h30m`; a bare number is seconds. Nil for anything else,
    /// and for more than 30 years.
    static func milliseconds(_ text: String) -> Int64? {
      let isBare = !text.isEmpty && text.utf8.allSatisfy { $0.isDigit }
      return TimeSpan.milliseconds(isBare ? text + "s" : text).flatMap {
        $0 <= 1_000_000_000_000 ? $0 : nil
      }
    }
  }
}
