import WireFormat

extension Explanation {
  /// The codes of its causes, joined by `+`.
  public var code: String { causes.map(\.code.rawValue).joined(separator: "+") }

  /// The fields of all causes, each named once.
  public var fields: [String] {
    var seen: Set<String> = []
    return causes.flatMap(\.fields).filter { seen.insert($0).inserted }
  }

  /// One sentence for each cause.
  public var sentence: String { causes.map(\.sentence).joined(separator: " ") }

  /// The same in Chinese.
  public var chineseSentence: String { causes.map(\.chineseSentence).joined() }

  /// What to change, one sentence for each cause.
  public var fix: String {
    var seen: Set<String> = []
    return causes.map(\.code.text.fix).filter { seen.insert($0).inserted }.joined(separator: " ")
  }
}

extension Diagnosis {
  /// For reports: `valid` is always false, because a diagnosis never makes a message valid.
  public var json: JSONValue {
    [
      "valid": false,
      "explanations": .array(explanations.map(\.json)),
      "searched": .number(String(searched)),
      "exhausted": .bool(isExhausted),
    ]
  }
}

extension Explanation {
  fileprivate var json: JSONValue {
    [
      "code": .string(code),
      "fields": .array(fields.map { .string($0) }),
      "sentence": .string(sentence),
      "sentence_zh": .string(chineseSentence),
      "fix": .string(fix),
      "matched_bits": .number(String(matchedBits)),
      "hashed_text": .string(evidence.hashedText),
      "rule_text": .string(evidence.ruleText),
      "first_difference": evidence.firstDifference.map { .number(String($0)) } ?? .null,
    ]
  }
}
