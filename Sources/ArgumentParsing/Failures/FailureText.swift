import TextLayout

/// The texts of failures: what is wrong, in one line.
enum FailureText {
  /// What is wrong, in `language`, without a final stop.
  static func message(_ failure: ParseFailure, language: Language) -> String {
    text(failure)[language]
  }

  /// `bytes` as they may be shown within a message: short, harmless and without secrets.
  static func show(_ bytes: [UInt8]) -> String {
    let text = TerminalSafeText.escape(bytes: SecretPlaces.masked(bytes))
    return DisplayWidth().truncate(text, to: 60)
  }

  private static func show(_ text: String) -> String { show(Array(text.utf8)) }

  private static func text(_ failure: ParseFailure) -> Text {
    let scope = scope(failure.path)
    switch failure.cause {
    case .unknownOption(let name):
      let name = show("--" + name)
      return Text(
        "unknown option '\(name)'\(scope.en)", zh: "\(scope.zh)没有选项“\(name)”")
    case .unknownLetter(let letter, let word):
      return Text(
        "unknown option '-\(show(letter))' in '\(show(word))'\(scope.en)",
        zh: "\(scope.zh)没有选项“-\(show(letter))”（出现在“\(show(word))”中）")
    case .singleDashLong(let name):
      return Text("'-\(name)' looks like '--\(name)'", zh: "“-\(name)”像是“--\(name)”")
    case .unknownCommand(let word):
      return Text("unknown command '\(show(word))'", zh: "没有命令“\(show(word))”")
    case .missingCommand:
      return Text("a command is needed\(scope.en)", zh: "\(scope.zh)缺少命令")
    case .missingValue(let option, let next):
      return missingValue(option, next)
    case .takesNoValue(let option):
      return Text("option '\(option)' takes no value", zh: "选项“\(option)”不带值")
    case .lookAlike(let word, let scalar, _):
      return lookAlike(scalar, position: failure.place?.position ?? 0, word: word)
    case .invalidUTF8(let word):
      return Text("'\(show(word))' is not valid UTF-8", zh: "“\(show(word))”不是有效的 UTF-8")
    case .refusedOption(let name, let reason):
      return Text("'\(name)' is not taken: \(reason.en)", zh: "不接受“\(name)”：\(reason.zh)")
    case .invalidValue, .rejectedValue:
      return valueText(failure)
    case .givenTwice, .conflict, .missingRequired, .unexpectedArgument:
      return lineText(failure.cause)
    }
  }

  private static func scope(_ path: [String]) -> Text {
    guard !path.isEmpty else { return Text("", zh: "") }
    let name = path.joined(separator: " ")
    return Text(" for '\(name)'", zh: "“\(name)”")
  }

  private static func missingValue(_ option: String, _ next: [UInt8]?) -> Text {
    guard let next else {
      return Text("option '\(option)' needs a value", zh: "选项“\(option)”缺少值")
    }
    return Text(
      "option '\(option)' needs a value, and '\(show(next))' looks like an option",
      zh: "选项“\(option)”缺少值，其后的“\(show(next))”像是选项")
  }

  private static func lookAlike(_ scalar: Unicode.Scalar, position: Int, word: [UInt8]) -> Text {
    let code = ProblemText.codePoint(scalar)
    let begins = word.starts(with: Array(String(scalar).utf8))
    return Text(
      "argument \(position) \(begins ? "begins with" : "contains") '\(scalar)' (\(code)), "
        + "which only looks like ASCII",
      zh: "第\(position)个参数\(begins ? "以" : "含有")全角或特殊字符“\(scalar)”（\(code)）"
        + (begins ? "开头" : ""))
  }

  /// Texts about one value; a masked value is never told.
  private static func valueText(_ failure: ParseFailure) -> Text {
    let isSecret = failure.place.map(failure.line.isSecret) ?? false
    switch failure.cause {
    case .invalidValue(let name, let value, let problem, let isSensitive):
      let shown = isSensitive || isSecret ? "***" : show(value)
      let reason = ProblemText.reason(problem)
      return Text(
        "invalid value '\(shown)' for '\(name)': \(reason.en)",
        zh: "“\(name)”的值“\(shown)”无效：\(reason.zh)")
    case .rejectedValue(let name, let value, let reason):
      let shown = isSecret ? "***" : show(value)
      return Text(
        "'\(name)' cannot be '\(shown)': \(reason.en)", zh: "“\(name)”不能是“\(shown)”：\(reason.zh)")
    default:
      return Text("", zh: "")
    }
  }

  /// Texts about the line as a whole.
  private static func lineText(_ cause: FailureCause) -> Text {
    switch cause {
    case .givenTwice(let option, let values, let isSensitive):
      let shown = values.map { repeated in
        let value = repeated.value.map { isSensitive ? "'***'" : "'\(show($0))'" }
        return Text(
          "\(value ?? "no value") (argument \(repeated.position))",
          zh: "\(value ?? "无值")（第\(repeated.position)个参数）")
      }
      return Text(
        "option '\(option)' given twice: \(shown.map(\.en).joined(separator: ", "))",
        zh: "选项“\(option)”给出两次：\(shown.map(\.zh).joined(separator: "、"))")
    case .conflict(let first, let position, let second):
      return Text(
        "'\(second)' cannot be given together with '\(first)' (argument \(position))",
        zh: "“\(second)”不能与“\(first)”（第\(position)个参数）同时给出")
    case .missingRequired(let missing):
      let names = missing.map { input in
        input.variable.map { "\(input.name) [env: \($0)]" } ?? input.name
      }
      return Text(
        "missing \(names.joined(separator: ", "))", zh: "缺少 \(names.joined(separator: "、"))")
    case .unexpectedArgument(let word, let expected):
      let limit = expected == 0 ? "none" : "at most \(expected)"
      return Text(
        "unexpected argument '\(show(word))': \(limit) expected",
        zh: "多余的参数“\(show(word))”：\(expected == 0 ? "此命令不带参数" : "最多\(expected)个")")
    default:
      return Text("", zh: "")
    }
  }
}
