extension CauseText {
  static let orderNameBytes = CauseText(
    "The fields were sorted by the bytes of their names.",
    "字段按名称的字节（ASCII）排序。",
    "Use the order that the rule asks for.", .order)
  static let orderNamesIgnoringCase = CauseText(
    "The fields were sorted by name without regard to case.",
    "字段按名称排序时忽略了大小写。",
    "Sort by bytes: all capitals come before all small letters.", .order)
  static let orderPairsIgnoringCase = CauseText(
    "Whole name=value pairs were sorted without regard to case.",
    "按整个 name=value 且忽略大小写排序。",
    "Sort the names alone, by bytes.", .order)
  static let orderAsGiven = CauseText(
    "The fields were not sorted.", "字段没有排序。", "Sort the fields by name first.", .order)
  static let orderByValue = CauseText(
    "The fields were sorted by value instead of name.",
    "字段按值而不是按名称排序。",
    "Sort by name (ksort, not asort).", .order)
  static let joinerEquals = CauseText(
    "Names and values were joined with “=”.", "名称与值之间用了“=”。",
    "Use the joiner that the rule asks for.", .join)
  static let joinerArrow = CauseText(
    "Names and values were joined with “=>”.", "名称与值之间用了“=>”。",
    "Join them with “=”.", .join)
  static let joinerNone = CauseText(
    "Nothing stands between names and values.", "名称与值之间没有“=”。",
    "Join them with “=”.", .join)
  static let separatorAmpersand = CauseText(
    "Pairs were joined with “&”.", "字段之间用了“&”。",
    "Use the separator that the rule asks for.", .join)
  static let separatorNone = CauseText(
    "Nothing stands between pairs.", "字段之间没有“&”。", "Join the pairs with “&”.", .join)
  static let valuesOnly = CauseText(
    "Only the values were joined, without their names.", "只拼接了值，没有字段名。",
    "Write name=value for each field.", .join)
  static let orderReversed = CauseText(
    "The fields were sorted in reverse.", "字段按相反的顺序排列。",
    "Sort by name from small to large (ksort, not krsort).", .order)
}
