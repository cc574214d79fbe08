import WireFormat

extension Explanation {
  /// The codes of its causes, joined by `+`.
  package var code: String { causes.map(\.code.rawValue).joined(separator: "+") }

  /// The fields of all causes, each named once.
  package var fields: [String] {
    var seen: Set<String> = []
    return causes.flatMap(\.fields).filter { seen.insert($0).inserted }
  }

  /// One sentence for each cause.
  package var sentence: String { causes.map(\.sentence).joined(separator: " ") }

  /// The same in Chinese.
  package var chineseSentence: String { causes.map(\.chineseSentence).joined() }

  /// What to change, one sentence for each cause.
  package var fix: String {
    var seen: Set<String> = []
    return causes.map(\.code.text.fix).filter { seen.insert($0).inserted }.joined(separator: " ")
  }
}

extension Diagnosis {
  /// What to think of a signature that nothing explains: a field that is missing, else the key.
  package var advice: String {
    guard !missing.isEmpty else {
      return "likeliest: another key, for every field that is always signed is here and small "
        + "changes of each were tried; else a value that was changed in more than one place"
    }
    let names = missing.joined(separator: ", ")
    return missing.count == 1
      ? "\(names) is signed and absent from this capture: the likeliest cause; the digest cannot "
        + "be checked without it"
      : "\(names) are signed and absent from this capture: the likeliest cause; the digest cannot "
        + "be checked without them"
  }

  /// The same in Chinese.
  package var chineseAdvice: String {
    missing.isEmpty
      ? "最可能是密钥不对：应签名的字段都在，且已尝试各字段的小改动；否则是值被改动较多。"
      : "缺少参与签名的字段：\(missing.joined(separator: "、"))；这是最可能的原因，没有它无法验证摘要。"
  }

  /// For reports: `valid` is always false, because a diagnosis never makes a message valid.
  package var json: JSONValue {
    [
      "valid": false,
      "explanations": .array(explanations.map(\.json)),
      "searched": .number(String(searched)),
      "exhausted": .bool(isExhausted),
      "missing": .array(missing.map { .string($0) }),
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
