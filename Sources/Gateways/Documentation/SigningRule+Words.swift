extension SigningRule {
  /// The rule as sentences for a person.
  package var sentences: [String] {
    var all = [selectionSentence, empties.sentence, orderSentence, joinSentence, keySentence]
    for transform in fieldTransforms {
      all.append("The value of `\(transform.field)` \(transform.transform.predicate) first.")
    }
    for transform in transforms { all.append("Every value \(transform.predicate) first.") }
    if nested != .raw { all.append(nested.sentence) }
    if numbers == .java { all.append("JSON numbers are written as Java prints them.") }
    all.append(digestSentence)
    return all
  }

  private var selectionSentence: String {
    switch selection {
    case .allExcept(let names) where names.isEmpty: "Every field of the message takes part."
    case .allExcept(let names):
      "Every field of the message takes part except \(code(names)), unknown ones included."
    case .marked: "The fields marked as signed take part."
    case .listed(let names): "Exactly these fields take part: \(code(names))."
    }
  }

  private var orderSentence: String {
    switch order {
    case .nameBytes: "They are ordered by the bytes of their names."
    case .namesIgnoringCase: "They are ordered by name without regard to letter case."
    case .pairsIgnoringCase:
      "The whole `name=value&` texts are ordered without regard to letter case."
    case .valueBytes: "They are ordered by the bytes of their values."
    case .asGiven: "They keep the order given."
    }
  }

  private var joinSentence: String {
    let what = includesNames ? "The pairs `name\(nameValueSeparator)value`" : "The values alone"
    if pairSeparator.isEmpty { return "\(what) are joined without anything between." }
    return "\(what) are joined with `\(pairSeparator)`."
  }

  private var keySentence: String {
    switch key {
    case .appended(let text) where text.isEmpty: "The key follows directly."
    case .appended(let text): "`\(text)` and the key follow."
    case .prepended(let text) where text.isEmpty: "The key goes directly in front."
    case .prepended(let text): "The key and `\(text)` go in front."
    case .surrounding(let before, let after):
      "The key and `\(before)` go in front, `\(after)` and the key follow."
    case .sorted(let name): "The key is one more pair named `\(name)`, in its place in the order."
    case .outside: "The key is not in the text: the digest is keyed."
    }
  }

  private var digestSentence: String {
    let letters = letterCase == .upper ? "upper case" : "lower case"
    let tolerance = acceptsEitherCase ? "; either case is accepted" : "; the other case is refused"
    return "The \(digest.title) of the text is written in \(letters)\(tolerance)."
  }

  private func code(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}

extension SigningRule.Empties {
  fileprivate var sentence: String {
    switch self {
    case .dropped: "Empty values are left out."
    case .droppedAsPHP: "Empty values, a lone `0`, `false` and `[]` are left out."
    case .kept: "Empty values are signed, too."
    case .nullDropped: "Nulls are left out; an empty text is signed."
    case .nullAsWord: "Empty values are signed; a null or missing one as the word `null`."
    }
  }
}

extension SigningRule.Digest {
  fileprivate var title: String {
    switch self {
    case .md5: "MD5"
    case .sha1: "SHA-1"
    case .sha256: "SHA-256"
    case .hmacMD5: "HMAC-MD5"
    case .hmacSHA256: "HMAC-SHA256"
    }
  }
}

extension SigningRule.Transform {
  fileprivate var predicate: String {
    switch self {
    case .htmlEscaped: "is HTML-escaped"
    case .tagsStripped: "loses its HTML tags"
    case .percentEncoded: "is percent-encoded once more"
    case .percentDecoded: "is percent-decoded once more"
    case .twoDecimals: "is written with two decimals"
    case .integerPart: "is cut to its leading integer"
    case .trimmed: "loses blanks at both ends"
    case .gb18030: "is converted to GB18030"
    }
  }
}

extension SigningRule.Nested {
  fileprivate var sentence: String {
    switch self {
    case .raw: "Nested JSON is signed as it came."
    case .compact: "Nested JSON is signed without white space."
    case .sorted: "Nested JSON is signed without white space, names sorted at every level."
    case .fastjson: "Nested JSON is signed as fastjson 1.2 writes it."
    }
  }
}
