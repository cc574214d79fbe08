import WireFormat

/// An archive holds the fields of a query and of a posted form twice: as they were sent, and as a
/// list. Both must say the same.
enum HARAgreement {
  /// - Parameters:
  ///   - list: `params` or `queryString`; absent and empty lists say nothing.
  ///   - fields: what the sent text holds.
  /// - Throws: the code, for a name or value that stands in one of the two only.
  static func check(
    _ list: JSONValue?, with fields: FieldList, _ code: String, _ listed: String, _ sent: String
  ) throws(WireError) {
    let entries = (list?.arrayElements ?? []).compactMap { entry -> Field? in
      entry["name"]?.stringValue.map { Field($0, entry["value"]?.stringValue ?? "") }
    }
    guard !entries.isEmpty else { return }
    var open = fields.fields
    for entry in entries {
      guard let index = open.firstIndex(where: { isSame($0, entry) }) else {
        throw fault(code, entry, listed, sent)
      }
      open.remove(at: index)
    }
    if let rest = open.first { throw fault(code, rest, listed, sent) }
  }

  /// Some browsers list the fields decoded, others as they were sent.
  private static func isSame(_ field: Field, _ entry: Field) -> Bool {
    func fits(_ text: Bytes, _ listed: Bytes) -> Bool {
      text == listed || text == PercentCoding.decode(listed, plusIsSpace: true)
    }
    return fits(field.name, entry.name) && fits(field.value.literal, entry.value.literal)
  }

  private static func fault(_ code: String, _ field: Field, _ listed: String, _ sent: String)
    -> WireError
  {
    WireError(
      code: code, offset: 0,
      reason: "\(listed) and \(sent) differ in \(field.displayName): two readers would see two "
        + "messages.")
  }
}
