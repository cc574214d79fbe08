/// What a person may see of an account number or a name: enough to recognise, not enough to use.
package enum Masking {
  /// An account number with all but the last four characters starred: `***6789`.
  /// Up to four characters are starred whole.
  package static func account(_ text: String) -> String {
    text.count <= 4 ? "****" : "***" + text.suffix(4)
  }

  /// A name with all but the first character starred: `张**`.
  package static func name(_ text: String) -> String {
    guard let first = text.first else { return "" }
    return String(first) + String(repeating: "*", count: max(1, text.count - 1))
  }

  /// A gateway's identifier of a merchant's application, shown by its first six characters.
  package static func identifier(_ text: String) -> String {
    text.count <= 8 ? text : text.prefix(6) + "…"
  }
}
