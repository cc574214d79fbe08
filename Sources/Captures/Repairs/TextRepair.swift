import ByteText
import WireFormat

/// Damage that pasting, mailing or saving does to text, and how it is undone.
///
/// The cases stand in the order in which they are tried.
enum TextRepair: String, CaseIterable {
  case gb18030 = "gb18030"
  case invisibleCharacters = "invisible_characters"
  case smartQuotes = "smart_quotes"
  case surroundingQuotes = "surrounding_quotes"
  case escapedQuotes = "escaped_quotes"
  case percentLayer = "percent_layer"
  case htmlEntities = "html_entities"
  case entityDamage = "entity_damage"
  case fullWidth = "full_width"
  case lineBreaks = "line_breaks"

  /// What is reported.
  var repair: Repair { Repair(code: rawValue, sentence: sentence) }

  private var sentence: String {
    switch self {
    case .gb18030: "The text is not UTF-8; it was converted from GB18030."
    case .invisibleCharacters: "Invisible characters were removed."
    case .smartQuotes: "Typographic quotes were turned back into plain ones."
    case .surroundingQuotes: "The quotes around the text were removed."
    case .escapedQuotes: "Backslashes before quotes were removed."
    case .percentLayer: "One extra layer of percent-encoding was undone."
    case .htmlEntities: "HTML entities such as &amp; were turned back into characters."
    case .entityDamage:
      "Characters that a page had made of &not, &curren, &para and the like "
        + "were turned back."
    case .fullWidth: "Full-width punctuation was turned into ASCII."
    case .lineBreaks: "Line breaks within the text were removed."
    }
  }

  /// The text with the damage undone; nil if there is no such damage.
  func apply(_ text: Bytes, _ knownNames: Set<Bytes>) -> Bytes? {
    switch self {
    case .gb18030:
      guard !UTF8Validation.isValid(text), TextEncoding.detect(text) == .gb18030 else { return nil }
      return try? TextEncoding.gb18030.toUTF8(text)
    case .invisibleCharacters: return Self.changed(text, Self.invisible)
    case .smartQuotes: return Self.changed(text, Self.quotes)
    case .surroundingQuotes: return Quotes.removed(text)
    case .escapedQuotes: return Quotes.unescaped(text)
    case .percentLayer: return Self.percentDecoded(text)
    case .htmlEntities: return Self.entitiesDecoded(text)
    case .entityDamage: return EntityTable.restored(text, knownNames)
    case .fullWidth: return Self.changed(text, Self.wide)
    case .lineBreaks:
      guard text.trimmed.contains(.lineFeed) else { return nil }
      return text.filter { $0 != .lineFeed && $0 != .carriageReturn }
    }
  }

  private static func pair(_ from: String, _ to: String) -> (from: Bytes, to: Bytes) {
    (Bytes(from.utf8), Bytes(to.utf8))
  }

  private static let invisible = [
    pair("\u{200B}", ""), pair("\u{200C}", ""), pair("\u{200D}", ""), pair("\u{200E}", ""),
    pair("\u{2060}", ""), pair("\u{FEFF}", ""), pair("\u{A0}", " "),
  ]
  private static let quotes = [
    pair("\u{201C}", "\""), pair("\u{201D}", "\""), pair("\u{201E}", "\""), pair("\u{FF02}", "\""),
    pair("\u{2018}", "'"), pair("\u{2019}", "'"), pair("\u{FF07}", "'"),
  ]
  private static let entities = [
    pair("&amp;", "&"), pair("&quot;", "\""), pair("&#34;", "\""), pair("&#039;", "'"),
    pair("&#39;", "'"), pair("&lt;", "<"), pair("&gt;", ">"), pair("&#38;", "&"),
  ]
  private static let wide = [
    pair("\u{FF1D}", "="), pair("\u{FF06}", "&"), pair("\u{FF1A}", ":"), pair("\u{FF0C}", ","),
    pair("\u{FF5B}", "{"), pair("\u{FF5D}", "}"), pair("\u{FF1F}", "?"), pair("\u{FF05}", "%"),
  ]

  private static func changed(_ text: Bytes, _ table: [(from: Bytes, to: Bytes)]) -> Bytes? {
    let result = text.replacing(table)
    return result.count == text.count ? nil : result
  }

  /// A text that was encoded as a whole has neither `=` nor `&` left.
  private static func percentDecoded(_ text: Bytes) -> Bytes? {
    guard text.contains(UInt8(ascii: "%")), !text.contains(UInt8(ascii: "=")),
      !text.contains(UInt8(ascii: "&"))
    else { return nil }
    let result = PercentCoding.decode(text, plusIsSpace: false)
    return result.count == text.count ? nil : result
  }

  /// A text that was escaped as a whole has no `&` that is not an entity's.
  private static func entitiesDecoded(_ text: Bytes) -> Bytes? {
    var offset = 0
    while let next = text[offset...].firstIndex(of: UInt8(ascii: "&")) {
      guard entities.contains(where: { text[next...].starts(with: $0.from) }) else { return nil }
      offset = next + 1
    }
    return changed(text, entities)
  }
}
