import ByteText
import WireFormat

/// A record as one line: ASCII JSON, keys in fixed order, the two checksums last.
enum RecordEncoder {
  /// Longest line that is written or read, in bytes.
  static let limit = 1 << 20

  /// Appends the line with its LF and returns its checksum.
  static func append(_ record: JournalRecord, previous: Checksum, to output: inout Bytes)
    throws(JournalError) -> Checksum
  {
    let start = output.count
    output += "{\"v\":1,\"n\":\(record.sequence),\"t\":\(record.time),\"s\":\"".utf8
    output += record.kind.rawValue.utf8
    output += "\",\"o\":\"".utf8
    output += record.subject.rawValue.utf8
    output.append(quote)
    field("f", record.profile, &output)
    field("id", record.id, &output)
    field("b", record.batch, &output)
    field("ref", record.reference, &output)
    field("h", record.contentHash, &output)
    if let amount = record.amount { output += ",\"a\":\(amount)".utf8 }
    field("m", record.maskedAccount, &output)
    field("k", record.accountDigest, &output)
    if let state = record.state { field("z", state.word, &output) }
    details(record.details, &output)
    if let request = record.request { append(request: request, &output) }
    output += ",\"p\":\"".utf8
    previous.write(to: &output)
    output.append(quote)
    let checksum = output.withUnsafeBytes { Checksum(of: .init(rebasing: $0[start...])) }
    output += ",\"c\":\"".utf8
    checksum.write(to: &output)
    output += "\"}\n".utf8
    guard output.count - start <= limit else {
      let size = output.count - start
      output.removeSubrange(start...)
      throw .invalidRecord("a record of \(size) bytes; the limit is \(limit)")
    }
    return checksum
  }

  private static let quote = UInt8(ascii: "\"")

  private static func field(_ name: String, _ value: String, _ output: inout Bytes) {
    guard !value.isEmpty else { return }
    output += ",\"".utf8
    output += name.utf8
    output += "\":".utf8
    string(value, &output)
  }

  private static func details(_ details: [JournalRecord.Detail], _ output: inout Bytes) {
    guard !details.isEmpty else { return }
    output += ",\"d\":[".utf8
    for (index, detail) in details.enumerated() {
      output += (index == 0 ? "[" : ",[").utf8
      string(detail.name, &output)
      output.append(UInt8(ascii: ","))
      string(detail.value, &output)
      output.append(UInt8(ascii: "]"))
    }
    output.append(UInt8(ascii: "]"))
  }

  /// As text when it is UTF-8, so that a person can read it; else in hex: no byte may change.
  private static func append(request: Bytes, _ output: inout Bytes) {
    if let text = String(validating: request, as: UTF8.self) {
      output += ",\"r\":".utf8
      string(text, &output)
    } else {
      output += ",\"rx\":\"".utf8
      for byte in request {
        output.append(Hex.digit(byte >> 4))
        output.append(Hex.digit(byte & 15))
      }
      output.append(quote)
    }
  }

  /// Appends a quoted string; everything but printable ASCII becomes `\uXXXX`.
  static func string(_ text: String, _ output: inout Bytes) {
    output.append(quote)
    for unit in text.utf16 {
      switch unit {
      case 0x22, 0x5C:
        output.append(.backslash)
        output.append(UInt8(unit))
      case 0x20...0x7E: output.append(UInt8(unit))
      default:
        output += [.backslash, UInt8(ascii: "u")]
        for shift in [12, 8, 4, 0] as [UInt16] {
          output.append(Hex.digit(UInt8(truncatingIfNeeded: unit >> shift) & 15))
        }
      }
    }
    output.append(quote)
  }
}
