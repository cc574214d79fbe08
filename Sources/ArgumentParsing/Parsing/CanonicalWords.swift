import ByteText

extension ParsedCommand {
  /// A command line that means the same: the command, every option given as `--name=value`, then
  /// `--` and the positionals. What the environment supplied is left out.
  package var canonicalWords: [[UInt8]] {
    var words = path.map { Array($0.utf8) }
    for option in options.options {
      if let state = switches[option.name], case .word = state.origin {
        words += switchWords(option, state)
      }
      let given = (values[option.name] ?? []).filter { $0.isFromLine }.map(\.bytes)
      if option.splitsAtCommas, option.isList, let first = given.first {
        words.append(word(option, given.dropFirst().reduce(first) { $0 + [.comma] + $1 }))
      } else if values[option.name]?.isEmpty == true {
        words.append(word(option, []))
      } else {
        words += given.map { word(option, $0) }
      }
    }
    let positionals = command.arguments.flatMap { arguments[$0.name] ?? [] }.map(\.bytes)
    return words + [Array("--".utf8)] + positionals
  }

  private func word(_ option: OptionSpec, _ value: [UInt8]) -> [UInt8] {
    Array("--\(option.name)=".utf8) + value
  }

  private func switchWords(_ option: OptionSpec, _ state: SwitchState) -> [[UInt8]] {
    if !state.isOn, option.isNegatable { return [Array("--no-\(option.name)".utf8)] }
    if option.kind.takesValue { return [word(option, Array("none".utf8))] }
    return Array(repeating: Array("--\(option.name)".utf8), count: max(state.count, 1))
  }
}

extension ParsedValue {
  var isFromLine: Bool {
    guard case .word = origin else { return false }
    return true
  }
}
