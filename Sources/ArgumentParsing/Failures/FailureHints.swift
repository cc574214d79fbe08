/// The lines after the caret: what was meant, and what to do next.
enum FailureHints {
  /// The hints of `failure`, each one line.
  static func lines(_ failure: ParseFailure, language: Language) -> [String] {
    var hints: [Text] = []
    if let explanation = failure.explanation { hints.append(explanation) }
    if let suggestion = suggestion(failure) { hints.append(suggestion) }
    if let tip = tip(failure) { hints.append(tip) }
    if case .rejectedValue = failure.cause {
    } else {
      let command = ([failure.line.program] + failure.path + ["-h"]).joined(separator: " ")
      hints.append(Text("run '\(command)' for usage", zh: "用法见 '\(command)'"))
    }
    return hints.map { $0[language] }
  }

  private static func suggestion(_ failure: ParseFailure) -> Text? {
    let owners = failure.owners
    if failure.suggestions.isEmpty {
      guard !owners.isEmpty, case .unknownOption(let name) = failure.cause else { return nil }
      return Text(
        "'--\(name)' belongs to \(list(owners, " and ", "'", "'"))",
        zh: "“--\(name)”属于\(list(owners, "、", "“", "”"))")
    }
    let en = list(failure.suggestions, " or ", "'", "'")
    let zh = list(failure.suggestions, "或", "“", "”")
    guard !owners.isEmpty else {
      return Text("did you mean \(en)?", zh: "是否想输入\(zh)？")
    }
    return Text(
      "did you mean \(en) of \(list(owners, " and ", "'", "'"))?",
      zh: "是否想输入\(list(owners, "、", "“", "”"))的\(zh)？")
  }

  private static func list(_ words: [String], _ last: String, _ open: String, _ close: String)
    -> String
  {
    let quoted = words.map { open + $0 + close }
    guard quoted.count > 1, let final = quoted.last else { return quoted.joined() }
    let separator = last.hasPrefix(" ") ? ", " : "、"
    return quoted.dropLast().joined(separator: separator) + last + final
  }

  private static func tip(_ failure: ParseFailure) -> Text? {
    switch failure.cause {
    case .unknownOption(let name) where failure.takesArguments && failure.suggestions.isEmpty:
      let word = FailureText.show(Array(("--" + name).utf8))
      return Text("to pass it as a value use '-- \(word)'", zh: "若它是一个值，请写作“-- \(word)”")
    case .missingValue(let option, let next?) where option.hasPrefix("--"):
      let word = FailureText.show(next)
      return Text(
        "if '\(word)' is the value, write '\(option)=\(word)'",
        zh: "若“\(word)”就是值，请写作“\(option)=\(word)”")
    default:
      return nil
    }
  }
}
