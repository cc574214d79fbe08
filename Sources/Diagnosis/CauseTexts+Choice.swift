extension CauseText {
  static let emptiesSigned = CauseText(
    "Empty values were signed as “name=”.",
    "空值也参与了签名（name=）。",
    "Leave out fields whose value is the empty string or null.", .empties)
  static let emptiesDropped = CauseText(
    "Empty values were left out although the template keeps them.",
    "模板保留空值，签名时却去掉了空值。",
    "Keep every name of the template, with nothing behind the equals sign.", .template)
  static let nullOnlyDropped = CauseText(
    "Only null was left out; empty strings were signed.",
    "只去掉了 null，空字符串仍参与签名。",
    "Leave out empty strings, too.", .empties)
  static let zeroDropped = CauseText(
    "A value that PHP calls empty, such as 0 or false, was left out.",
    "PHP 认为为空的值（如 0、false）被去掉了。",
    "Compare with the empty string; do not use empty() or !$value.", .empties)
  static let zeroKept = CauseText(
    "A lone 0 was signed although this gateway leaves it out.",
    "单独的 0 参与了签名，而该网关会去掉它。",
    "Leave out what PHP's empty() calls empty, a lone 0 included.", .empties)
  static let nullAsWord = CauseText(
    "A missing value was signed as a word.",
    "缺失的值被当成单词（如 null）参与签名。",
    "Turn null into the empty string before joining.", .empties)
  static let fieldLeftOut = CauseText(
    "A field that belongs into the text was left out.",
    "应参与签名的字段没有参与签名。",
    "Build the text from all fields that came, not from a list in the code.", .selection)
  static let unsignedFieldSigned = CauseText(
    "A field that does not belong into the text was signed.",
    "不参与签名的字段参与了签名。",
    "Leave the field out of the text; send it all the same.", .selection)
  static let signatureLeftIn = CauseText(
    "The signature field or a field that steers signing was itself signed.",
    "签名字段本身（或 sign_type、type）参与了签名。",
    "Take the signature field out before the text is built.", .selection)
  static let fieldSubset = CauseText(
    "Another choice of fields was signed.",
    "参与签名的字段组合不对。",
    "Compare the fields of your text with the ones that the document marks.", .selection)
  static let duplicateFirst = CauseText(
    "A name occurs twice, and another one of its values was signed.",
    "同名字段出现多次，签名用的不是最后一个值。",
    "Send each name once.")
  static let duplicateBoth = CauseText(
    "A name occurs twice, and both values were signed.",
    "同名字段出现多次，两个值都参与了签名。",
    "Send each name once.")
  static let ownQueryField = CauseText(
    "A field that the gateway's document does not know was not signed: it comes from the notify URL's own query.",
    "文档中没有的字段未参与签名：它来自通知地址自带的查询参数。",
    "Build the text from the gateway's fields only, without what the notify URL carries in its query; better, use a notify URL without a query.",
    .selection)
  static let notifyURLQuery = CauseText(
    "The notify URL has a query of its own, and the gateway put its fields behind a second “?”: one of them arrived inside another value.",
    "通知地址自带查询参数，网关又用“?”拼接了自己的字段，其中一个字段落入了别的值里。",
    "Use a notify URL without a query; put what it carried into its path or into the field that is given back."
  )
  static let fieldMissing = CauseText(
    "A signed field is missing here; with it the signature fits.",
    "此处缺少一个参与签名的字段，补上后签名相符。",
    "Get the whole message: look for the place where the field was lost. Do not believe the value that was tried here.",
    .selection)
}
