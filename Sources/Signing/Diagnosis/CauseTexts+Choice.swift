extension DiagnosisCode {
  var choiceText: CauseText {
    switch self {
    case .emptiesSigned:
      CauseText(
        "Empty values were signed as “name=”.",
        "空值也参与了签名（name=）。",
        "Leave out fields whose value is the empty string or null.", .empties)
    case .emptiesDropped:
      CauseText(
        "Empty values were left out although the template keeps them.",
        "模板保留空值，签名时却去掉了空值。",
        "Keep every name of the template, with nothing behind the equals sign.", .template)
    case .nullOnlyDropped:
      CauseText(
        "Only null was left out; empty strings were signed.",
        "只去掉了 null，空字符串仍参与签名。",
        "Leave out empty strings, too.", .empties)
    case .zeroDropped:
      CauseText(
        "A value that PHP calls empty, such as 0 or false, was left out.",
        "PHP 认为为空的值（如 0、false）被去掉了。",
        "Compare with the empty string; do not use empty() or !$value.", .empties)
    case .zeroKept:
      CauseText(
        "A lone 0 was signed although this gateway leaves it out.",
        "单独的 0 参与了签名，而该网关会去掉它。",
        "Leave out what PHP's empty() calls empty, a lone 0 included.", .empties)
    case .nullAsWord:
      CauseText(
        "A missing value was signed as a word.",
        "缺失的值被当成单词（如 null）参与签名。",
        "Turn null into the empty string before joining.", .empties)
    case .fieldLeftOut:
      CauseText(
        "A field that belongs into the text was left out.",
        "应参与签名的字段没有参与签名。",
        "Build the text from all fields that came, not from a list in the code.", .selection)
    case .unsignedFieldSigned:
      CauseText(
        "A field that does not belong into the text was signed.",
        "不参与签名的字段参与了签名。",
        "Leave the field out of the text; send it all the same.", .selection)
    case .signatureLeftIn:
      CauseText(
        "The signature field or a field that steers signing was itself signed.",
        "签名字段本身（或 sign_type、type）参与了签名。",
        "Take the signature field out before the text is built.", .selection)
    case .fieldSubset:
      CauseText(
        "Another choice of fields was signed.",
        "参与签名的字段组合不对。",
        "Compare the fields of your text with the ones that the document marks.", .selection)
    case .duplicateFirst:
      CauseText(
        "A name occurs twice, and another one of its values was signed.",
        "同名字段出现多次，签名用的不是最后一个值。",
        "Send each name once.")
    default:
      CauseText(
        "A name occurs twice, and both values were signed.",
        "同名字段出现多次，两个值都参与了签名。",
        "Send each name once.")
    }
  }
}
