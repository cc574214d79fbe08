import Platform
import Sandbox

/// An error's own words.
enum ErrorText {
  static func of(_ error: any Error) -> String {
    switch error {
    case let error as SandboxError: error.reason
    case let error as SystemError: error.description
    default: "\(error)"
    }
  }
}
