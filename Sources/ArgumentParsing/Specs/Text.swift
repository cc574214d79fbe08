/// The languages in which the program speaks.
package enum Language: String, Sendable, CaseIterable {
  case en, zh

  /// The language of `--lang`, else of `MERCHANT_LANG`, else of the locale; English by default.
  ///
  /// It is looked for in the raw words, because an error in the words has to be told in it too.
  package static func preferred(words: [[UInt8]], environment: (String) -> String?) -> Language {
    let texts = words.prefix { $0 != Array("--".utf8) }.map { String(decoding: $0, as: UTF8.self) }
    for (index, text) in texts.enumerated() {
      if text == "--lang", index + 1 < texts.count, let found = Language(locale: texts[index + 1]) {
        return found
      }
      if text.hasPrefix("--lang="), let found = Language(locale: text.dropFirst(7)) {
        return found
      }
    }
    for name in ["MERCHANT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = environment(name), !value.isEmpty else { continue }
      return Language(locale: value) ?? .en
    }
    return .en
  }

  /// The language that a locale such as `zh_CN.UTF-8` names, or nil if it is neither.
  package init?(locale: some StringProtocol) {
    let lower = locale.lowercased()
    if lower.hasPrefix("zh") {
      self = .zh
    } else if lower.hasPrefix("en") || lower == "c" || lower.hasPrefix("c.") || lower == "posix" {
      self = .en
    } else {
      return nil
    }
  }
}

/// A text in both languages.
package struct Text: Sendable, Equatable {
  /// The English text.
  package var en: String
  /// The Chinese text.
  package var zh: String

  /// A text in English and in Chinese.
  package init(_ en: String, zh: String) {
    self.en = en
    self.zh = zh
  }

  /// A text that is the same in both languages, such as a file name.
  package init(both text: String) {
    self.init(text, zh: text)
  }

  /// The text in `language`.
  package subscript(language: Language) -> String {
    switch language {
    case .en: en
    case .zh: zh
    }
  }
}
