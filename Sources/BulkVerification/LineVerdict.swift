import Messages
import WireFormat

/// What is to be said of one line.
package struct LineVerdict: Sendable, Equatable {
  /// The verdicts of a message, and that there was none to read.
  package enum Outcome: String, Sendable, CaseIterable {
    /// May be believed.
    case valid
    /// No rule of the message gives the signature.
    case invalid
    /// The signed text can be read in two ways.
    case ambiguous
    /// Something that decides about money is missing, doubled, malformed or not ours.
    case refused
    /// There is no signature.
    case unsigned
    /// The line is no message.
    case unreadable
  }

  /// The verdict.
  package var outcome: Outcome
  /// A stable code in snake case for what is wrong; nil when nothing is.
  package var code: String?
  /// The field or place that it is about.
  package var place: String?
  /// The merchant's order number; unless the verdict is `valid` nothing proves it, and it is only
  /// claimed.
  package var order: String?

  /// The code of a valid line that is a request of the merchant's own, not the gateway's word.
  package static let ownRequestCode = "own_request"

  /// The code of a line whose signature no rule gives.
  package static let mismatchCode = "signature_mismatch"

  /// Makes a verdict.
  package init(
    _ outcome: Outcome, code: String? = nil, place: String? = nil, order: String? = nil
  ) {
    self.outcome = outcome
    self.code = code
    self.place = place
    self.order = order
  }

  /// The verdict of a report: its first error names what is wrong.
  package init(_ report: MessageReport) {
    let error = report.findings.first { $0.severity == .error }
    switch report.verdict {
    case .valid:
      self.init(.valid, code: report.message.kind.comesFromGateway ? nil : Self.ownRequestCode)
    case .invalid: self.init(.invalid, code: Self.mismatchCode)
    case .ambiguous: self.init(.ambiguous, code: error?.code, place: error?.place)
    case .refused: self.init(.refused, code: error?.code, place: error?.place)
    case .unsigned:
      self.init(
        .unsigned, code: report.message.signing == nil ? "unsigned_message" : "signature_absent")
    }
    order = report.orderNumber
  }

  /// A line that could not be read; the place is the offset of the byte.
  package init(unreadable error: WireError) {
    self.init(.unreadable, code: error.code, place: "byte \(error.offset + 1)")
  }
}
