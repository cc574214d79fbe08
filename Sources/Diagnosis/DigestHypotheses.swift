import Gateways

/// What was computed over the text.
enum DigestHypotheses {
  static func all(_ subject: DiagnosisSubject, size: Int) -> [Hypothesis] {
    let rows: [(DiagnosisCode, Trial.Hash, String?)] = [
      (.digestMD5, .md5, nil),
      (.digestDoubleMD5, .md5OfLowerHex, "of the lower-case digits"),
      (.digestDoubleMD5, .md5OfUpperHex, "of the upper-case digits"),
      (.digestDoubleMD5, .md5OfRaw, "of the 16 bytes"),
      (.digestHMACMD5, .hmacMD5, nil),
      (.digestSHA1, .sha1, nil), (.digestHMACSHA1, .hmacSHA1, nil),
      (.digestSHA256, .sha256, nil), (.digestHMACSHA256, .hmacSHA256, nil),
    ]
    return rows.filter { $0.1.size >= size && $0.1 != subject.base.hash }.flatMap {
      code, hash, detail in
      // A longer digest was cut to the length of a shorter one.
      let more: [DiagnosisCode] = hash.size > size ? [.digestTruncated] : []
      // That makes two mistakes already.
      let likelihood: Hypothesis.Likelihood = hash.size > size ? .alone : .common
      let plain = Hypothesis(
        code: code, detail: detail, likelihood, family: .digest, more: more
      ) {
        $0.hash = hash
      }
      guard [.hmacMD5, .hmacSHA1, .hmacSHA256].contains(hash) else { return [plain] }
      // HMAC takes the key beside the text, and most code leaves it out of the text then.
      let without = Hypothesis(
        code: code, detail: "key not in the text", likelihood, family: .digest, more: more
      ) {
        $0.hash = hash
        $0.front = []
        $0.back = []
        $0.sortedKeyName = nil
      }
      return [plain, without]
    }
  }
}
