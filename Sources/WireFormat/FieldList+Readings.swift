import ByteText

extension FieldList {
  /// Checks that no two readers can take the same fields for two messages because of how their names
  /// are made. A C library ends a name at a NUL, so such a name is two names; and of a name that
  /// comes twice inside a nested object some readers take the first value, others the last.
  /// - Throws: `name_control_byte`, or a `json_…` code for the nested object. The offset is 0: what
  ///   wraps the fields knows where they stood.
  package func checkNames() throws(WireError) {
    for field in fields {
      let isBroken = field.name.contains {
        $0 < .space && $0 != .tab && $0 != .lineFeed && $0 != .carriageReturn || $0 == .delete
      }
      if isBroken {
        throw WireError(
          code: "name_control_byte", offset: 0,
          reason: "The name of a field has a control byte: one reader ends the name there, another "
            + "reads on.")
      }
      guard case .nested(let raw) = field.value else { continue }
      do throws(WireError) { _ = try JSONValue.parse(raw) } catch {
        throw WireError(
          code: error.code, offset: 0, reason: "Inside \(field.displayName): \(error.reason)")
      }
    }
  }
}
