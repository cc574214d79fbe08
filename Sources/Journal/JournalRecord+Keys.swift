import PaymentValues

extension JournalRecord {
  /// The record with `‹key›` wherever a key stands in its texts.
  ///
  /// What a later run finds a payment by cannot be changed: a record that brings a state, or keeps a
  /// request, is refused instead, and then nothing is sent.
  func covered(by keys: KeyGuard) throws(JournalError) -> JournalRecord {
    guard !keys.isEmpty else { return self }
    if claim != nil || request != nil {
      let names = [id, batch, reference]
      guard !names.contains(where: { keys.holds($0) }), request.map({ keys.holds($0) }) != true
      else {
        throw .invalidRecord("a number, a batch's name, a reference or a request that holds a key")
      }
    }
    var record = self
    record.id = keys.covered(id)
    record.batch = keys.covered(batch)
    record.reference = keys.covered(reference)
    for index in record.details.indices {
      record.details[index].value = keys.covered(record.details[index].value)
    }
    return record
  }
}
