/// A URL cut at its query, each part exactly as it was written.
package struct QueryString: Sendable, Equatable {
  /// Everything before the first `?`, without a fragment.
  package var base: Bytes
  /// What follows the first `?` up to a `#`, still encoded; nil without a `?`.
  package var query: Bytes?
  /// What follows the first `#`; nil without a `#`.
  package var fragment: Bytes?

  /// Cuts a URL at the first `#`, then at the first `?` (RFC 3986 section 3).
  package init(url: Bytes) {
    let hash = url.firstIndex(of: UInt8(ascii: "#")) ?? url.endIndex
    let front = url[..<hash]
    let mark = front.firstIndex(of: UInt8(ascii: "?")) ?? hash
    base = Array(front[..<mark])
    query = mark < hash ? Array(front[(mark + 1)...]) : nil
    fragment = hash < url.endIndex ? Array(url[(hash + 1)...]) : nil
  }

  /// The fields of the query; none without one.
  /// - Throws: what `FormCodec.decode` throws, with offsets counted from the query's first byte.
  package func fields(maximumFields: Int = FormCodec.defaultMaximumFields) throws(WireError)
    -> FieldList
  {
    try FormCodec.decode(query ?? [], maximumFields: maximumFields)
  }

  /// `url` with the encoded fields added to its query and any fragment left out.
  package static func appending(_ fields: FieldList, to url: Bytes) -> Bytes {
    let parts = QueryString(url: url)
    let existing = parts.query ?? []
    let added = FormCodec.encode(fields)
    guard !added.isEmpty || parts.query != nil else { return parts.base }
    let joint: Bytes = existing.isEmpty || added.isEmpty ? [] : [UInt8(ascii: "&")]
    return parts.base + [UInt8(ascii: "?")] + existing + joint + added
  }
}
