extension CauseText {
  private static let nestedFix = "Hash nested JSON in the bytes that are sent."
  static let numberText = CauseText(
    "A number was hashed with other decimals than it was sent with.",
    "数字签名时的小数位与发送的不同。",
    "Make the text of the number once; hash it and send it.", .amount)
  static let numberExponent = CauseText(
    "A number was hashed in scientific notation.", "数字以科学计数法参与签名。",
    "Make the text of the number once; hash it and send it.", .amount)
  static let numberFloat = CauseText(
    "A number was computed in binary floating point, and its noise shows.",
    "用浮点数计算金额，产生了误差。",
    "Compute in whole fen or with decimals, never with float.", .amount)
  static let fenForYuan = CauseText(
    "The amount was hashed in fen where the message has yuan.",
    "金额以分参与签名，报文中却是元。",
    "Convert once, before hashing and sending.", .amount)
  static let yuanForFen = CauseText(
    "The amount was hashed in yuan where the message has fen.",
    "金额以元参与签名，报文中却是分。",
    "Convert once, before hashing and sending.", .amount)
  static let booleanText = CauseText(
    "true or false was hashed as another word.", "布尔值以其他写法参与签名。",
    "Write true and false as texts before hashing.", .jsonValues)
  static let nestedRaw = CauseText(
    "Nested JSON was hashed as it came.", "嵌套 JSON 以原文参与签名。", nestedFix, .jsonValues)
  static let nestedCompact = CauseText(
    "Nested JSON was hashed without its blanks.", "嵌套 JSON 以去空白的形式参与签名。", nestedFix,
    .jsonValues)
  static let nestedSorted = CauseText(
    "Nested JSON was hashed with its names sorted.", "嵌套 JSON 按键名排序后参与签名。", nestedFix,
    .jsonValues)
  static let nestedJSONEncode = CauseText(
    "Nested JSON was hashed with / and Chinese escaped, as json_encode does it.",
    "嵌套 JSON 以 json_encode 默认转义（\\/、\\uXXXX）参与签名。", nestedFix, .jsonValues)
  static let nestedSpaced = CauseText(
    "Nested JSON was hashed with blanks in it.", "嵌套 JSON 带空格参与签名。", nestedFix, .jsonValues)
  static let ruleOfServers = CauseText(
    "The text follows what real servers of this family do, not the document.",
    "签名串遵循实际服务器的做法，而不是文档。",
    "Ask the operator which one the server follows.")
  static let ruleOfOtherMessage = CauseText(
    "The message was signed by the rule of another message.", "使用了另一种报文的签名规则。",
    "Use the field list of this message.", .selection)
  static let ruleOfOtherGateway = CauseText(
    "The message was signed by the rule of another gateway.", "使用了另一个网关的签名规则。",
    "Check which gateway the profile belongs to.", .selection)
  static let amountChanged = CauseText(
    "The amount was changed after the text was hashed.", "金额在签名后被修改。",
    "Do not deliver anything; hash what is sent, and send what is hashed.", .amount)
  static let statusChanged = CauseText(
    "The status was changed after the text was hashed.", "状态在签名后被修改。",
    "Do not deliver anything: ask the gateway about the order.")
  static let timeZone = CauseText(
    "A time was hashed in another time zone.", "时间以另一个时区参与签名。",
    "Write times in Beijing time, once.", .time)
  static let timeUnit = CauseText(
    "A time was hashed in seconds instead of milliseconds, or the other way round.",
    "时间的秒与毫秒混淆。",
    "Use the unit of the document for hashing and sending.", .time)
  static let timeChanged = CauseText(
    "The time is not the one that was hashed.", "时间与签名时不同。",
    "Read the clock once and use the same text twice.", .time)
  static let timeFormat = CauseText(
    "A time was hashed in another format.", "时间以另一种格式参与签名。",
    "Make the text of the time once; hash it and send it.", .time)
  static let valueChanged = CauseText(
    "A value is not the one that was hashed.", "值与签名时不同。",
    "Hash what is sent, and send what is hashed.", .rawValues)
}
