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
  /// The texts about this cause. One line for each, so that the compiler asks for a new one's.
  public var text: CauseText {
    switch self {
    case .letterCase: .letterCase
    case .digestTruncated: .digestTruncated
    case .digestZerosLost: .digestZerosLost
    case .digestSpaced: .digestSpaced
    case .digestBase64: .digestBase64
    case .digestDoubleMD5: .digestDoubleMD5
    case .digestMD5: .digestMD5
    case .digestHMACMD5: .digestHMACMD5
    case .digestSHA1: .digestSHA1
    case .digestSHA256: .digestSHA256
    case .digestHMACSHA1: .digestHMACSHA1
    case .digestHMACSHA256: .digestHMACSHA256
    case .emptiesSigned: .emptiesSigned
    case .emptiesDropped: .emptiesDropped
    case .nullOnlyDropped: .nullOnlyDropped
    case .zeroDropped: .zeroDropped
    case .zeroKept: .zeroKept
    case .nullAsWord: .nullAsWord
    case .fieldLeftOut: .fieldLeftOut
    case .unsignedFieldSigned: .unsignedFieldSigned
    case .signatureLeftIn: .signatureLeftIn
    case .fieldSubset: .fieldSubset
    case .duplicateFirst: .duplicateFirst
    case .duplicateBoth: .duplicateBoth
    case .ownQueryField: .ownQueryField
    case .notifyURLQuery: .notifyURLQuery
    case .fieldMissing: .fieldMissing
    case .orderNameBytes: .orderNameBytes
    case .orderNamesIgnoringCase: .orderNamesIgnoringCase
    case .orderPairsIgnoringCase: .orderPairsIgnoringCase
    case .orderAsGiven: .orderAsGiven
    case .orderByValue: .orderByValue
    case .orderReversed: .orderReversed
    case .joinerEquals: .joinerEquals
    case .joinerArrow: .joinerArrow
    case .joinerNone: .joinerNone
    case .separatorAmpersand: .separatorAmpersand
    case .separatorNone: .separatorNone
    case .valuesOnly: .valuesOnly
    case .keyMissing: .keyMissing
    case .keyNamed: .keyNamed
    case .keyBare: .keyBare
    case .keyAmpersand: .keyAmpersand
    case .keyHash: .keyHash
    case .keyInFront: .keyInFront
    case .keySorted: .keySorted
    case .keyTwice: .keyTwice
    case .keyTwoParts: .keyTwoParts
    case .keyTrimmed: .keyTrimmed
    case .keyNewline: .keyNewline
    case .keyBOM: .keyBOM
    case .keyFullWidth: .keyFullWidth
    case .keyOtherCase: .keyOtherCase
    case .keyOtherProfile: .keyOtherProfile
    case .keyPrevious: .keyPrevious
    case .percentEncoded: .percentEncoded
    case .percentDecoded: .percentDecoded
    case .plusForSpace: .plusForSpace
    case .htmlEscaped: .htmlEscaped
    case .htmlUnescaped: .htmlUnescaped
    case .tagsStripped: .tagsStripped
    case .slashesEscaped: .slashesEscaped
    case .unicodeEscaped: .unicodeEscaped
    case .hexEscaped: .hexEscaped
    case .valuesTrimmed: .valuesTrimmed
    case .lineEnds: .lineEnds
    case .trailingNewline: .trailingNewline
    case .valueCut: .valueCut
    case .ampersandUnencoded: .ampersandUnencoded
    case .charsetGB18030: .charsetGB18030
    case .charsetUTF16: .charsetUTF16
    case .charsetUTF8: .charsetUTF8
    case .charsetLatin1: .charsetLatin1
    case .numberText: .numberText
    case .numberExponent: .numberExponent
    case .numberFloat: .numberFloat
    case .fenForYuan: .fenForYuan
    case .yuanForFen: .yuanForFen
    case .booleanText: .booleanText
    case .nestedRaw: .nestedRaw
    case .nestedCompact: .nestedCompact
    case .nestedSorted: .nestedSorted
    case .nestedJSONEncode: .nestedJSONEncode
    case .nestedSpaced: .nestedSpaced
    case .ruleOfServers: .ruleOfServers
    case .ruleOfOtherMessage: .ruleOfOtherMessage
    case .ruleOfOtherGateway: .ruleOfOtherGateway
    case .amountChanged: .amountChanged
    case .statusChanged: .statusChanged
    case .timeZone: .timeZone
    case .timeUnit: .timeUnit
    case .timeChanged: .timeChanged
    case .timeFormat: .timeFormat
    case .valueChanged: .valueChanged
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
