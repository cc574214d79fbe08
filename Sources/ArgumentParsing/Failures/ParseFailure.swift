/// Something required that was given nowhere.
package struct MissingInput: Sendable, Equatable {
  /// `--option` or `<ARGUMENT>`.
  package var name: String
  /// The environment variable that would do as well.
  package var variable: String?
}

/// One of the values of an option that was given several.
package struct RepeatedValue: Sendable, Equatable {
  /// The value; nil if none was given.
  package var value: [UInt8]?
  /// The position of the option's word, from 1.
  package var position: Int
}

/// An environment variable that holds the offending value.
package struct EnvironmentValue: Sendable, Equatable {
  /// The name of the variable.
  package var name: String
  /// Its value, masked if it is sensitive.
  package var value: String
}

/// What is wrong with a command line. The texts are in `FailureText`.
package enum FailureCause: Sendable, Equatable {
  /// No option has this name (without dashes).
  case unknownOption(name: String)
  /// No option has this letter, in this word.
  case unknownLetter(letter: String, word: String)
  /// A long name after a single dash.
  case singleDashLong(name: String)
  /// No command has this name.
  case unknownCommand(word: String)
  /// A command was expected and none was given.
  case missingCommand
  /// An option needs a value; `next` is the word that stood there and looks like an option.
  case missingValue(option: String, next: [UInt8]?)
  /// A flag was given a value.
  case takesNoValue(option: String)
  /// A value has the wrong shape.
  case invalidValue(name: String, value: [UInt8], problem: ValueProblem, isSensitive: Bool)
  /// A value has the right shape and the command refuses it.
  case rejectedValue(name: String, value: [UInt8], reason: Text)
  /// An option that takes one value was given different ones.
  case givenTwice(option: String, values: [RepeatedValue], isSensitive: Bool)
  /// Two options exclude each other; `position` is that of the first one's word, from 1.
  case conflict(first: String, position: Int, second: String)
  /// Something required is missing.
  case missingRequired([MissingInput])
  /// More positional arguments than the command takes.
  case unexpectedArgument(word: [UInt8], expected: Int)
  /// A character that looks like ASCII stands where ASCII is needed.
  case lookAlike(word: [UInt8], scalar: Unicode.Scalar, meant: String)
  /// The name of an option or command is not UTF-8.
  case invalidUTF8(word: [UInt8])
  /// An option that exists only to explain why it is not taken.
  case refusedOption(name: String, reason: Text)

  /// The stable name of the cause, for programs.
  package var code: String {
    switch self {
    case .unknownOption, .unknownLetter: "unknown_option"
    case .singleDashLong: "single_dash_long_option"
    case .unknownCommand: "unknown_command"
    case .missingCommand: "missing_command"
    case .missingValue: "missing_value"
    case .takesNoValue: "option_takes_no_value"
    case .invalidValue: "invalid_value"
    case .rejectedValue: "rejected_value"
    case .givenTwice: "given_twice"
    case .conflict: "conflicting_options"
    case .missingRequired: "missing_required"
    case .unexpectedArgument: "unexpected_argument"
    case .lookAlike: "look_alike_character"
    case .invalidUTF8: "invalid_utf8"
    case .refusedOption: "secret_on_command_line"
    }
  }
}

/// What is wrong with a command line, where, and what may have been meant.
package struct ParseFailure: Error, Sendable, Equatable {
  /// What is wrong.
  package var cause: FailureCause
  /// The commands that were understood, the program's own name excepted.
  package var path: [String]
  /// The part of the line that is to blame, if one is.
  package var place: Place?
  /// The environment variable that is to blame, if one is.
  package var variable: EnvironmentValue?
  /// What may have been meant, best first, at most three.
  package var suggestions: [String] = []
  /// The commands to which a suggested or given option belongs, if not to this one.
  package var owners: [String] = []
  /// Why a command that was asked for does not exist.
  package var explanation: Text?
  /// The exit status: 64, usage.
  package let exitStatus = 64

  let line: CommandLineEcho
  /// Whether the command takes positional arguments.
  var takesArguments = false

  init(_ cause: FailureCause, path: [String], line: CommandLineEcho) {
    self.cause = cause
    self.path = path
    self.line = line
  }
}
