/// A command below another, made when it is needed: a line that names one command pays for that one, not
/// for the options and the texts of thirty.
package struct CommandBranch: Sendable, Equatable {
  /// The words that name it: its name, then its aliases.
  package let words: [String]
  private let make: @Sendable () -> CommandSpec

  /// A command that is there already.
  package init(_ spec: CommandSpec) {
    words = [spec.name] + spec.aliases
    make = { spec }
  }

  /// A command that is made each time it is asked for; one in a `static let` is made once.
  /// - Parameter words: its name and its aliases, as they stand in the command itself.
  package init(_ words: [String], _ make: @escaping @Sendable () -> CommandSpec) {
    self.words = words
    self.make = make
  }

  /// The command.
  package var spec: CommandSpec { make() }

  package static func == (one: CommandBranch, other: CommandBranch) -> Bool {
    one.spec == other.spec
  }
}
