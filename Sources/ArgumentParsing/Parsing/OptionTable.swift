/// The options that are valid at one command, found by name or by letter.
struct OptionTable: Sendable {
  /// An option as it was spelt.
  struct Match {
    var option: OptionSpec
    var isNegated = false
    var isDeprecated = false
  }

  let options: [OptionSpec]

  /// The options of the last command of `path`, of the first (the root) and of the parser; an
  /// earlier one hides a later one.
  init(path: [CommandSpec]) {
    let own = path.count > 1 ? path.last?.options ?? [] : []
    self.init(own + (path.first?.options ?? []) + BuiltInOptions.all)
  }

  init(_ options: [OptionSpec]) { self.options = options }

  // A line names a few options of a few dozen: to look through them costs less than an index.

  func option(named name: String) -> OptionSpec? { options.first { $0.isNamed(name) } }

  func letter(_ letter: UInt8) -> OptionSpec? { options.first { $0.short?.asciiValue == letter } }

  /// The option that `--name` means, negations included.
  func match(_ name: String) -> Match? {
    if let option = option(named: name) {
      return Match(option: option, isDeprecated: option.deprecatedNames.contains(name))
    }
    guard name.hasPrefix("no-"), let option = option(named: String(name.dropFirst(3))),
      option.isNegatable
    else { return nil }
    return Match(option: option, isNegated: true)
  }
}
