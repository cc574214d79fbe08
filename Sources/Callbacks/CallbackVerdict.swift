/// What the receiver made of a message.
public enum CallbackVerdict: String, Sendable, CaseIterable {
  /// Signed, read in one way only, about our account and order. Acknowledged.
  case valid
  /// It is no message of this kind, or two readers could read it differently.
  case malformed
  /// No profile's gateway sends such a message.
  case unrecognised
  /// It has no good signature.
  case invalid
  /// A field that decides about money is missing, unsigned, doubled or not ours.
  case refused
  /// The signature is good and covers another reading, too.
  case ambiguous
  /// The signature is good and the order is not in the journal.
  case unknownOrder = "unknown-order"
  /// The signature is good and the amount is not the order's.
  case amountDiffers = "amount-differs"
  /// The signature is good and an earlier callback said something else for good.
  case conflict
  /// The sender's address is not on the list.
  case peerRefused = "peer-refused"
  /// The record or the journal failed; the gateway has to repeat.
  case failed

  /// The status of the answer; a malformed message's own is chosen by its fault.
  var httpStatus: Int {
    switch self {
    case .valid: 200
    case .malformed, .unrecognised, .invalid, .refused: 400
    case .ambiguous, .unknownOrder, .amountDiffers, .conflict: 409
    case .peerRefused: 403
    case .failed: 500
    }
  }

  /// Whether a holder of the key wrote the message: then it is evidence and always recorded once.
  var isSigned: Bool {
    switch self {
    case .valid, .ambiguous, .unknownOrder, .amountDiffers, .conflict: true
    default: false
    }
  }
}
