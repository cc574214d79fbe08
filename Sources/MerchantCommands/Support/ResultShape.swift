/// The names that a result will have, known before there is one.
struct ResultShape {
  /// Members of the JSON object.
  let object: [String]
  /// A record without values.
  let record: Record
}
