/// What people read about a cause, and what to do about it.
public struct CauseText: Sendable, Equatable {
  /// One plain sentence about what went wrong.
  public var sentence: String
  /// The same in Chinese.
  public var chinese: String
  /// What to change.
  public var fix: String
  /// The part of a merchant's program to look at; nil when no code caused it.
  public var topic: SnippetTopic?

  init(_ sentence: String, _ chinese: String, _ fix: String, _ topic: SnippetTopic? = nil) {
    self.sentence = sentence
    self.chinese = chinese
    self.fix = fix
    self.topic = topic
  }
}

extension DiagnosisCode {
  /// The texts about this cause.
  public var text: CauseText {
    switch group {
    case .digest: digestText
    case .choice: choiceText
    case .joining: joiningText
    case .key: keyText
    case .value: valueText
    case .later: laterText
    }
  }

  private enum Group { case digest, choice, joining, key, value, later }

  private var group: Group {
    switch self {
    case .letterCase, .digestTruncated, .digestZerosLost, .digestSpaced, .digestBase64,
      .digestDoubleMD5, .digestMD5, .digestHMACMD5, .digestSHA1, .digestSHA256, .digestHMACSHA1,
      .digestHMACSHA256:
      .digest
    case .emptiesSigned, .emptiesDropped, .nullOnlyDropped, .zeroDropped, .zeroKept, .nullAsWord,
      .fieldLeftOut, .unsignedFieldSigned, .signatureLeftIn, .fieldSubset, .duplicateFirst,
      .duplicateBoth:
      .choice
    case .orderNameBytes, .orderNamesIgnoringCase, .orderPairsIgnoringCase, .orderAsGiven,
      .orderByValue, .joinerEquals, .joinerArrow, .joinerNone, .separatorAmpersand,
      .separatorNone, .valuesOnly:
      .joining
    case .keyMissing, .keyNamed, .keyBare, .keyAmpersand, .keyHash, .keyInFront, .keySorted,
      .keyTwice, .keyTwoParts, .keyTrimmed, .keyNewline, .keyBOM, .keyFullWidth, .keyOtherCase,
      .keyOtherProfile, .keyPrevious:
      .key
    case .percentEncoded, .percentDecoded, .plusForSpace, .htmlEscaped, .htmlUnescaped,
      .tagsStripped, .slashesEscaped, .unicodeEscaped, .hexEscaped, .valuesTrimmed, .lineEnds,
      .trailingNewline, .charsetGB18030, .charsetUTF16, .charsetUTF8, .charsetLatin1:
      .value
    case .numberText, .numberExponent, .numberFloat, .fenForYuan, .yuanForFen, .booleanText,
      .nestedRaw, .nestedCompact, .nestedSorted, .nestedJSONEncode, .nestedSpaced,
      .ruleOfServers, .ruleOfOtherMessage, .ruleOfOtherGateway, .amountChanged, .statusChanged,
      .timeZone, .timeUnit, .timeChanged, .timeFormat, .valueChanged:
      .later
    }
  }
}

extension Cause {
  /// The sentence about this cause with its fields and particulars.
  public var sentence: String { completed(code.text.sentence, stop: ".", ": ", ", ") }

  /// The same in Chinese.
  public var chineseSentence: String { completed(code.text.chinese, stop: "。", "：", "，") }

  private func completed(_ text: String, stop: Character, _ colon: String, _ comma: String)
    -> String
  {
    let particulars = (fields + [detail].compactMap { $0 }).joined(separator: comma)
    guard !particulars.isEmpty, text.last == stop else { return text }
    return text.dropLast() + colon + particulars + String(stop)
  }
}
