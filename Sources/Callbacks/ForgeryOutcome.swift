/// What a handler made of a callback that it had to refuse.
package enum ForgeryOutcome: String, Sendable, CaseIterable {
  /// It acknowledged it: anybody can tell this shop that an order is paid.
  case taken
  /// It did not acknowledge it.
  case refused
  /// Something else answered in its place, so nothing is known of the handler.
  case notJudged = "not-judged"
}

extension AcknowledgementVerdict {
  /// What the answer says when the callback was a forgery.
  ///
  /// It was taken when the word came in whatever dress, or when real servers would count the answer.
  /// Letters of the word inside another word (`token`) are no acknowledgement here: the gateway has to
  /// be afraid of them, and the forger gains nothing by them.
  package var forgery: ForgeryOutcome {
    let isCounted =
      serversAccept == .accepted && status < 400 && !faults.contains(.accidentalWord)
    if documentAccepts || isMeant || isCounted { return .taken }
    let elsewhere: Set<AcknowledgementFault> = [
      .redirect, .notFound, .methodNotAllowed, .unsupportedType, .csrfToken, .tooMany, .tooLarge,
      .unreachable, .compressed,
    ]
    return faults.contains(where: elsewhere.contains) ? .notJudged : .refused
  }

  /// The faults as they are to be told of a forgery: refusing is right, so only who answered, and how,
  /// is of interest.
  package var forgeryFaults: [AcknowledgementFault] {
    switch forgery {
    case .taken: [.forgeryAccepted]
    case .refused, .notJudged: faults.filter(\.isAboutStatus)
    }
  }

  /// One sentence on a forgery.
  package var forgerySummary: String {
    switch forgery {
    case .taken: "the forgery was acknowledged"
    case .refused: "refused, as it must be"
    case .notJudged: "nothing is known: the handler was not reached"
    }
  }
}

extension AcknowledgementFault {
  /// Whether the HTTP status alone tells it, and no more than a status.
  var isAboutStatus: Bool {
    switch self {
    case .redirect, .unauthorized, .forbidden, .notFound, .methodNotAllowed, .conflict, .tooLarge,
      .unsupportedType, .csrfToken, .unprocessable, .tooMany, .clientError, .unreachable,
      .serverError, .compressed:
      true
    default: false
    }
  }
}
