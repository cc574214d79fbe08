import ArgumentParsing
import PaymentValues

/// The names that `--fields` and `--template` ask for. One that is not there is a mistake, not an empty
/// place.
struct MemberNames {
  let known: [String]

  /// - Throws: `unknown_field`, with the names that there are.
  func check(_ wanted: [String], place: String) throws(Refusal) {
    guard let wrong = wanted.first(where: { !known.contains($0) }) else { return }
    let near = Suggester.nearest(to: wrong, among: known).first
    throw Refusal(
      .usage, "unknown_field", "there is no member '\(wrong)'", place: place,
      hint: (near.map { "did you mean '\($0)'? " } ?? "")
        + "the members are \(known.joined(separator: ", "))")
  }
}
