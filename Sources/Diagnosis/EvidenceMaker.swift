import WireFormat

/// Puts two texts side by side for people.
struct EvidenceMaker {
  let mask: KeyMask

  /// The evidence for a trial against the rule's own text.
  func evidence(_ trial: Trial, rule: Trial) -> Evidence {
    let hashed = Array(DisplayText.string(mask.apply(trial.text(mask: Masked.bytes))).utf8)
    let expected = Array(DisplayText.string(mask.apply(rule.text(mask: Masked.bytes))).utf8)
    let offset = EvidenceMaker.firstDifference(hashed, expected)
    var marked = hashed
    if let offset { marked.insert(contentsOf: Array("▸".utf8), at: offset) }
    return Evidence(
      hashedText: String(decoding: hashed, as: UTF8.self),
      ruleText: String(decoding: expected, as: UTF8.self), firstDifference: offset,
      marked: String(decoding: marked, as: UTF8.self))
  }

  /// The offset at which two texts part, moved back to the start of a character.
  static func firstDifference(_ left: Bytes, _ right: Bytes) -> Int? {
    guard left != right else { return nil }
    var offset = zip(left, right).prefix { $0 == $1 }.count
    while offset > 0, offset < left.count, left[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }
}
