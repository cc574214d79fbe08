import PaymentValues
import Platform

extension Refusal {
  /// The refusal of any error; one that no rule foresees is a fault of the program.
  init(_ error: any Error) {
    switch error {
    case let error as any Refusing: self = error.refusal
    case let error as SystemError: self.init(.io, "io_error", "\(error)")
    default: self.init(.internalError, "unexpected", "\(error)")
    }
  }
}

/// Runs what may throw any error of the layers below, and throws it as a refusal.
@discardableResult
func refusing<Value>(_ body: () throws -> Value) throws(Refusal) -> Value {
  do { return try body() } catch { throw Refusal(error) }
}
