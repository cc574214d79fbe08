import ByteText
import PaymentValues
/// An INI file: `key = value` lines under `[section]` headings, comments behind `#` or `;` at the
/// beginning of a line. Every value remembers its line.
struct ConfigFile: Sendable {
  struct Entry: Sendable {
    var key: String
    var value: String
    var line: Int
  }

  struct Section: Sendable {
    var name: String
    var line: Int
    var entries: [Entry] = []

    /// The entry of that key, or nil.
    func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }
  }

  /// Where it was read, for messages.
  var path: String
  /// Entries before the first heading.
  var global = Section(name: "", line: 1)
  /// The profiles in the order of the file.
  var sections: [Section] = []

  /// Reads a file's bytes. Nothing is guessed: a line that is none of the three is an error.
  init(path: String, bytes: [UInt8]) throws(Refusal) {
    self.path = path
    var text = bytes
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw Refusal(
        .config, "config_not_utf8", "the configuration is not UTF-8", place: path,
        hint: "save it as UTF-8")
    }
    for (index, raw) in string.utf8.split(separator: .lineFeed, omittingEmptySubsequences: false)
      .enumerated()
    {
      try read(ConfigFile.trimmed(raw), line: index + 1)
    }
  }

  private mutating func read(_ line: String, line number: Int) throws(Refusal) {
    if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { return }
    if line.hasPrefix("[") {
      try open(line, number)
      return
    }
    guard let equals = line.firstIndex(of: "=") else {
      throw fault(number, "config_syntax", "expected 'key = value' or '[profile]'")
    }
    let key = ConfigFile.trimmed(line[..<equals].utf8)
    let value = ConfigFile.unquoted(ConfigFile.trimmed(line[line.index(after: equals)...].utf8))
    let entry = Entry(key: key, value: value, line: number)
    guard !value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
      throw fault(
        number, "config_control_character", "the value of '\(key)' has a control character")
    }
    let section = sections.last ?? global
    if let earlier = section.entry(key) {
      throw fault(number, "config_duplicate", "'\(key)' was given on line \(earlier.line) already")
    }
    if sections.isEmpty {
      global.entries.append(entry)
    } else {
      sections[sections.count - 1].entries.append(entry)
    }
  }

  private mutating func open(_ line: String, _ number: Int) throws(Refusal) {
    let name = ConfigFile.trimmed(line.dropFirst().dropLast().utf8)
    let allowed = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "_-".unicodeScalars.contains(scalar)
    }
    guard line.hasSuffix("]"), !name.isEmpty, allowed else {
      throw fault(
        number, "config_profile_name", "a profile's name has letters, digits, '_' and '-' only")
    }
    if let earlier = sections.first(where: { $0.name == name }) {
      throw fault(
        number, "config_duplicate", "profile '\(name)' began on line \(earlier.line) already")
    }
    sections.append(Section(name: name, line: number))
  }

  /// A failure that names file and line.
  func fault(_ line: Int, _ code: String, _ message: String, hint: String? = nil) -> Refusal {
    Refusal(.config, code, message, place: "\(path):\(line)", hint: hint)
  }

  private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
    String(decoding: bytes.trimmed { $0.isBlank || $0 == .carriageReturn }, as: UTF8.self)
  }

  private static func unquoted(_ text: String) -> String {
    text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
      ? String(text.dropFirst().dropLast()) : text
  }
}
