extension CauseText {
  static let percentEncoded = CauseText(
    "Values were percent-encoded before they were hashed.", "值在签名前做了 URL 编码。",
    "Hash the raw values; encode only what is sent.", .rawValues)
  static let percentDecoded = CauseText(
    "Values were percent-decoded once more before they were hashed.",
    "值在签名前又做了一次 URL 解码。",
    "Use the values as the framework hands them over; do not decode again.", .rawValues)
  static let plusForSpace = CauseText(
    "Plus signs and spaces were exchanged.", "加号与空格互换了。",
    "Encode “+” as %2B when sending, and hash the raw value.", .rawValues)
  static let htmlEscaped = CauseText(
    "Values were HTML-escaped before they were hashed.", "值在签名前做了 HTML 转义。",
    "Keep & < > \" ' out of signed fields, or hash the raw value.", .rawValues)
  static let htmlUnescaped = CauseText(
    "The message holds HTML entities that were plain characters when it was hashed.",
    "报文中的 HTML 实体在签名时是普通字符。",
    "Send the plain characters.", .rawValues)
  static let tagsStripped = CauseText(
    "Tags were cut out of values before they were hashed.", "签名前去掉了值中的标签。",
    "Keep < and > out of signed fields.", .rawValues)
  static let slashesEscaped = CauseText(
    "Slashes were hashed as “\\/”, or the other way round.", "斜杠被转义为“\\/”（或相反）。",
    "Hash the value itself, not its JSON spelling.", .jsonValues)
  static let unicodeEscaped = CauseText(
    "Characters were hashed as \\uXXXX, or the other way round.",
    "字符被转义为 \\uXXXX（或相反）。",
    "Hash the characters as UTF-8, not their JSON spelling.", .jsonValues)
  static let hexEscaped = CauseText(
    "Characters were hashed as \\xHH, or the other way round.", "字符被转义为 \\xHH（或相反）。",
    "Use the body itself, not its copy from a log.")
  static let valuesTrimmed = CauseText(
    "Blanks around values were cut off before they were hashed.", "签名前去掉了值首尾的空白。",
    "Send the values as they are hashed.", .rawValues)
  static let lineEnds = CauseText(
    "Line ends inside a value were changed.", "值中的换行符被改变。",
    "Send and hash the same line ends.", .rawValues)
  static let trailingNewline = CauseText(
    "Something more stands at the end of the text.", "签名串末尾多了字符。",
    "Hash the text without a line end or separator behind it.", .join)
  static let charsetGB18030 = CauseText(
    "The text was hashed as GB18030 (GBK) instead of UTF-8.",
    "签名串用 GB18030（GBK）而不是 UTF-8 编码。",
    "Name UTF-8 where the text becomes bytes.", .charset)
  static let charsetUTF16 = CauseText(
    "The text was hashed as UTF-16 instead of UTF-8.", "签名串用 UTF-16 而不是 UTF-8 编码。",
    "Name UTF-8 where the text becomes bytes.", .charset)
  static let charsetUTF8 = CauseText(
    "The message is in GB18030, but its text was hashed as UTF-8.",
    "报文是 GB18030，签名串却用 UTF-8。",
    "Send the message as UTF-8.", .charset)
  static let charsetLatin1 = CauseText(
    "Characters beyond ASCII were damaged before the text was hashed.",
    "非 ASCII 字符在签名前被损坏。",
    "Name UTF-8 wherever text becomes bytes or bytes become text.", .charset)
  static let valueCut = CauseText(
    "A value was hashed only as far as a certain character.", "值在签名前被截断。",
    "Hash the whole value; take pairs apart with a parser, not by splitting at & and =.",
    .rawValues)
  static let ampersandUnencoded = CauseText(
    "A value with “&” was sent without encoding and arrived cut, its rest as a field of its own.",
    "含“&”的值未经 URL 编码发送，被拆成了两个字段。",
    "Encode values when sending, or keep & out of them.", .rawValues)
}
