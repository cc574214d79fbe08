import ByteText
import WireFormat

/// The record that sets damaged bytes at the end aside. The bytes stay where they are, as evidence.
///
/// A line cut off in writing and a durable line that rotted look the same. So the seal names every
/// row that may have been sent by the lost line; replaying the seal makes those rows unknown, also
/// when the program dies right after it was written.
enum Seal {
  static func record(
    offset: Int64, region: Bytes, suspects: [RowName], profile: String
  ) -> JournalRecord {
    let details =
      [
        JournalRecord.Detail("offset", String(offset)),
        .init("length", String(region.count)),
        .init("checksum", Checksum(of: region).text),
      ] + suspects.map { .init("suspect", "\($0.subject.rawValue):\($0.id)") }
    return JournalRecord(.seal, profile: profile, details: details)
  }

  /// Whether a seal accounts for exactly these bytes.
  static func covers(_ record: JournalRecord?, offset: Int64, region: Bytes) -> Bool {
    guard let record else { return false }
    return record.detail("offset") == String(offset)
      && record.detail("length") == String(region.count)
      && record.detail("checksum") == Checksum(of: region).text
  }

  /// The rows that a seal makes unknown.
  static func suspects(_ record: JournalRecord) -> [RowName] {
    record.details.compactMap { detail in
      guard detail.name == "suspect", let colon = detail.value.firstIndex(of: ":"),
        let subject = RecordSubject(rawValue: String(detail.value[..<colon]))
      else { return nil }
      return RowName(subject, String(detail.value[detail.value.index(after: colon)...]))
    }
  }

  /// Whether bytes can be the beginning of a seal of that sequence number.
  static func mayBegin(_ bytes: ArraySlice<UInt8>, sequence: UInt64) -> Bool {
    zip(bytes, "{\"v\":1,\"n\":\(sequence),".utf8).allSatisfy { $0 == $1 }
  }

  /// The rows whose number can still be read in damaged bytes.
  static func readableRows(_ region: Bytes) -> [RowName] {
    let subject: RecordSubject =
      position(of: "\"o\":\"order\"", in: region, from: 0) == nil ? .payout : .order
    var rows: [RowName] = []
    var start = 0
    while let found = position(of: "\"id\":\"", in: region, from: start) {
      let begin = found + 6
      let end = region[begin...].firstIndex(of: .quote)
      start = end ?? region.count
      if let end, let id = LineCursor.decode(region, begin..<end), !id.isEmpty {
        rows.append(RowName(subject, id))
      }
    }
    return rows
  }

  private static func position(of text: String, in bytes: Bytes, from start: Int) -> Int? {
    let needle = Array(text.utf8)
    guard bytes.count >= needle.count, start <= bytes.count - needle.count else { return nil }
    return (start...(bytes.count - needle.count)).first {
      bytes[$0] == needle[0] && bytes[$0..<($0 + needle.count)].elementsEqual(needle)
    }
  }
}

/// What names a row for good: an order's and a payout's number are different rows.
package struct RowName: Sendable, Hashable {
  /// Payout or order.
  package let subject: RecordSubject
  /// The merchant order number.
  package let id: String

  /// Makes a name.
  package init(_ subject: RecordSubject, _ id: String) {
    self.subject = subject
    self.id = id
  }
}
