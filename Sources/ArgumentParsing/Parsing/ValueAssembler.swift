/// Turns occurrences and positionals into values: duplicates, conflicts, the environment, shapes
/// and what is required, in this order.
struct ValueAssembler {
  typealias Finding = WordReader.Finding

  /// A finding in an environment variable instead of a word.
  struct EnvironmentFinding: Error {
    var cause: FailureCause
    var variable: EnvironmentValue
  }

  let reader: WordReader
  let environment: (String) -> String?
  private(set) var values: [String: [ParsedValue]] = [:]
  private(set) var switches: [String: ParsedCommand.SwitchState] = [:]
  private(set) var arguments: [String: [ParsedValue]] = [:]
  private(set) var deprecations: [ParsedCommand.Deprecation] = []

  init(reader: WordReader, environment: @escaping (String) -> String?) {
    self.reader = reader
    self.environment = environment
  }

  /// Takes the options as given on the command line.
  mutating func takeOptions() throws(Finding) {
    var first: [String: Occurrence] = [:]
    for occurrence in reader.occurrences {
      let option = occurrence.option
      try checkConflict(of: occurrence, with: first)
      noteDeprecation(occurrence)
      if let value = occurrence.value {
        try take(value, of: occurrence, first: first[option.name])
      } else {
        try takeSwitch(occurrence, first: first[option.name])
      }
      if first[option.name]?.isNegated ?? true { first[option.name] = occurrence }
    }
  }

  private mutating func noteDeprecation(_ occurrence: Occurrence) {
    let old = String(occurrence.spelling.drop { $0 == "-" })
    guard occurrence.option.deprecatedNames.contains(old) else { return }
    deprecations.append(.init(old: "--" + old, new: "--" + occurrence.option.name))
  }

  private func checkConflict(
    of occurrence: Occurrence, with first: [String: Occurrence]
  ) throws(Finding) {
    let earlier = reader.occurrences.first { other in
      first[other.option.name] != nil
        && (occurrence.option.conflicts.contains(other.option.name)
          || other.option.conflicts.contains(occurrence.option.name))
    }
    guard let earlier else { return }
    throw Finding(
      cause: .conflict(
        first: earlier.spelling, position: earlier.namePlace.position, second: occurrence.spelling),
      place: occurrence.namePlace)
  }

  private mutating func take(_ value: [UInt8], of occurrence: Occurrence, first: Occurrence?)
    throws(Finding)
  {
    let option = occurrence.option
    if let first, !first.isNegated, !option.isList, first.value != value {
      throw givenTwice(first, occurrence)
    }
    if option.bareValue != nil, value == Array("none".utf8), !option.kind.hasChoice("none") {
      switches[option.name] = .init(isOn: false, count: 0, origin: .word(occurrence.place))
      return
    }
    switches[option.name] = nil
    let parts = ListItems.split(value, option: option)
    var taken: [ParsedValue] = []
    for part in parts {
      let start = occurrence.place.bytes.lowerBound
      let place = Place(
        word: occurrence.place.word, bytes: start + part.lowerBound..<start + part.upperBound)
      let bytes = Array(value[part])
      let problem =
        parts.count > 1 && bytes.isEmpty ? .empty : ValueShape.problem(bytes, kind: option.kind)
      if let problem {
        throw Finding(
          cause: .invalidValue(
            name: occurrence.spelling, value: bytes, problem: problem,
            isSensitive: option.isSensitive),
          place: bytes.isEmpty ? occurrence.namePlace : place)
      }
      taken.append(ParsedValue(bytes: bytes, origin: .word(place)))
    }
    values[option.name] = option.isList ? (values[option.name] ?? []) + taken : taken
  }

  private mutating func takeSwitch(_ occurrence: Occurrence, first: Occurrence?) throws(Finding) {
    let option = occurrence.option
    if option.kind.takesValue, let first, first.isNegated == occurrence.isNegated,
      first.value != nil
    {
      throw givenTwice(first, occurrence)
    }
    let origin = ValueOrigin.word(occurrence.place)
    if option.kind.takesValue, !occurrence.isNegated {
      switches[option.name] = nil
      values[option.name] = option.bareValue.map {
        [ParsedValue(bytes: Array($0.utf8), origin: origin)]
      }
      return
    }
    var count = (switches[option.name]?.count ?? 0) + 1
    if case .count(let maximum) = option.kind { count = min(count, maximum) }
    if occurrence.isNegated {
      count = 0
      values[option.name] = nil
    }
    switches[option.name] = .init(isOn: !occurrence.isNegated, count: count, origin: origin)
  }

  private func givenTwice(_ first: Occurrence, _ second: Occurrence) -> Finding {
    Finding(
      cause: .givenTwice(
        option: second.spelling,
        values: [first, second].map {
          RepeatedValue(value: $0.value, position: $0.namePlace.position)
        }, isSensitive: second.option.isSensitive),
      place: second.place)
  }

  /// Takes the positional words as `specs` name them.
  mutating func takeArguments(_ specs: [ArgumentSpec]) throws(Finding) {
    var remaining = specs[...]
    for index in reader.positionals {
      let word = reader.words[index]
      let place = Place(word: index, bytes: 0..<word.count)
      guard let spec = remaining.first else {
        throw Finding(cause: .unexpectedArgument(word: word, expected: specs.count), place: place)
      }
      if !spec.isList { remaining = remaining.dropFirst() }
      if let problem = ValueShape.problem(word, kind: spec.kind) {
        throw Finding(
          cause: .invalidValue(
            name: "<\(spec.name)>", value: word, problem: problem, isSensitive: false),
          place: place)
      }
      arguments[spec.name, default: []].append(ParsedValue(bytes: word, origin: .word(place)))
    }
  }

  /// Reads the variables of the options that were not given. An empty variable counts as unset.
  mutating func takeEnvironment() throws(EnvironmentFinding) {
    for option in reader.table.options where values[option.name] == nil {
      guard switches[option.name] == nil, let name = option.environmentName,
        let text = environment(name), !text.isEmpty
      else { continue }
      if !option.kind.takesValue {
        try takeEnvironmentSwitch(option, name: name, text: text)
        continue
      }
      let bytes = Array(text.utf8)
      var taken: [ParsedValue] = []
      for part in ListItems.split(bytes, option: option) {
        let item = Array(bytes[part])
        if let problem = ValueShape.problem(item, kind: option.kind) {
          throw EnvironmentFinding(
            cause: .invalidValue(
              name: name, value: item, problem: problem, isSensitive: option.isSensitive),
            variable: EnvironmentValue(name: name, value: option.isSensitive ? "***" : text))
        }
        taken.append(ParsedValue(bytes: item, origin: .environment(name)))
      }
      values[option.name] = taken
    }
  }

  private mutating func takeEnvironmentSwitch(_ option: OptionSpec, name: String, text: String)
    throws(EnvironmentFinding)
  {
    let isOn: Bool
    var count = 1
    switch text.lowercased() {
    case "1", "true", "yes", "on": isOn = true
    case "0", "false", "no", "off": isOn = false
    default:
      guard case .count(let maximum) = option.kind, let given = ValueShape.integer(text), given >= 0
      else {
        throw EnvironmentFinding(
          cause: .invalidValue(
            name: name, value: Array(text.utf8), problem: .notSwitch, isSensitive: false),
          variable: EnvironmentValue(name: name, value: text))
      }
      isOn = true
      count = min(given, maximum)
    }
    switches[option.name] = .init(
      isOn: isOn, count: isOn ? count : 0, origin: .environment(name))
  }

  /// Everything that is required and was given nowhere, in the order of the definitions.
  func missing(for command: CommandSpec) -> [MissingInput] {
    let missingArguments = command.arguments.filter { $0.isRequired && arguments[$0.name] == nil }
    let missingOptions = reader.table.options.filter { option in
      option.isRequired && values[option.name] == nil && switches[option.name] == nil
        && option.defaultValue == nil
    }
    return missingArguments.map { MissingInput(name: "<\($0.name)>", variable: nil) }
      + missingOptions.map { MissingInput(name: "--" + $0.name, variable: $0.environmentName) }
  }
}

extension ValueKind {
  /// Whether this is a list of words that holds `name`.
  func hasChoice(_ name: String) -> Bool {
    guard case .choice(let choices) = self else { return false }
    return choices.contains { $0.name == name }
  }
}
