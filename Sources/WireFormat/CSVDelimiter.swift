import ByteText

/// Which byte separates the cells of a CSV file.
package enum CSVDelimiter {
  /// Looks at the first line, outside quotes, and takes the most frequent of comma, `;` and TAB;
  /// comma if there is none of them.
  /// - Throws: `csv_delimiter` if that is not a comma and not in `allowing`: a file that some
  ///   program wrote for another country may have decimal commas too.
  package static func detect(in file: Bytes, allowing allowed: Set<UInt8> = []) throws(WireError)
    -> UInt8
  {
    let comma = UInt8(ascii: ",")
    var count: [UInt8: Int] = [:]
    var first: [UInt8: Int] = [:]
    var isQuoted = false
    for (offset, byte) in file.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == .lineFeed || byte == .carriageReturn { break }
      guard byte == comma || byte == UInt8(ascii: ";") || byte == .tab else { continue }
      count[byte, default: 0] += 1
      if first[byte] == nil { first[byte] = offset }
    }
    let rivals = count.filter { $0.key != comma && $0.value > count[comma] ?? 0 }
    guard let winner = rivals.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
      return comma
    }
    guard allowed.contains(winner) else {
      let name = winner == .tab ? "tabs" : "semicolons"
      throw WireError(
        code: "csv_delimiter", offset: first[winner] ?? 0,
        reason: "Cells are separated by \(name); save the file with commas.")
    }
    return winner
  }
}
