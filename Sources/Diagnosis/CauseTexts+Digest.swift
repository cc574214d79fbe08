extension CauseText {
  static let letterCase = CauseText(
    "The digest is right, but its letters are in the wrong case.",
    "摘要正确，但字母大小写不对。",
    "Write the digest in the case that the document shows.", .digest)
  static let digestTruncated = CauseText(
    "Only a part of the digest was sent.",
    "只发送了摘要的一部分。",
    "Send all hexadecimal digits of the digest; look for substr or a short column.", .digest)
  static let digestZerosLost = CauseText(
    "Zeros in front of single digits were lost when the digest was written.",
    "输出摘要时丢失了前导零。",
    "Write two digits for each byte.", .digest)
  static let digestSpaced = CauseText(
    "The digest is right, but blanks, line ends, dashes or colons stand in it.",
    "摘要正确，但其中夹有空格、换行、横线或冒号。",
    "Send the digits and nothing else.", .digest)
  static let digestBase64 = CauseText(
    "The digest was written in base64 instead of hexadecimal.",
    "摘要用 base64 而不是十六进制输出。",
    "Write the digest as hexadecimal digits.", .digest)
  static let digestDoubleMD5 = CauseText(
    "MD5 was applied twice.", "做了两次 MD5。", "Hash the text once.", .digest)
  static let digestMD5 = CauseText(
    "MD5 was used where the rule wants another digest.",
    "规则要求其他算法，却用了 MD5。",
    "Use the digest that the document names.", .digest)
  static let digestHMACMD5 = CauseText(
    "HMAC-MD5 was used.", "用了 HMAC-MD5。",
    "Put the key into the text as the document says and use the plain digest.", .digest)
  static let digestSHA1 = CauseText(
    "SHA-1 was used.", "用了 SHA-1。", "Use the digest that the document names.", .digest)
  static let digestSHA256 = CauseText(
    "SHA-256 was used.", "用了 SHA-256。", "Use the digest that the document names.", .digest)
  static let digestHMACSHA1 = CauseText(
    "HMAC-SHA-1 was used.", "用了 HMAC-SHA1。", "Use the digest that the document names.",
    .digest)
  static let digestHMACSHA256 = CauseText(
    "HMAC-SHA-256 was used.", "用了 HMAC-SHA256。", "Use the digest that the document names.",
    .digest)
}
