/// Reads a command line by the definitions of a tree of commands.
package enum Parser {
  /// Understands `words`, or tells the first thing that is wrong with them.
  ///
  /// `-h`, `--help`, `--help-all`, `--version` and `--map` before a `--` win over anything that
  /// may be wrong with the rest of the line.
  ///
  /// - Parameters:
  ///   - words: the arguments without the program's name, as bytes.
  ///   - environment: looks a variable up; nil if unset.
  ///   - root: the program. Its options are valid at every command.
  package static func parse(
    words: [[UInt8]], environment: (String) -> String?, root: CommandSpec
  ) -> Result<ParsedCommand, ParseFailure> {
    withoutActuallyEscaping(environment) { environment in
      ParserRun(words: words, environment: environment, root: root).run()
    }
  }
}

/// One run of the parser: resolve the command, read the words, assemble the values.
private struct ParserRun {
  let words: [[UInt8]]
  let environment: (String) -> String?
  let root: CommandSpec

  func run() -> Result<ParsedCommand, ParseFailure> {
    if let request = builtInRequest() {
      let resolver = CommandResolver(root: root, words: words, isLenient: true)
      let table = OptionTable(path: resolver.path)
      return .success(command(of: resolver, request: request, table: table))
    }
    let resolver = CommandResolver(root: root, words: words, isLenient: false)
    if let failure = unresolved(resolver) { return .failure(failure) }
    let table = OptionTable(path: resolver.path)
    var reader = WordReader(words: words, commandWords: resolver.commandWords, table: table)
    do throws(WordReader.Finding) {
      try reader.read()
    } catch {
      return .failure(failure(error.cause, at: error.place, resolver: resolver, table: table))
    }
    if let request = clusteredRequest(reader) {
      return .success(command(of: resolver, request: request, table: table))
    }
    if !resolver.command.runsWithoutSubcommand {
      return .failure(failure(.missingCommand, at: nil, resolver: resolver, table: table))
    }
    return assemble(reader, resolver: resolver, table: table)
  }

  private func assemble(_ reader: WordReader, resolver: CommandResolver, table: OptionTable)
    -> Result<ParsedCommand, ParseFailure>
  {
    var assembler = ValueAssembler(reader: reader, environment: environment)
    do throws(WordReader.Finding) {
      try assembler.takeOptions()
      try assembler.takeArguments(resolver.command.arguments)
    } catch {
      return .failure(failure(error.cause, at: error.place, resolver: resolver, table: table))
    }
    do throws(ValueAssembler.EnvironmentFinding) {
      try assembler.takeEnvironment()
    } catch {
      var result = failure(error.cause, at: nil, resolver: resolver, table: table)
      result.variable = error.variable
      return .failure(result)
    }
    let missing = assembler.missing(for: resolver.command)
    if !missing.isEmpty {
      return .failure(failure(.missingRequired(missing), at: nil, resolver: resolver, table: table))
    }
    var result = command(of: resolver, request: .run, table: table)
    result.values = assembler.values
    result.switches = assembler.switches
    result.arguments = assembler.arguments
    result.deprecations = assembler.deprecations
    return .success(result)
  }

  private func command(of resolver: CommandResolver, request: Request, table: OptionTable)
    -> ParsedCommand
  {
    ParsedCommand(
      request: request, path: resolver.path.dropFirst().map(\.name), command: resolver.command,
      root: root, words: words, options: table)
  }

  /// The request that stands as a word of its own before any `--`.
  private func builtInRequest() -> Request? {
    let texts = words.prefix { !WordShape.isTerminator($0) }
      .filter { $0.first == WordShape.dash && $0.count <= 12 }
      .map { String(decoding: $0, as: UTF8.self) }
    let requests: [(String, Request)] = [
      ("--help-all", .help(.all)), ("--help", .help(.long)), ("-h", .help(.short)),
      ("--version", .version), ("-V", .version), ("--map=json", .map(json: true)),
      ("--map", .map(json: false)), ("--map=tree", .map(json: false)),
    ]
    return requests.first { texts.contains($0.0) }?.1
  }

  /// The request hidden in a cluster such as `-vh`.
  private func clusteredRequest(_ reader: WordReader) -> Request? {
    for occurrence in reader.occurrences {
      if occurrence.spelling == "-h", occurrence.option == BuiltInOptions.all[0] {
        return .help(.short)
      }
      if occurrence.spelling == "-V", occurrence.option.name == "version" { return .version }
    }
    return nil
  }

  /// What is wrong with the command itself, unless an unknown option came first.
  private func unresolved(_ resolver: CommandResolver) -> ParseFailure? {
    guard !resolver.command.runsWithoutSubcommand, !resolver.metUnknownOption else { return nil }
    let table = OptionTable(path: resolver.path)
    guard let index = resolver.unmatchedWord else {
      return failure(.missingCommand, at: nil, resolver: resolver, table: table)
    }
    let word = words[index]
    let place = Place(word: index, bytes: 0..<word.count)
    if let scalar = LookAlike.leadingDash(word) {
      let normal = LookAlike.normalised(String(decoding: word, as: UTF8.self))
      return failure(
        .lookAlike(word: word, scalar: scalar, meant: normal),
        at: Place(word: index, bytes: 0..<UTF8.width(scalar)), resolver: resolver, table: table)
    }
    guard let text = String(validating: word, as: UTF8.self) else {
      return failure(.invalidUTF8(word: word), at: place, resolver: resolver, table: table)
    }
    return failure(.unknownCommand(word: text), at: place, resolver: resolver, table: table)
  }

  private func failure(
    _ cause: FailureCause, at place: Place?, resolver: CommandResolver, table: OptionTable
  ) -> ParseFailure {
    let line = CommandLineEcho(program: root.name, words: words, root: root)
    var failure = ParseFailure(cause, path: resolver.path.dropFirst().map(\.name), line: line)
    failure.place = place
    Guesser(root: root, path: resolver.path, table: table).complete(&failure)
    return failure
  }
}
