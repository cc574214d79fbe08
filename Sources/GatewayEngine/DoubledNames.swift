import WireFormat

/// Finds a name that comes twice in an answer, nested objects included: two readers would see two
/// values (docs/rules.md V5).
enum DoubledNames {
  /// The first name that was there before, with the names of the objects around it; nil when all
  /// differ. JSON that cannot be read has none.
  static func first(in list: FieldList, ignoringCase: Bool) -> String? {
    var seen: Set<Bytes> = []
    for field in list.fields {
      let name = ignoringCase ? Array(field.displayName.lowercased().utf8) : field.name
      if !seen.insert(name).inserted { return field.displayName }
      if case .nested(let raw) = field.value, let inner = try? JSONScanner.object(raw),
        let name = first(in: inner, ignoringCase: ignoringCase)
      {
        return field.displayName + "." + name
      }
    }
    return nil
  }
}
