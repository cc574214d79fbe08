extension DiagnosisCode {
  private static let nestedFix = "Hash nested JSON in the bytes that are sent."

  /// The texts about this cause: sentence, the same in Chinese, what to change, and where to look.
  package var text: CauseText {
    switch self {
    // How the digest is written
    case .letterCase:
      CauseText(
        "The digest is right, but its letters are in the wrong case.", "摘要正确，但字母大小写不对。",
        "Write the digest in the case that the document shows.", .digest)
    case .digestTruncated:
      CauseText(
        "Only a part of the digest was sent.", "只发送了摘要的一部分。",
        "Send all hexadecimal digits of the digest; look for substr or a short column.", .digest)
    case .digestZerosLost:
      CauseText(
        "Zeros in front of single digits were lost when the digest was written.", "输出摘要时丢失了前导零。",
        "Write two digits for each byte.", .digest)
    case .digestSpaced:
      CauseText(
        "The digest is right, but blanks, line ends, dashes or colons stand in it.",
        "摘要正确，但其中夹有空格、换行、横线或冒号。", "Send the digits and nothing else.", .digest)
    case .digestBase64:
      CauseText(
        "The digest was written in base64 instead of hexadecimal.", "摘要用 base64 而不是十六进制输出。",
        "Write the digest as hexadecimal digits.", .digest)
    case .digestDoubleMD5:
      CauseText(
        "MD5 was applied twice.", "做了两次 MD5。", "Hash the text once.", .digest)
    case .digestMD5:
      CauseText(
        "MD5 was used where the rule wants another digest.", "规则要求其他算法，却用了 MD5。",
        "Use the digest that the document names.", .digest)
    case .digestHMACMD5:
      CauseText(
        "HMAC-MD5 was used.", "用了 HMAC-MD5。",
        "Put the key into the text as the document says and use the plain digest.", .digest)
    case .digestSHA1:
      CauseText(
        "SHA-1 was used.", "用了 SHA-1。", "Use the digest that the document names.", .digest)
    case .digestSHA256:
      CauseText(
        "SHA-256 was used.", "用了 SHA-256。", "Use the digest that the document names.", .digest)
    case .digestHMACSHA1:
      CauseText(
        "HMAC-SHA-1 was used.", "用了 HMAC-SHA1。", "Use the digest that the document names.", .digest)
    case .digestHMACSHA256:
      CauseText(
        "HMAC-SHA-256 was used.", "用了 HMAC-SHA256。", "Use the digest that the document names.",
        .digest)
    // Empty values
    case .emptiesSigned:
      CauseText(
        "Empty values were signed as “name=”.", "空值也参与了签名（name=）。",
        "Leave out fields whose value is the empty string or null.", .empties)
    case .emptiesDropped:
      CauseText(
        "Empty values were left out although the template keeps them.", "模板保留空值，签名时却去掉了空值。",
        "Keep every name of the template, with nothing behind the equals sign.", .template)
    case .nullOnlyDropped:
      CauseText(
        "Only null was left out; empty strings were signed.", "只去掉了 null，空字符串仍参与签名。",
        "Leave out empty strings, too.", .empties)
    case .zeroDropped:
      CauseText(
        "A value that PHP calls empty, such as 0 or false, was left out.",
        "PHP 认为为空的值（如 0、false）被去掉了。",
        "Compare with the empty string; do not use empty() or !$value.", .empties)
    case .zeroKept:
      CauseText(
        "A lone 0 was signed although this gateway leaves it out.", "单独的 0 参与了签名，而该网关会去掉它。",
        "Leave out what PHP's empty() calls empty, a lone 0 included.", .empties)
    case .nullAsWord:
      CauseText(
        "A missing value was signed as a word.", "缺失的值被当成单词（如 null）参与签名。",
        "Turn null into the empty string before joining.", .empties)
    // Fields
    case .fieldLeftOut:
      CauseText(
        "A field that belongs into the text was left out.", "应参与签名的字段没有参与签名。",
        "Build the text from all fields that came, not from a list in the code.", .selection)
    case .unsignedFieldSigned:
      CauseText(
        "A field that does not belong into the text was signed.", "不参与签名的字段参与了签名。",
        "Leave the field out of the text; send it all the same.", .selection)
    case .signatureLeftIn:
      CauseText(
        "The signature field or a field that steers signing was itself signed.",
        "签名字段本身（或 sign_type、type）参与了签名。", "Take the signature field out before the text is built.",
        .selection)
    case .fieldSubset:
      CauseText(
        "Another choice of fields was signed.", "参与签名的字段组合不对。",
        "Compare the fields of your text with the ones that the document marks.", .selection)
    case .duplicateFirst:
      CauseText(
        "A name occurs twice, and another one of its values was signed.", "同名字段出现多次，签名用的不是最后一个值。",
        "Send each name once.")
    case .duplicateBoth:
      CauseText(
        "A name occurs twice, and both values were signed.", "同名字段出现多次，两个值都参与了签名。",
        "Send each name once.")
    case .ownQueryField:
      CauseText(
        "A field that the gateway's document does not know was not signed: it comes from the notify URL's own query.",
        "文档中没有的字段未参与签名：它来自通知地址自带的查询参数。",
        "Build the text from the gateway's fields only, without what the notify URL carries in its query; better, use a notify URL without a query.",
        .selection)
    case .notifyURLQuery:
      CauseText(
        "The notify URL has a query of its own, and the gateway put its fields behind a second “?”: one of them arrived inside another value.",
        "通知地址自带查询参数，网关又用“?”拼接了自己的字段，其中一个字段落入了别的值里。",
        "Use a notify URL without a query; put what it carried into its path or into the field that is given back."
      )
    case .fieldMissing:
      CauseText(
        "A signed field is missing here; with it the signature fits.", "此处缺少一个参与签名的字段，补上后签名相符。",
        "Get the whole message: look for the place where the field was lost. Do not believe the value that was tried here.",
        .selection)
    // Order
    case .orderNameBytes:
      CauseText(
        "The fields were sorted by the bytes of their names.", "字段按名称的字节（ASCII）排序。",
        "Use the order that the rule asks for.", .order)
    case .orderNamesIgnoringCase:
      CauseText(
        "The fields were sorted by name without regard to case.", "字段按名称排序时忽略了大小写。",
        "Sort by bytes: all capitals come before all small letters.", .order)
    case .orderPairsIgnoringCase:
      CauseText(
        "Whole name=value pairs were sorted without regard to case.", "按整个 name=value 且忽略大小写排序。",
        "Sort the names alone, by bytes.", .order)
    case .orderAsGiven:
      CauseText(
        "The fields were not sorted.", "字段没有排序。", "Sort the fields by name first.", .order)
    case .orderByValue:
      CauseText(
        "The fields were sorted by value instead of name.", "字段按值而不是按名称排序。",
        "Sort by name (ksort, not asort).", .order)
    case .orderReversed:
      CauseText(
        "The fields were sorted in reverse.", "字段按相反的顺序排列。",
        "Sort by name from small to large (ksort, not krsort).", .order)
    // Joining
    case .joinerEquals:
      CauseText(
        "Names and values were joined with “=”.", "名称与值之间用了“=”。",
        "Use the joiner that the rule asks for.", .join)
    case .joinerArrow:
      CauseText(
        "Names and values were joined with “=>”.", "名称与值之间用了“=>”。", "Join them with “=”.", .join)
    case .joinerNone:
      CauseText(
        "Nothing stands between names and values.", "名称与值之间没有“=”。", "Join them with “=”.", .join)
    case .separatorAmpersand:
      CauseText(
        "Pairs were joined with “&”.", "字段之间用了“&”。", "Use the separator that the rule asks for.",
        .join)
    case .separatorNone:
      CauseText(
        "Nothing stands between pairs.", "字段之间没有“&”。", "Join the pairs with “&”.", .join)
    case .valuesOnly:
      CauseText(
        "Only the values were joined, without their names.", "只拼接了值，没有字段名。",
        "Write name=value for each field.", .join)
    // Where the key stands
    case .keyMissing:
      CauseText(
        "The key is not in the text.", "签名串中没有密钥。", "Append the key to the text.", .key)
    case .keyNamed:
      CauseText(
        "The key was appended in another form.", "密钥的拼接形式不对。",
        "Append the key exactly as the document prints it.", .key)
    case .keyBare:
      CauseText(
        "The key was appended without “&key=”.", "密钥前缺少“&key=”。", "Append “&key=” and the key.",
        .key)
    case .keyAmpersand:
      CauseText(
        "The key was appended with “&” alone.", "密钥前只有“&”，缺少“key=”。", "Append “&key=” and the key.",
        .key)
    case .keyHash:
      CauseText(
        "The key was appended with “#”.", "密钥前用了“#”。", "Append “&key=” and the key.", .key)
    case .keyInFront:
      CauseText(
        "The key stands in front of the text.", "密钥放在了签名串前面。", "Append the key at the end.", .key)
    case .keySorted:
      CauseText(
        "The key was sorted in among the fields.", "密钥和字段一起排序了。",
        "Sort the fields first and append the key afterwards.", .key)
    case .keyTwice:
      CauseText(
        "The key is in the text twice.", "密钥出现了两次。", "Put the key into the text once.", .key)
    case .keyTwoParts:
      CauseText(
        "Parts of a key, or two keys, make up the text.", "使用了密钥的一部分，或两个密钥。",
        "Use the whole key, and the second key only if the operator says so.", .key)
    // What the key is
    case .keyTrimmed:
      CauseText(
        "The key was hashed without the blanks that stand around it here.", "签名用的密钥没有此处首尾的空白。",
        "Remove the blanks around the key in the profile.")
    case .keyNewline:
      CauseText(
        "A blank or a line end sticks to the key.", "密钥带有空白或换行。",
        "Trim the key when it is read from a file or a form.", .readKey)
    case .keyBOM:
      CauseText(
        "A byte order mark sticks to the key.", "密钥前带有 BOM。",
        "Save the file that holds the key as UTF-8 without a byte order mark.", .readKey)
    case .keyFullWidth:
      CauseText(
        "The key is in full-width characters on one side.", "一方的密钥是全角字符。",
        "Type the key again in half-width characters.")
    case .keyOtherCase:
      CauseText(
        "The key was used in another letter case.", "密钥的大小写不同。",
        "Copy the key as it is; do not change its case.", .key)
    case .keyOtherProfile:
      CauseText(
        "The message was signed with the key of another profile.", "使用了另一个配置的密钥。",
        "Check which merchant the message belongs to, and whether test and live are mixed up.")
    case .keyPrevious:
      CauseText(
        "The message was signed with an older key.", "使用了旧密钥。",
        "Replace the key everywhere, or finish what is still signed with the old one.")
    // Values
    case .percentEncoded:
      CauseText(
        "Values were percent-encoded before they were hashed.", "值在签名前做了 URL 编码。",
        "Hash the raw values; encode only what is sent.", .rawValues)
    case .percentDecoded:
      CauseText(
        "Values were percent-decoded once more before they were hashed.", "值在签名前又做了一次 URL 解码。",
        "Use the values as the framework hands them over; do not decode again.", .rawValues)
    case .plusForSpace:
      CauseText(
        "Plus signs and spaces were exchanged.", "加号与空格互换了。",
        "Encode “+” as %2B when sending, and hash the raw value.", .rawValues)
    case .htmlEscaped:
      CauseText(
        "Values were HTML-escaped before they were hashed.", "值在签名前做了 HTML 转义。",
        "Keep & < > \" ' out of signed fields, or hash the raw value.", .rawValues)
    case .htmlUnescaped:
      CauseText(
        "The message holds HTML entities that were plain characters when it was hashed.",
        "报文中的 HTML 实体在签名时是普通字符。", "Send the plain characters.", .rawValues)
    case .tagsStripped:
      CauseText(
        "Tags were cut out of values before they were hashed.", "签名前去掉了值中的标签。",
        "Keep < and > out of signed fields.", .rawValues)
    case .slashesEscaped:
      CauseText(
        "Slashes were hashed as “\\/”, or the other way round.", "斜杠被转义为“\\/”（或相反）。",
        "Hash the value itself, not its JSON spelling.", .jsonValues)
    case .unicodeEscaped:
      CauseText(
        "Characters were hashed as \\uXXXX, or the other way round.", "字符被转义为 \\uXXXX（或相反）。",
        "Hash the characters as UTF-8, not their JSON spelling.", .jsonValues)
    case .hexEscaped:
      CauseText(
        "Characters were hashed as \\xHH, or the other way round.", "字符被转义为 \\xHH（或相反）。",
        "Use the body itself, not its copy from a log.")
    case .valuesTrimmed:
      CauseText(
        "Blanks around values were cut off before they were hashed.", "签名前去掉了值首尾的空白。",
        "Send the values as they are hashed.", .rawValues)
    case .lineEnds:
      CauseText(
        "Line ends inside a value were changed.", "值中的换行符被改变。", "Send and hash the same line ends.",
        .rawValues)
    case .trailingNewline:
      CauseText(
        "Something more stands at the end of the text.", "签名串末尾多了字符。",
        "Hash the text without a line end or separator behind it.", .join)
    case .valueCut:
      CauseText(
        "A value was hashed only as far as a certain character.", "值在签名前被截断。",
        "Hash the whole value; take pairs apart with a parser, not by splitting at & and =.",
        .rawValues)
    case .ampersandUnencoded:
      CauseText(
        "A value with “&” was sent without encoding and arrived cut, its rest as a field of its own.",
        "含“&”的值未经 URL 编码发送，被拆成了两个字段。", "Encode values when sending, or keep & out of them.",
        .rawValues)
    // Characters
    case .charsetGB18030:
      CauseText(
        "The text was hashed as GB18030 (GBK) instead of UTF-8.", "签名串用 GB18030（GBK）而不是 UTF-8 编码。",
        "Name UTF-8 where the text becomes bytes.", .charset)
    case .charsetUTF16:
      CauseText(
        "The text was hashed as UTF-16 instead of UTF-8.", "签名串用 UTF-16 而不是 UTF-8 编码。",
        "Name UTF-8 where the text becomes bytes.", .charset)
    case .charsetUTF8:
      CauseText(
        "The message is in GB18030, but its text was hashed as UTF-8.", "报文是 GB18030，签名串却用 UTF-8。",
        "Send the message as UTF-8.", .charset)
    case .charsetLatin1:
      CauseText(
        "Characters beyond ASCII were damaged before the text was hashed.", "非 ASCII 字符在签名前被损坏。",
        "Name UTF-8 wherever text becomes bytes or bytes become text.", .charset)
    // Numbers, words, nested JSON
    case .numberText:
      CauseText(
        "A number was hashed with other decimals than it was sent with.", "数字签名时的小数位与发送的不同。",
        "Make the text of the number once; hash it and send it.", .amount)
    case .numberExponent:
      CauseText(
        "A number was hashed in scientific notation.", "数字以科学计数法参与签名。",
        "Make the text of the number once; hash it and send it.", .amount)
    case .numberFloat:
      CauseText(
        "A number was computed in binary floating point, and its noise shows.", "用浮点数计算金额，产生了误差。",
        "Compute in whole fen or with decimals, never with float.", .amount)
    case .fenForYuan:
      CauseText(
        "The amount was hashed in fen where the message has yuan.", "金额以分参与签名，报文中却是元。",
        "Convert once, before hashing and sending.", .amount)
    case .yuanForFen:
      CauseText(
        "The amount was hashed in yuan where the message has fen.", "金额以元参与签名，报文中却是分。",
        "Convert once, before hashing and sending.", .amount)
    case .booleanText:
      CauseText(
        "true or false was hashed as another word.", "布尔值以其他写法参与签名。",
        "Write true and false as texts before hashing.", .jsonValues)
    case .nestedRaw:
      CauseText(
        "Nested JSON was hashed as it came.", "嵌套 JSON 以原文参与签名。", Self.nestedFix, .jsonValues)
    case .nestedCompact:
      CauseText(
        "Nested JSON was hashed without its blanks.", "嵌套 JSON 以去空白的形式参与签名。", Self.nestedFix,
        .jsonValues)
    case .nestedSorted:
      CauseText(
        "Nested JSON was hashed with its names sorted.", "嵌套 JSON 按键名排序后参与签名。", Self.nestedFix,
        .jsonValues)
    case .nestedJSONEncode:
      CauseText(
        "Nested JSON was hashed with / and Chinese escaped, as json_encode does it.",
        "嵌套 JSON 以 json_encode 默认转义（\\/、\\uXXXX）参与签名。", Self.nestedFix, .jsonValues)
    case .nestedSpaced:
      CauseText(
        "Nested JSON was hashed with blanks in it.", "嵌套 JSON 带空格参与签名。", Self.nestedFix,
        .jsonValues)
    // Another rule
    case .ruleOfServers:
      CauseText(
        "The text follows what real servers of this family do, not the document.",
        "签名串遵循实际服务器的做法，而不是文档。", "Ask the operator which one the server follows.")
    case .ruleOfOtherMessage:
      CauseText(
        "The message was signed by the rule of another message.", "使用了另一种报文的签名规则。",
        "Use the field list of this message.", .selection)
    case .ruleOfOtherGateway:
      CauseText(
        "The message was signed by the rule of another gateway.", "使用了另一个网关的签名规则。",
        "Check which gateway the profile belongs to.", .selection)
    // Changed after signing
    case .amountChanged:
      CauseText(
        "The amount was changed after the text was hashed.", "金额在签名后被修改。",
        "Do not deliver anything; hash what is sent, and send what is hashed.", .amount)
    case .statusChanged:
      CauseText(
        "The status was changed after the text was hashed.", "状态在签名后被修改。",
        "Do not deliver anything: ask the gateway about the order.")
    case .timeZone:
      CauseText(
        "A time was hashed in another time zone.", "时间以另一个时区参与签名。",
        "Write times in Beijing time, once.", .time)
    case .timeUnit:
      CauseText(
        "A time was hashed in seconds instead of milliseconds, or the other way round.",
        "时间的秒与毫秒混淆。", "Use the unit of the document for hashing and sending.", .time)
    case .timeChanged:
      CauseText(
        "The time is not the one that was hashed.", "时间与签名时不同。",
        "Read the clock once and use the same text twice.", .time)
    case .timeFormat:
      CauseText(
        "A time was hashed in another format.", "时间以另一种格式参与签名。",
        "Make the text of the time once; hash it and send it.", .time)
    case .valueChanged:
      CauseText(
        "A value is not the one that was hashed.", "值与签名时不同。",
        "Hash what is sent, and send what is hashed.", .rawValues)
    }
  }
}
