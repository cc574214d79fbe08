/// The names that a result will have, known before there is one.
struct ResultShape {
  /// Members of the JSON object.
  let object: [String]
  /// A record, for its names; nil where a result may be without any.
  let record: Record?

  init(object: [String], record: Record?) {
    self.object = object
    self.record = record
  }

  /// The shape of a result that is one record.
  init(_ record: Record) {
    self.init(object: record.members.map(\.0), record: record)
  }
}
