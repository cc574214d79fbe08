import ByteText

/// The columns of the table.
enum RehearsalStep: String, CaseIterable {
  case order
  case callback = "callback verified"
  case query
  case payout
  case payoutCallback = "payout callback"
  case payoutQuery = "payout query"

  /// The name of its member in JSON.
  var member: String { rawValue.replacing(" ", with: "_") }
}
