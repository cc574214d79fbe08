import ByteText
import Gateways
import HTTP
import WireFormat

/// Judges what a merchant answers to a callback: by the document to the letter, or as real servers do.
struct Acknowledgement: Sendable {
  private static let shownBytes = 64
  private let delivery: CallbackDelivery
  private let isLenient: Bool

  init(_ delivery: CallbackDelivery, isLenient: Bool = false) {
    self.delivery = delivery
    self.isLenient = isLenient
  }

  /// Fills in what came back, and whether it ends the repeats.
  func judge(_ outcome: TransportOutcome, _ attempt: inout CallbackAttempt) {
    switch outcome {
    case .notSent(let failure): attempt.acknowledgement = "not sent: \(failure.code)"
    case .unknown(let failure): attempt.acknowledgement = "no answer: \(failure.code)"
    case .answered(let response):
      attempt.httpStatus = response.status
      attempt.acknowledgement = String(
        decoding: response.body.prefix(Self.shownBytes), as: UTF8.self)
      attempt.isAccepted = accepts(response)
    }
  }

  /// Whether the body is what the gateway waits for, behind a good status. Nothing is trimmed. No
  /// document but one names a status, and 200 is what all of their samples answer with.
  func accepts(_ response: HTTPResponse) -> Bool {
    guard isLenient else {
      return response.status == delivery.status ?? 200
        && response.body == Array(delivery.acknowledgement.utf8)
    }
    guard (200..<300).contains(response.status) else { return false }
    let words = [delivery.acknowledgement] + delivery.otherAcknowledgements
    return words.contains { word in
      let wanted = Array(word.utf8)
      switch delivery.match {
      case .exact: return response.body == wanted
      case .ignoringCase: return response.body.lowercased == wanted.lowercased
      case .containsIgnoringCase: return response.body.lowercased.contains(wanted.lowercased)
      }
    }
  }
}
