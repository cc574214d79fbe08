import Gateways
import WireFormat

/// Where the key stands in the text.
enum KeyPlacementHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    appended(subject) + inFront() + sorted(subject) + twice() + parts(subject)
      + [
        place(.keyMissing, nil),
        // The separator of the last pair was left on.
        place(.keyMissing, nil, back: [text("&")]),
      ]
  }

  private static func text(_ string: String) -> Trial.Piece { .text(Array(string.utf8)) }

  private static func place(
    _ code: DiagnosisCode, _ detail: String?, front: [Trial.Piece] = [], back: [Trial.Piece] = [],
    sorted: String? = nil, _ likelihood: Hypothesis.Likelihood = .common
  ) -> Hypothesis {
    Hypothesis(code: code, detail: detail, likelihood, family: .placement) {
      $0.front = front
      $0.back = back
      $0.sortedKeyName = sorted.map { Array($0.utf8) }
    }
  }

  /// Names that other gateways give the key.
  private static let names = [
    "Key", "KEY", "secret", "appSecret", "app_secret", "appsecret", "secretKey", "secretkey",
    "secret_key", "apiKey", "apikey", "api_key", "paySecret", "pay_key", "paykey", "md5key",
    "md5Key", "Md5key", "merchantKey", "merKey", "mchKey", "signKey", "token", "accessKey",
    "appKey", "app_key", "private_key", "privateKey",
  ]

  /// The ones that are tried together with another mistake.
  private static let frequentNames: Set<String> = ["Key", "KEY", "secret", "appSecret"]

  private static func appended(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let plain = [
      (DiagnosisCode.keyNamed, "&key=", true), (.keyBare, "", true), (.keyAmpersand, "&", true),
      (.keyHash, "#", true), (.keyNamed, "key=", true), (.keyNamed, "&key=>", false),
      (.keyNamed, "&key", false), (.keyNamed, "&&key=", false), (.keyNamed, "=", false),
      (.keyNamed, "|", false), (.keyNamed, ",", false), (.keyNamed, "+", false),
      (.keyNamed, " ", false), (.keyNamed, "&key= ", false),
    ]
    return plain.filter { subject.rule.key != .appended($0.1) }.map { code, prefix, common in
      place(
        code, "“\(prefix)\(Masked.key)”", back: [text(prefix), .key], common ? .common : .usual)
    }
      + names.map { name in
        place(
          .keyNamed, "“&\(name)=\(Masked.key)”", back: [text("&\(name)="), .key],
          frequentNames.contains(name) ? .common : .usual)
      }
  }

  private static func inFront() -> [Hypothesis] {
    [[.key], [.key, text("&")], [text("key="), .key, text("&")], [text("key="), .key]].map {
      place(.keyInFront, nil, front: $0)
    }
  }

  private static func sorted(_ subject: DiagnosisSubject) -> [Hypothesis] {
    (["key"] + names).map { name in
      Hypothesis(
        code: .keySorted, detail: "as “\(name)”",
        name == "key" ? .common : frequentNames.contains(name) ? .usual : .alone, family: .placement
      ) {
        $0.front = []
        $0.back = []
        $0.sortedKeyName = Array(name.utf8)
        // A template has no place for a further name; code that sorts has.
        if subject.isTemplateInNameOrder { $0.order = .nameBytes }
      }
    }
  }

  private static func twice() -> [Hypothesis] {
    [
      place(.keyTwice, "in front and behind", front: [.key], back: [.key]),
      place(.keyTwice, "in front and behind", front: [.key, text("&")], back: [text("&"), .key]),
      place(.keyTwice, "in front and behind", front: [.key], back: [text("&key="), .key]),
      place(.keyTwice, nil, back: [text("&key="), .key, text("&key="), .key]),
      place(.keyTwice, nil, back: [text("&key="), .key, .key]),
      place(.keyTwice, nil, back: [text("&key=&key="), .key]),
      place(.keyTwice, "as a pair and behind", back: [text("&key="), .key], sorted: "key"),
    ]
  }

  /// Half of the key here and half there, or a second key behind the first.
  private static func parts(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let (head, tail) = (Trial.Piece.half(isSecond: false), Trial.Piece.half(isSecond: true))
    let halves = [
      place(
        .keyTwoParts, "one half in front, one behind", front: [head],
        back: [tail]),
      place(
        .keyTwoParts, "one half in front, one behind", front: [head, text("&")],
        back: [text("&"), tail]),
      place(
        .keyTwoParts, "one half in front, one behind", front: [head],
        back: [text("&key="), tail]),
    ]
    let others = (subject.context.otherKeys + subject.context.previousKeys).flatMap { named in
      let other = named.key.withBytes { $0 }
      let detail = "with the key of “\(named.name)”"
      return [
        place(.keyTwoParts, detail, back: [text("&key="), .key, .otherKey(other)]),
        place(.keyTwoParts, detail, back: [text("&key="), .otherKey(other), .key]),
        place(.keyTwoParts, detail, front: [.key], back: [.otherKey(other)]),
        place(.keyTwoParts, detail, front: [.otherKey(other)], back: [.key]),
      ]
    }
    let only = (8..<max(8, subject.key.count)).map { count in
      place(
        .keyTwoParts, "only its first \(count) bytes",
        back: [text("&key="), .head(count)], .rare)
    }
    return halves + others + only
  }
}
