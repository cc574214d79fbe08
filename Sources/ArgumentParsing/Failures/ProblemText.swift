/// The texts of what is wrong with a value.
enum ProblemText {
  /// The reason as a clause.
  static func reason(_ problem: ValueProblem) -> Text {
    switch problem {
    case .notUTF8: return Text("it is not valid UTF-8", zh: "不是有效的 UTF-8")
    case .empty: return Text("it is empty", zh: "为空")
    case .lookAlike(let scalar):
      return Text(
        "it contains '\(scalar)' (\(codePoint(scalar))), which only looks like ASCII",
        zh: "含有全角或特殊字符“\(scalar)”（\(codePoint(scalar))），请用半角")
    case .notInteger(let range): return integer(range)
    case .notChoice(let choices): return choice(choices)
    case .notDuration(let isBareNumber):
      return isBareNumber
        ? Text("a unit is missing, as in 90s, 5m or 500ms", zh: "缺少单位，例如 90s、5m、500ms")
        : Text("a duration is needed, such as 90s, 5m or 1h30m", zh: "需要时长，例如 90s、5m、1h30m")
    case .durationOutOfRange(let range):
      let low = duration(range.lowerBound)
      let high = duration(range.upperBound)
      return Text("it must be between \(low) and \(high)", zh: "须在 \(low) 与 \(high) 之间")
    case .notMoney(let problem): return money(problem)
    case .notDate:
      return Text(
        "a date is needed, such as 2016-12-26, '2016-12-26 18:18:18', today or -2d",
        zh: "需要日期，例如 2016-12-26、'2016-12-26 18:18:18'、today、-2d")
    case .notURL:
      return Text(
        "a URL beginning with https:// or http:// is needed", zh: "需要以 https:// 或 http:// 开头的网址")
    case .notIdentifier:
      return Text(
        "only ASCII letters, digits, '-' and '_' are allowed, and a letter or digit first",
        zh: "只能用英文字母、数字、“-”和“_”，且以字母或数字开头")
    case .notField:
      return Text(
        "name=value, name:=json or name@file is needed", zh: "需要 name=value、name:=json 或 name@file")
    case .notSwitch:
      return Text(
        "1, true, yes, on or 0, false, no, off is needed", zh: "需要 1、true、yes、on 或 0、false、no、off")
    }
  }

  /// `U+FF0D`.
  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex
  }

  private static func integer(_ range: ClosedRange<Int>) -> Text {
    if range.upperBound == Int.max {
      guard range.lowerBound != Int.min else {
        return Text("an integer is needed", zh: "需要整数")
      }
      return Text(
        "an integer of at least \(range.lowerBound) is needed", zh: "需要不小于 \(range.lowerBound) 的整数")
    }
    return Text(
      "an integer from \(range.lowerBound) to \(range.upperBound) is needed",
      zh: "需要 \(range.lowerBound) 到 \(range.upperBound) 的整数")
  }

  private static func choice(_ choices: [Choice]) -> Text {
    guard choices.count <= 10 else {
      return Text(
        "it is none of the \(choices.count) known values", zh: "不在 \(choices.count) 个已知值之中")
    }
    let names = choices.map(\.name)
    return Text(
      "one of \(names.joined(separator: ", ")) is needed",
      zh: "须为 \(names.joined(separator: "、")) 之一")
  }

  private static func money(_ problem: ValueProblem.MoneyProblem) -> Text {
    switch problem {
    case .malformed:
      Text("an amount is needed, such as 1.00, 1元 or 100分", zh: "需要金额，例如 1.00、1元、100分")
    case .negative: Text("an amount cannot be negative", zh: "金额不能为负")
    case .tooManyDecimals: Text("an amount in yuan has at most two decimals", zh: "以元计的金额最多两位小数")
    case .fractionOfFen: Text("an amount in fen has no decimals", zh: "以分计的金额不能有小数")
    case .hasSeparators: Text("an amount has no ',' or '_'", zh: "金额中不能有“,”或“_”")
    case .tooLong: Text("the amount is too large", zh: "金额过大")
    }
  }

  /// A span of time in its largest whole unit.
  static func duration(_ milliseconds: Int) -> String {
    let units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")]
    for (size, name) in units where milliseconds >= size && milliseconds % size == 0 {
      return "\(milliseconds / size)\(name)"
    }
    return "\(milliseconds)ms"
  }
}
