/// Why a sandbox does not start, the server's and the system's own errors aside.
package enum SandboxError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The state file is not one of a sandbox.
  case foreignState(path: String)
  /// A line of the state file before the last cannot be read.
  case damagedState(path: String, line: Int)
  /// Another sandbox works with the state file.
  case stateInUse(path: String)
  /// Two gateways have one identifier, or one that cannot stand in a path.
  case gatewayIdentifier(String)

  /// One sentence for a person.
  package var description: String {
    switch self {
    case .foreignState(let path): "\(path) is no state file of a sandbox; give another name"
    case .damagedState(let path, let line): "\(path) is damaged in line \(line)"
    case .stateInUse(let path): "another sandbox works with \(path)"
    case .gatewayIdentifier(let id): "'\(id)' cannot stand in a path, or stands there already"
    }
  }
}
