extension CauseText {
  static let keyMissing = CauseText(
    "The key is not in the text.", "签名串中没有密钥。", "Append the key to the text.", .key)
  static let keyNamed = CauseText(
    "The key was appended in another form.", "密钥的拼接形式不对。",
    "Append the key exactly as the document prints it.", .key)
  static let keyBare = CauseText(
    "The key was appended without “&key=”.", "密钥前缺少“&key=”。",
    "Append “&key=” and the key.", .key)
  static let keyAmpersand = CauseText(
    "The key was appended with “&” alone.", "密钥前只有“&”，缺少“key=”。",
    "Append “&key=” and the key.", .key)
  static let keyHash = CauseText(
    "The key was appended with “#”.", "密钥前用了“#”。", "Append “&key=” and the key.", .key)
  static let keyInFront = CauseText(
    "The key stands in front of the text.", "密钥放在了签名串前面。",
    "Append the key at the end.", .key)
  static let keySorted = CauseText(
    "The key was sorted in among the fields.", "密钥和字段一起排序了。",
    "Sort the fields first and append the key afterwards.", .key)
  static let keyTwice = CauseText(
    "The key is in the text twice.", "密钥出现了两次。", "Put the key into the text once.", .key)
  static let keyTwoParts = CauseText(
    "Parts of a key, or two keys, make up the text.", "使用了密钥的一部分，或两个密钥。",
    "Use the whole key, and the second key only if the operator says so.", .key)
  static let keyTrimmed = CauseText(
    "The key was hashed without the blanks that stand around it here.",
    "签名用的密钥没有此处首尾的空白。",
    "Remove the blanks around the key in the profile.")
  static let keyNewline = CauseText(
    "A blank or a line end sticks to the key.", "密钥带有空白或换行。",
    "Trim the key when it is read from a file or a form.", .readKey)
  static let keyBOM = CauseText(
    "A byte order mark sticks to the key.", "密钥前带有 BOM。",
    "Save the file that holds the key as UTF-8 without a byte order mark.", .readKey)
  static let keyFullWidth = CauseText(
    "The key is in full-width characters on one side.", "一方的密钥是全角字符。",
    "Type the key again in half-width characters.")
  static let keyOtherCase = CauseText(
    "The key was used in another letter case.", "密钥的大小写不同。",
    "Copy the key as it is; do not change its case.", .key)
  static let keyOtherProfile = CauseText(
    "The message was signed with the key of another profile.", "使用了另一个配置的密钥。",
    "Check which merchant the message belongs to, and whether test and live are mixed up.")
  static let keyPrevious = CauseText(
    "The message was signed with an older key.", "使用了旧密钥。",
    "Replace the key everywhere, or finish what is still signed with the old one.")
}
