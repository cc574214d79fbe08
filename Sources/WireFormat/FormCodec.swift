/// `application/x-www-form-urlencoded`, as the WHATWG URL standard, section 5, reads and writes it.
public enum FormCodec {
  /// More fields than any honest gateway sends.
  public static let defaultMaximumFields = 10_000

  /// A hostile body could break a `%` in every byte; a person reads the first few.
  static let maximumFindings = 100

  /// Reads a form body or a query string.
  ///
  /// Pairs end at `&` only, a name ends at the first `=`, `+` is a space, a segment without `=` is
  /// a name with an empty value, an empty segment is nothing. A `%` without two digits is kept as
  /// it is. Bytes need not be UTF-8.
  /// - Throws: `form_too_many_fields`.
  public static func decode(_ body: Bytes, maximumFields: Int = defaultMaximumFields)
    throws(WireError) -> FieldList
  {
    try decodeReporting(body, maximumFields: maximumFields).fields
  }

  /// Reads as `decode` does, and lists each broken `%` (`form_broken_percent`), 100 at most.
  /// - Throws: `form_too_many_fields`.
  public static func decodeReporting(_ body: Bytes, maximumFields: Int = defaultMaximumFields)
    throws(WireError) -> (fields: FieldList, findings: [WireError])
  {
    var list = FieldList()
    var findings: [WireError] = []
    func decoded(_ part: ArraySlice<UInt8>) -> Bytes {
      PercentCoding.decode(part, plusIsSpace: true) { offset in
        guard findings.count < maximumFindings else { return }
        findings.append(
          WireError(
            code: "form_broken_percent", offset: offset,
            reason: "A percent sign is not followed by two hexadecimal digits; kept as it is."))
      }
    }
    for segment in body.split(separator: UInt8(ascii: "&")) {
      guard list.fields.count < maximumFields else {
        throw WireError(
          code: "form_too_many_fields", offset: segment.startIndex,
          reason: "The form has more than \(maximumFields) fields.")
      }
      let equals = segment.firstIndex(of: UInt8(ascii: "=")) ?? segment.endIndex
      list.append(
        Field(
          name: decoded(segment[..<equals]),
          value: .text(decoded(segment[equals...].dropFirst()))))
    }
    return (list, findings)
  }

  /// Writes the fields in their order, every value by its literal text.
  public static func encode(_ list: FieldList) -> Bytes {
    var body = Bytes()
    for field in list.fields {
      if !body.isEmpty { body.append(UInt8(ascii: "&")) }
      body += PercentCoding.encode(field.name, style: .form)
      body.append(UInt8(ascii: "="))
      body += PercentCoding.encode(field.value.literal, style: .form)
    }
    return body
  }
}
